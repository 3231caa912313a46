"""Days and years in addresses."""

from datetime import date


class DayConverter:
    """A day as 2026-02-14; one that does not exist is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError becomes a 404."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """ISO, as in the address."""
        return value.isoformat()


class YearConverter:
    """A year in four digits."""

    regex = r"\d{4}"

    def to_python(self, value: str) -> int:
        """The year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Four digits."""
        return f"{value:04d}"
