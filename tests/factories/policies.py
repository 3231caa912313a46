"""Benefits of the policy list as the tests need them."""

from typing import Any

from django.utils import timezone

from cities.models import PilotCity
from incentives.choices.policies import PolicyScope, PolicyState, VersionState
from incentives.models import PolicyBenefit, PolicyVersion
from incentives.models.policies import CONTENT
from incentives.services.policies import draft_policy, propose_version
from regions.models import Division

IN_POOL = {"test": "in_pool", "operator": "is", "value": True}


def content(name: str = "测试政策", **changes: Any) -> dict[str, Any]:
    """What a benefit says, complete."""
    blank = PolicyVersion()
    given = {
        "name": name,
        "kinds": ["tax"],
        "content": "按规定给予支持。",
        "basis_title": "测试文件",
        "basis_number": "测发〔2026〕1号",
        "source": "测试来源",
    }
    return {n: getattr(blank, n) for n in CONTENT} | given | changes


def published(name: str = "测试政策", **changes: Any) -> PolicyBenefit:
    """A published benefit of the nation, unless told otherwise."""
    place = {
        key: changes.pop(key)
        for key in ("scope", "managing_unit_id", "division_id")
        if key in changes
    }
    said = content(name, **changes)
    row = PolicyBenefit.objects.create(
        state=PolicyState.PUBLISHED, **{"scope": PolicyScope.NATION, **place}, **said
    )
    PolicyVersion.objects.create(
        benefit=row,
        number=1,
        state=VersionState.PUBLISHED,
        published_at=timezone.now(),
        **said,
    )
    return row


def drafted(people: Any, by: str = "zhejiang", **changes: Any) -> PolicyVersion:
    """A draft of a handler's office."""
    return draft_policy(content=content(**changes), by=people[by])


def proposed(people: Any, by: str = "zhejiang", **changes: Any) -> PolicyVersion:
    """A draft that waits for the lead."""
    return propose_version(drafted(people, by, **changes), by=people[by])


def pilot_city(code: str = "320400", unit: str = "320000") -> PilotCity:
    """A city of an official list, Changzhou unless told otherwise."""
    place = Division.objects.get(pk=code)
    return PilotCity.objects.create(
        code=code,
        name=place.full_name,
        division=place,
        managing_unit_id=unit,
        economic_region="east",
        batch=1,
        provenance="import",
        source="测试来源",
    )
