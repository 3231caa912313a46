"""Pictures: whole, and not too large to be drawn."""

from __future__ import annotations

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from documents.checks.containers import Unfit
from documents.choices import FileKind

MAX_PIXELS = 80_000_000
FORMATS = {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG"}


def check_picture(content: bytes, kind: FileKind) -> None:
    """Refuse huge and broken pictures. Raises `Unfit`."""
    with warnings.catch_warnings():
        # Pillow warns from 89 million pixels on; our own bound is lower.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
                _check_size(*picture.size)
                _read_through(picture, kind)
        except Image.DecompressionBombError as error:
            raise Unfit(_too_many()) from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
            raise Unfit(_("图片已损坏，无法打开。请重新导出后再上传。")) from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unfit(f"{_('图片尺寸为 %d×%d 像素，') % (width, height)}{_too_many()}")


def _too_many() -> str:
    return _("超过 %d 万像素的上限，请缩小后再上传。") % (MAX_PIXELS // 10_000)


def _read_through(picture: Image.Image, kind: FileKind) -> None:
    if kind == FileKind.JPEG:
        # Decoded at an eighth of its size, a cut-off file shows all the same.
        picture.draft("L", (picture.width // 8, picture.height // 8))
        picture.load()
    else:
        picture.verify()
