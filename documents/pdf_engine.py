"""WeasyPrint, if its system libraries are there; the site runs without them."""

from __future__ import annotations

from types import ModuleType
from typing import IO, Any

from PIL import ImageFile

engine: ModuleType | None
try:
    import weasyprint as engine  # type: ignore[no-redef]
except OSError:  # Pango is missing: `manage.py check` names it with the remedy
    engine = None

# WeasyPrint turns this on for the whole process, and cut-off uploads would pass.
ImageFile.LOAD_TRUNCATED_IMAGES = False


def close_profiles(weasyprint: ModuleType) -> None:
    """Let WeasyPrint close the colour profile that it opens for each file."""
    plain = weasyprint.pdf.ColorProfile

    def read_and_close(file: IO[bytes], *facts: Any) -> Any:
        with file:
            return plain(file, *facts)

    weasyprint.pdf.ColorProfile = read_and_close  # type: ignore[attr-defined]


if engine is not None:
    close_profiles(engine)
