"""The archive file of a case: how it is laid out, written, and checked offline.

A ZIP with `manifest.json` (SHA-256 of every other entry, head of the chain), the
record as JSON, the document as PDF, and the files under `files/`. Reading one needs
neither database nor portal.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from documents.checks.names import clean_name, ending_of
from regions.calendar import BEIJING

FORMAT = "pilot-portal-case-archive"
VERSION = 1
MANIFEST = "manifest.json"
APPLICATION = "application.json"
STEPS = "steps.json"
DOCUMENT = "case.pdf"
SUBMISSIONS = "submissions/"
FILES = "files/"
# Letters of a file's name that stay: three bytes each, and a system takes 255.
MOST_LETTERS = 60


def file_entry(name: str, sha256: str) -> str:
    """Where a file stands: its digest makes the name unique, its own makes it known."""
    safe = clean_name(name)
    ending = ending_of(safe)
    stem = safe.removesuffix(safe[len(safe) - len(ending) :]) if ending else safe
    return f"{FILES}{sha256[:16]}-{stem[:MOST_LETTERS].strip(' .')}{ending}"


def is_safe(name: str) -> bool:
    """Whether a name stays inside the folder that an archive is opened in."""
    path = PurePosixPath(name)
    odd = "\\" in name or ":" in name or "\x00" in name or name.startswith("/")
    return bool(name) and not odd and ".." not in path.parts and str(path) == name


class ArchiveWriter:
    """Writes entries into an open file and remembers their digests; a context."""

    def __init__(self, target: IO[bytes], moment: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._moment = moment.astimezone(BEIJING).timetuple()[:6]
        self.entries: list[dict[str, Any]] = []

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *_fault: Any) -> None:
        self._zip.close()

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool = True) -> str:
        """Write one entry a chunk at a time; its SHA-256."""
        info = zipfile.ZipInfo(name, self._moment)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        size, digest = 0, hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                entry.write(chunk)
                size += len(chunk)
                digest.update(chunk)
        sha256 = digest.hexdigest()
        self.entries.append({"name": name, "size": size, "sha256": sha256})
        return sha256

    def add_json(self, name: str, data: Any) -> None:
        """Write plain data as people can read it too."""
        text = json.dumps(data, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        self.add(name, [text.encode()])

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest last, with every entry in it."""
        head = {"format": FORMAT, "version": VERSION}
        self.add_json(MANIFEST, head | manifest | {"entries": list(self.entries)})
