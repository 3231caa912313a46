"""Columns of money: yuan to the cent, never a binary fraction."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models


def yuan(label: Any, **kwargs: Any) -> Any:
    """An amount in yuan, not negative unless told otherwise; 0 where none is given."""
    kwargs.setdefault("validators", [MinValueValidator(Decimal(0))])
    kwargs.setdefault("default", Decimal(0))
    return models.DecimalField(label, max_digits=16, decimal_places=2, **kwargs)


def rate(label: Any, **kwargs: Any) -> Any:
    """A share of one, such as 0.3000 for 30%."""
    return models.DecimalField(label, max_digits=5, decimal_places=4, **kwargs)


def share_words(share: Decimal) -> str:
    """A share of one in percent, without idle noughts: 30%, 2.5%."""
    return f"{(share * 100).normalize():f}%"
