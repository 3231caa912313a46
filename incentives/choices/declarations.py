"""The closed lists of the credit declaration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Key of the kind by which a firm declares the credit of a calendar year.
CREDIT_DECLARATION = "credit_declaration"


class Counted(TextChoices):
    """Which declarations a total is made of; each firm stands in it once a year."""

    # Handed in and not refused or withdrawn: what is declared.
    DECLARED = "declared", _("已申报（含审核中）")
    # Approved and not replaced by a further declaration: what is confirmed.
    CONFIRMED = "confirmed", _("已认定")
