"""What the pages of one nomination have in common."""

from __future__ import annotations

from typing import Any

from cities.models import CityNomination
from cities.models.showing import present
from workflow.views.drafting import DraftingMixin, DraftingUrls


class NominationMixin(DraftingMixin):
    """One nomination that this user may see, and the content he may read."""

    model = CityNomination
    related = ("core_district", "core_new_area")
    list_crumb = ("城市申报", "cities:nominations")
    urls = DraftingUrls(
        edit="cities:nomination-edit",
        section="cities:nomination-section",
        submit="cities:nomination-submit",
        preview="cities:nomination-print",
        pdf="cities:nomination-pdf",
    )

    object: CityNomination

    def parts(self) -> list[Any]:
        """The sections in words, with the core area."""
        return present(self.content)
