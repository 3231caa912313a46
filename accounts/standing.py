"""Where a person stands: tiers, units, cities, organisations and roles held now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.choices import BUSINESS_ROLES, Role, Tier

OFFICE_ROLES = frozenset({Role.HANDLER, Role.LEAD})


@dataclass(frozen=True)
class Standing:
    """What visibility and permissions are decided from; built from current posts."""

    roles: frozenset[tuple[str, str]] = frozenset()  # (role, tier)
    # The same, held at the lead authority of the tier: other departments only advise.
    deciding_roles: frozenset[tuple[str, str]] = frozenset()
    organisation_ids: frozenset[int] = frozenset()  # where a business role is held
    # Where he is handler or lead: an expert does not read the papers of his employer.
    applicant_ids: frozenset[int] = frozenset()
    unit_codes: frozenset[str] = frozenset()  # managing units he serves
    deciding_unit_codes: frozenset[str] = frozenset()  # at their lead authorities
    city_codes: frozenset[str] = frozenset()  # divisions whose city office he serves
    is_national: bool = False

    @classmethod
    def of_posts(cls, posts: Iterable[Any]) -> Standing:
        held = list(posts)
        office = [p for p in held if p.role in OFFICE_ROLES]
        at = {
            tier: [p.organisation for p in office if p.organisation.tier == tier]
            for tier in Tier
        }
        return cls(
            roles=frozenset((p.role, str(p.organisation.tier)) for p in held),
            deciding_roles=frozenset(
                (p.role, str(p.organisation.tier))
                for p in office
                if p.organisation.is_lead_authority
            ),
            organisation_ids=frozenset(
                p.organisation_id for p in held if p.role in BUSINESS_ROLES
            ),
            applicant_ids=frozenset(p.organisation_id for p in office),
            unit_codes=frozenset(o.managing_unit_id for o in at[Tier.UNIT]),
            deciding_unit_codes=frozenset(
                o.managing_unit_id for o in at[Tier.UNIT] if o.is_lead_authority
            ),
            city_codes=frozenset(o.division_id for o in at[Tier.CITY]),
            is_national=bool(at[Tier.NATION]),
        )

    def has_role(self, role: str, tier: str | None = None) -> bool:
        return any(r == role and tier in (None, t) for r, t in self.roles)

    def decides_at(self, tier: str, role: str | None = None) -> bool:
        """Whether he serves a tier's lead authority, in this role if one is named."""
        return any(t == tier and role in (None, r) for r, t in self.deciding_roles)


NOBODY = Standing()


def standing_of(user: Any) -> Standing:
    """The standing of a user, or of nobody for a visitor."""
    return getattr(user, "standing", NOBODY)
