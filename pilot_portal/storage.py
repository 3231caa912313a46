"""Static files under hashed names, compressed once."""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed also with DEBUG on; source maps are not shipped, so not looked for."""

    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
        for glob, rules in ManifestStaticFilesStorage.patterns
    )

    def url(self, name: str, force: bool = False) -> str:
        """Address of a static file; the plain name is never served."""
        return str(super().url(name, force=True))

    def create_compressor(self, **options: Any) -> Compressor:
        """Gzip always, Brotli only where the settings ask for it."""
        return Compressor(use_brotli=settings.STATIC_BROTLI, **options)
