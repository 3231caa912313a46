"""Grants, awarded through the services as their authorities would.

grant = a_grant()                              # a subsidy to 钱塘智造, by Zhejiang
grant = a_grant(firm, category="fiscal")       # of the package: needs a certificate
pay(grant, "300000")
case = application_in(Stage.PROVINCIAL_REVIEW)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Organisation
from cities.demo import demo_pdf
from enterprises.models import Enterprise
from incentives.choices.grants import GrantCategory
from incentives.granting.outline import OUTLINE
from incentives.models import (
    Grant,
    GrantEvent,
    GrantProposal,
    IncentiveGrant,
    Preference,
)
from incentives.services.grants import (
    Given,
    propose_award,
    propose_revocation,
    record_payment,
    set_amount,
    start_grant,
)
from incentives.services.preferences import propose_preference
from regions.models import Division
from tests.factories import register
from tests.factories.reading import user
from tests.factories.workflow import decide, submitted
from workflow.choices import Move, Stage
from workflow.services import SectionInput, confirm_proposed, save_section

_serials = count(1)
DAY = timedelta(days=1)
AMOUNT = Decimal("1000000.00")


def pool_firm(name: str = "enterprise", **facts: Any) -> Enterprise:
    """A persona's enterprise in the pool."""
    owner = Organisation.objects.get(posts__user__username=name)
    held = Enterprise.objects.filter(organisation=owner).first()
    if held is not None:
        return held
    given = {
        "organisation": owner,
        "credit_code": owner.credit_code,
        "managing_unit_id": owner.managing_unit_id,
        "division_id": owner.division_id,
    }
    return register.enterprise(owner.name, **given | facts)


def certified_firm(name: str = "enterprise") -> Enterprise:
    """The same with a certificate that is valid today."""
    firm = pool_firm(name)
    today = timezone.localdate()
    register.certificate(
        firm, valid_from=today - 30 * DAY, valid_until=today + 1000 * DAY
    )
    return firm


def terms(**given: Any) -> dict[str, Any]:
    """Terms of a subsidy of one million yuan, each on a basis of its own."""
    today = timezone.localdate()
    return {
        "category": GrantCategory.SUBSIDY,
        "policy": None,
        "basis_name": "产教融合型企业专项补助办法（测试）",
        "basis_number": f"浙测〔2026〕{next(_serials)}号",
        "basis_url": "",
        "amount": AMOUNT,
        "right": "",
        "starts": today - 100 * DAY,
        "ends": today + 300 * DAY,
        "conditions": "无",
    } | given


def proposed(
    receiver: Any = None, *, who: str = "zhejiang", now: datetime | None = None, **given
) -> GrantProposal:
    """A direct award that waits for its lead."""
    more = {
        name: given.pop(name)
        for name in ("checked", "amount_is_public", "upload", "awarded_on")
        if name in given
    }
    more.setdefault("awarded_on", timezone.localdate() - 50 * DAY)
    return propose_award(
        receiver or pool_firm(),
        terms=terms(**given),
        reason="按办法评审确定。",
        by=user(who),
        now=now,
        **more,
    )


def a_grant(receiver: Any = None, *, who: str = "zhejiang", **given: Any) -> Grant:
    """A direct award, confirmed."""
    made = proposed(receiver, who=who, **given)
    done = confirm_proposed(made, by=user(f"{who}_lead"), now=given.get("now"))
    assert done.grant is not None
    return Grant.objects.get(pk=done.grant.pk)


def entry(amount: Any = "0", **given: Any) -> Given:
    """What is typed of an entry, with a voucher of its own."""
    serial = next(_serials)
    upload = demo_pdf(f"凭证{serial}")
    # The same paper twice is refused, so that each is another.
    upload = type(upload)(upload.read() + f"\n%{serial}\n".encode(), name="凭证.pdf")
    return Given(
        **{
            "on": timezone.localdate() - 10 * DAY,
            "amount": Decimal(amount),
            "voucher_number": f"PZ{serial:06}",
            "upload": upload,
            **given,
        }
    )


def pay(grant: Grant, amount: Any, **given: Any) -> GrantEvent:
    """Money paid out by who granted."""
    return record_payment(grant, given=entry(amount, **given), by=user("zhejiang"))


def revoked(grant: Grant, demanded: Any = "0") -> Grant:
    """Revoked under four eyes."""
    made = propose_revocation(
        grant,
        ground="未按约定开展校企合作。",
        demanded=Decimal(demanded),
        by=user("zhejiang"),
    )
    confirm_proposed(made, by=user("zhejiang_lead"))
    return Grant.objects.get(pk=grant.pk)


def application_draft(who: str = "enterprise", **given: Any) -> IncentiveGrant:
    """A complete draft."""
    by = user(who)
    if who.startswith("enterprise"):
        pool_firm(who)
    values = {"national_funds": False, "reason": "符合办法规定的条件。"} | terms(
        **given
    )
    draft = start_grant(category=values["category"], by=by)
    for section in OUTLINE.sections:
        save_section(
            draft,
            section=section.key,
            given=SectionInput({n: values[n] for n in section.fields}),
            by=by,
            version=draft.section_states.get(section=section.key).version,
            uploads={slot.key: demo_pdf("证明") for slot in section.slots},
        )
    return IncentiveGrant.objects.get(pk=draft.pk)


def application_in(stage: str, who: str = "enterprise", **given: Any) -> IncentiveGrant:
    """An application that travelled to a stage through the one door."""
    draft = application_draft(who, **given)
    if stage != Stage.DRAFT:
        submitted(draft, stage, timezone.now())
    return IncentiveGrant.objects.get(pk=draft.pk)


def granted(case: IncentiveGrant, amount: Any = None, **given: Any) -> Grant:
    """Approved by the unit, which sets the amount before; all that was asked for."""
    amount = case.amount if amount is None else Decimal(amount)
    set_amount(case, amount=amount, by=user("zhejiang"), **given)
    decide(IncentiveGrant.objects.get(pk=case.pk), Move.APPROVE, now=timezone.now())
    return Grant.objects.get(application=case)


def hangzhou() -> Division:
    return Division.objects.get(pk="330100")


def preference_given(**given: Any) -> dict[str, Any]:
    """Two hundred places in an enrolment plan."""
    return {
        "kind": "enrolment_plan",
        "year": timezone.localdate().year,
        "quantity": Decimal(200),
        "basis_name": "职业教育招生计划安排（测试）",
        "basis_number": "浙测〔2026〕9号",
        "basis_url": "",
        "note": "",
    } | given


def a_preference(receiver: Any = None, *, confirmed: bool = True, **given: Any):
    """An entry for Hangzhou, by Zhejiang."""
    made = propose_preference(
        receiver or hangzhou(), given=preference_given(**given), by=user("zhejiang")
    )
    if confirmed:
        confirm_proposed(made, by=user("zhejiang_lead"))
    return Preference.objects.get(pk=made.pk)
