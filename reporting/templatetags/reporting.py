"""What the templates of reports need beside the house's components."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable."""
    return mapping[key]
