"""Reads of the industries in domain words."""

from typing import Self

from django.db.models import Q

from regions.querysets import PublicQuerySet


class IndustryQuerySet(PublicQuerySet):
    """Sections (门类) and divisions (大类) of GB/T 4754."""

    def sections(self) -> Self:
        """The 20 sections, A to T."""
        return self.filter(section__isnull=True)

    def divisions(self) -> Self:
        """The 97 divisions, 01 to 97."""
        return self.filter(section__isnull=False)

    def within(self, code: str) -> Self:
        """A division itself; of a section its divisions and itself."""
        return self.filter(Q(pk=code) | Q(section_id=code))

    def for_choices(self) -> Self:
        """Divisions with their section, section by section."""
        return self.divisions().select_related("section").order_by("order")

    def search(self, text: str) -> Self:
        """By code, with or without the letter of the section, or part of the name."""
        word = text.strip()
        code = word.upper()
        code = code[1:] if len(code) == 3 else code
        return self.filter(Q(pk=code) | Q(name__contains=word))
