"""What the firm itself fills in; all else comes from its ledger."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incentives.models import CreditDeclaration
from workflow.outline import Outline, Section, Slot

# Where the checks lay what is wrong with the ledger: no section of the form.
LEDGER = "ledger"
STATEMENT = "statement"
OUTLINE = Outline(
    CreditDeclaration,
    (
        Section(
            STATEMENT,
            _("真实性承诺和补充说明"),
            _("投资明细、凭证和应缴附加取自已填报的抵免台账，需要更改的请先更正台账。"),
            fields=("commitment", "remark"),
            slots=(Slot("supporting", _("补充证明材料"), required=False),),
            optional=frozenset({"remark"}),
        ),
    ),
)
PLACES = ((LEDGER, _("抵免台账")), *OUTLINE.places())
