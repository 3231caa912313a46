"""What all acts on the policy list begin with."""

from __future__ import annotations

from typing import Any

from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from ui.refusals import Closed, Stale

CHANGED = "该政策刚刚被其他人修改，请刷新页面查看最新内容。"
MOST_NOTE = 500


def lock_benefit(benefit: PolicyBenefit, version: int | None) -> PolicyBenefit:
    """The record, for nobody else until the end; Stale if it is not as it was read."""
    rows = PolicyBenefit.objects.select_for_update(of=("self",))
    held: PolicyBenefit = rows.select_related("managing_unit", "division").get(
        pk=benefit.pk
    )
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


def lock_open_version(
    version: PolicyVersion, stamp: int | None
) -> tuple[PolicyBenefit, PolicyVersion]:
    """Record and version, the record first: all acts wait for each other there."""
    benefit = lock_benefit(version.benefit, None)
    held = benefit.versions.unpublished().filter(pk=version.pk).first()
    if held is None:
        raise Closed("该版本已经发布或删除。")
    if stamp is not None and held.version != stamp:
        raise Stale(CHANGED)
    held.benefit = benefit
    return benefit, held


def copy_content(source: Any, target: Any) -> None:
    """The content of one row into another."""
    for name in CONTENT:
        setattr(target, name, getattr(source, name))
