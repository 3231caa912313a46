"""What the sections of an application for a grant hold."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incentives.models import IncentiveGrant, PolicyVersion
from incentives.services.grants import bases_for, receiver_of
from workflow.outline import Outline, Section, Slot

TERMS, REASON = "terms", "reason"


def policies_offered(application: IncentiveGrant) -> Any:
    """The benefits on which its receiver may apply today, and the one it names."""
    offered = bases_for(receiver_of(application), timezone.localdate())
    return offered | PolicyVersion.objects.filter(pk=application.policy_id)


OUTLINE = Outline(
    IncentiveGrant,
    (
        Section(
            TERMS,
            _("激励内容"),
            _("金额以元为单位填写；没有金额的，写明权益内容。"),
            fields=(
                "category",
                "policy",
                "basis_name",
                "basis_number",
                "basis_url",
                "amount",
                "right",
                "starts",
                "ends",
                "national_funds",
            ),
            optional=frozenset(
                {"policy", "basis_number", "basis_url", "amount", "right", "ends"}
            ),
        ),
        Section(
            REASON,
            _("条件和理由"),
            _("对照依据文件写明满足的条件和申请理由。"),
            fields=("conditions", "reason"),
            slots=(Slot("evidence", _("证明材料")),),
        ),
    ),
    offered={"policy": policies_offered},
)
