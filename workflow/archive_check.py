"""Checks an archive file of a case offline: entries, chain, submissions, bound rows."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.archives import (
    FILES,
    FORMAT,
    MANIFEST,
    STEPS,
    SUBMISSIONS,
    VERSION,
    is_safe,
)
from workflow.chain import GENESIS, digest, link

CHUNK = 64 * 1024
# No JSON entry of a case comes near this; a larger one is not ours.
MOST_JSON = 256 * 1024 * 1024
NO_ARCHIVE = "不是本平台生成的归档文件，或者文件已损坏。"


class Broken(Exception):
    """The first thing that does not hold; its words are for the user."""


@dataclass
class Opened:
    """An archive being read."""

    zip: zipfile.ZipFile
    manifest: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def json(self, name: str) -> Any:
        """An entry as data; what is no JSON is broken."""
        try:
            if self.zip.getinfo(name).file_size > MOST_JSON:
                raise Broken(f"“{name}”过大，无法读取。")
            return json.loads(self.zip.read(name))
        except (KeyError, ValueError) as fault:
            raise Broken(f"“{name}”缺失或无法读取。") from fault

    def names(self, start: str = "", end: str = "") -> list[str]:
        return [
            name
            for name in self.zip.namelist()
            if name.startswith(start) and name.endswith(end)
        ]


@dataclass(frozen=True)
class Whole:
    """What was found whole."""

    title: str
    entries: int
    steps: int
    withheld: int
    submissions: int
    head: str
    sha256: str


def check_archive(path: Path) -> Whole:
    """Check everything; raises `Broken` with the first thing that does not hold."""
    try:
        with zipfile.ZipFile(path) as opened:
            archive = Opened(opened)
            _check_names(archive)
            _check_entries(archive)
            _check_steps(archive)
            submissions = _check_submissions(archive)
            _check_bound(archive)
            return _whole(archive, submissions, path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as fault:
        raise Broken(NO_ARCHIVE) from fault
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        # Data of another shape than ours: whoever wrote it, it proves nothing.
        raise Broken("归档文件的内容格式不符，无法校验。") from fault


def _whole(archive: Opened, submissions: int, path: Path) -> Whole:
    hidden = sum(step["record"] is None for step in archive.steps)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Whole(
        title=str(archive.manifest["application"]["title"]),
        entries=len(archive.manifest["entries"]),
        steps=len(archive.steps),
        withheld=hidden,
        submissions=submissions,
        head=str(archive.manifest["head"]["hash"]),
        sha256=sha256,
    )


def _check_names(archive: Opened) -> None:
    names = archive.zip.namelist()
    for name, times in Counter(names).items():
        if not is_safe(name):
            raise Broken(f"条目名称“{name}”不安全，可能写到归档目录之外。")
        if times > 1:
            raise Broken(f"条目“{name}”重复出现。")
    if MANIFEST not in names:
        raise Broken(f"缺少“{MANIFEST}”，{NO_ARCHIVE}")
    archive.manifest = archive.json(MANIFEST)
    form = archive.manifest.get("format"), archive.manifest.get("version")
    if form != (FORMAT, VERSION):
        raise Broken(NO_ARCHIVE)


def _check_entries(archive: Opened) -> None:
    listed = {entry["name"]: entry for entry in archive.manifest["entries"]}
    held = set(archive.zip.namelist()) - {MANIFEST}
    for name in sorted(listed.keys() - held):
        raise Broken(f"缺少清单中的条目“{name}”。")
    for name in sorted(held - listed.keys()):
        raise Broken(f"条目“{name}”不在清单中。")
    for name, entry in listed.items():
        if _measured(archive, name, entry["size"]) != entry["sha256"]:
            raise Broken(f"条目“{name}”的内容与清单中的摘要不一致。")


def _measured(archive: Opened, name: str, size: int) -> str:
    """SHA-256 of an entry; stops when it unpacks to more than the manifest says."""
    found, measure = 0, hashlib.sha256()
    try:
        with archive.zip.open(name) as entry:
            while chunk := entry.read(CHUNK):
                found += len(chunk)
                if found > size:
                    break
                measure.update(chunk)
    except (zipfile.BadZipFile, zlib.error) as fault:
        raise Broken(f"条目“{name}”已损坏，无法读取。") from fault
    if found != size:
        raise Broken(f"条目“{name}”的大小与清单不一致。")
    return measure.hexdigest()


def _check_steps(archive: Opened) -> None:
    archive.steps = archive.json(STEPS)
    last = GENESIS
    for place, step in enumerate(archive.steps, start=1):
        words = f"第{step['sequence']}条办理记录"
        if step["sequence"] != place:
            raise Broken(f"缺少第{place}条办理记录。")
        if step["previous_hash"] != last:
            raise Broken(f"{words}与上一条的哈希值不一致。")
        if step["record"] is not None:
            _check_step(step, words)
        last = step["hash"]
    head = archive.manifest["head"]
    if (len(archive.steps), last) != (head["steps"], head["hash"] or GENESIS):
        raise Broken("最后的办理记录与清单中的链首不一致。")


def _check_step(step: dict[str, Any], words: str) -> None:
    record = step["record"]
    if step["hash"] != link(step["previous_hash"], record):
        raise Broken(f"{words}的内容与其哈希值不一致。")
    if record["sequence"] != step["sequence"]:
        raise Broken(f"{words}的序号与其内容不一致。")
    remarks = digest(step["remarks"]) if step["remarks"] else ""
    if record["remarks"] != remarks:
        raise Broken(f"{words}的补正意见与记录不一致。")


def _check_submissions(archive: Opened) -> int:
    """Each one's digest, that the step which froze it names it, and its files."""
    named = [
        step["record"]["submission_digest"]
        for step in archive.steps
        if step["record"] is not None and step["record"]["submission_digest"]
    ]
    files = {
        entry["sha256"]
        for entry in archive.manifest["entries"]
        if entry["name"].startswith(FILES)
    }
    for name in (found := archive.names(SUBMISSIONS)):
        row = archive.json(name)
        words = f"第{row['number']}次提交"
        if row["digest"] != digest(row["data"]):
            raise Broken(f"{words}的内容与其摘要不一致。")
        if row["digest"] not in named:
            raise Broken(f"{words}没有对应的办理记录。")
        for held in _files_of(row["data"]):
            if held["sha256"] not in files:
                raise Broken(f"{words}的附件“{held['name']}”不在归档文件中。")
        named.remove(row["digest"])
    if named:
        raise Broken("办理记录所记载的提交版本不在归档文件中。")
    return len(found)


def _files_of(value: Any) -> Iterator[dict[str, Any]]:
    """Files that a submission names, wherever in it they stand."""
    if isinstance(value, dict):
        if {"name", "sha256"} <= value.keys():
            yield value
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _files_of(item)


def _check_bound(archive: Opened) -> None:
    """Every row that a step has bound is here unchanged, or said to be withheld."""
    bound = {
        step["record"]["about"]: step["record"]["about_digest"]
        for step in archive.steps
        if step["record"] is not None and "about" in step["record"]
    }
    held: dict[str, Any] = {}
    for name in archive.names(end=".json"):
        if name not in (MANIFEST, STEPS) and "/" not in name:
            held |= dict(_records(archive.json(name)))
    for name, expected in bound.items():
        if name in held:
            if digest(held[name]) != expected:
                raise Broken(f"“{name}”的内容与办理记录不一致。")
        elif name not in archive.manifest["withheld"]:
            raise Broken(f"办理记录所记载的“{name}”不在归档文件中。")
    for name in held.keys() - bound.keys():
        raise Broken(f"“{name}”没有对应的办理记录。")


def _records(value: Any) -> Iterator[tuple[str, Any]]:
    """(name, record) of every bound row in an entry."""
    if isinstance(value, dict):
        if {"chain_name", "record"} <= value.keys():
            yield value["chain_name"], value["record"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _records(item)
