"""Which files a place takes: kinds and size, as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.choices import FileKind

MEGABYTE = 1024 * 1024
OOXML = "application/vnd.openxmlformats-officedocument"
ENDINGS: dict[FileKind, tuple[str, ...]] = {
    FileKind.PDF: (".pdf",),
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.PNG: (".png",),
    FileKind.DOCX: (".docx",),
    FileKind.XLSX: (".xlsx",),
    FileKind.CSV: (".csv",),
}
MEDIA_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: f"{OOXML}.wordprocessingml.document",
    FileKind.XLSX: f"{OOXML}.spreadsheetml.sheet",
    FileKind.CSV: "text/csv",
}


@dataclass(frozen=True)
class FileRule:
    """What may be uploaded in one place; sizes in bytes."""

    kinds: frozenset[FileKind]
    max_bytes: int = 10 * MEGABYTE
    # What an Office file may hold once it is unpacked.
    max_unpacked: int = 150 * MEGABYTE

    @property
    def labels(self) -> str:
        """The kinds in words: PDF、JPG、PNG."""
        return "、".join(kind.label for kind in FileKind if kind in self.kinds)

    @property
    def size_words(self) -> str:
        """The limit in words: 10 MB."""
        return f"{self.max_bytes / MEGABYTE:g} MB"

    @property
    def words(self) -> str:
        """The help text under the field."""
        return _("支持 %(kinds)s 格式，单个文件不超过 %(size)s。") % {
            "kinds": self.labels,
            "size": self.size_words,
        }

    @property
    def accept(self) -> str:
        """For the file field's `accept` attribute."""
        endings = (e for kind in FileKind if kind in self.kinds for e in ENDINGS[kind])
        return ",".join(endings)

    def kind_of(self, ending: str) -> FileKind | None:
        """The kind taken under this ending, if any."""
        return next((kind for kind in self.kinds if ending in ENDINGS[kind]), None)


EVIDENCE = FileRule(frozenset(FileKind) - {FileKind.CSV})
LETTER = FileRule(frozenset({FileKind.PDF, FileKind.JPEG, FileKind.PNG}))
