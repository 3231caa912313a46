"""WeasyPrint, if its system libraries are there; the site runs without them."""

from __future__ import annotations

from types import ModuleType

from PIL import ImageFile

engine: ModuleType | None
try:
    import weasyprint as engine  # type: ignore[no-redef]
except OSError:  # Pango is missing: `manage.py check` names it with the remedy
    engine = None

# WeasyPrint turns this on for the whole process, and cut-off uploads would pass.
ImageFile.LOAD_TRUNCATED_IMAGES = False
