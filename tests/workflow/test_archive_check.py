"""An archive file is checked offline: whatever was done to it is named."""

import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from workflow.archive_check import Broken, check_archive
from workflow.archives import DOCUMENT, STEPS, ArchiveWriter, file_entry
from workflow.chain import GENESIS, digest, link

NOW = datetime(2026, 6, 30, 9, tzinfo=UTC)
PAPER = b"%PDF-1.7 a letter"
LETTER = {"name": "函.pdf", "sha256": sha256(PAPER).hexdigest()}
FILE = file_entry(LETTER["name"], LETTER["sha256"])
CONTENT = {"goal": "三年", "files": [LETTER]}
OPINION = {"stance": "agree", "text": "同意。"}
REMARKS = [["goal", "目标", "请补充。"]]


def chained(*records):
    """Steps of a chain; None is one that the reader may not see."""
    last, steps = GENESIS, []
    for place, record in enumerate(records, start=1):
        if record is not None:
            record = {
                "sequence": place,
                "remarks": "",
                "submission_digest": "",
            } | record
        remarks = REMARKS if record and record["remarks"] else []
        here = link(last, record) if record is not None else "f" * 64
        step = {"sequence": place, "previous_hash": last, "hash": here}
        steps.append(step | {"record": record, "remarks": remarks})
        last = here
    return steps


@pytest.fixture
def whole():
    """The bytes of an archive that holds."""
    steps = chained(
        {"submission_digest": digest(CONTENT)},
        {"remarks": digest(REMARKS), "note": "退回。"},
        None,
        {"about": "opinion:7", "about_digest": digest(OPINION)},
        {"about": "objection:3", "about_digest": digest("not his to read")},
    )
    target = io.BytesIO()
    with ArchiveWriter(target, NOW) as writer:
        writer.add_json(STEPS, steps)
        row = {"number": 1, "digest": digest(CONTENT), "data": CONTENT}
        writer.add_json("submissions/01.json", row)
        opinion = {"text": "同意。", "chain_name": "opinion:7", "record": OPINION}
        writer.add_json("opinions.json", [opinion, {"text": ""}])
        writer.add(DOCUMENT, [b"%PDF-", b"1.7"])
        writer.add(FILE, [PAPER], packed=False)
        head = {"steps": len(steps), "hash": steps[-1]["hash"]}
        case = {"number": "CS2026-330000-0001", "title": "杭州市申报"}
        writer.finish({"application": case, "head": head, "withheld": ["objection:3"]})
    return target.getvalue()


def changed(data, change):
    """The archive with its entries changed, the manifest as it was."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    entries = {name: source.read(name) for name in source.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w") as written:
        for name, content in entries.items():
            written.writestr(name, content)
    return target.getvalue()


def forged(data, change):
    """Changed, with a manifest made to fit: only the chain can tell."""

    def with_manifest(entries):
        change(entries)
        manifest = json.loads(entries.pop("manifest.json"))
        manifest["entries"] = [
            {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in entries.items()
        ]
        entries["manifest.json"] = json.dumps(manifest).encode()

    return changed(data, with_manifest)


def in_json(entry, change):
    """Changes the data of one entry."""

    def changing(entries):
        data = json.loads(entries[entry])
        change(data)
        entries[entry] = json.dumps(data).encode()

    return changing


def test_a_whole_archive_says_what_it_holds(whole, kept):
    found = check_archive(kept(whole))
    assert (found.entries, found.steps, found.withheld, found.submissions) == (
        5,
        5,
        1,
        1,
    )
    assert found.sha256 == sha256(whole).hexdigest()


PUT = [
    ("files/多.pdf", "条目“files/多.pdf”不在清单中"),
    ("../../etc/cron.d/x", "不安全"),
    ("files/../x", "不安全"),
    ("/absolute", "不安全"),
    ("c:\\windows", "不安全"),
    ("files//x", "不安全"),
    ("files/", "不安全"),
]


@pytest.mark.parametrize(("name", "words"), PUT)
def test_an_added_entry_is_found_wherever_it_would_go(whole, kept, name, words):
    data = changed(whole, lambda entries: entries.update({name: b"x"}))
    with pytest.raises(Broken, match=words):
        check_archive(kept(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_stands_twice_is_found(whole, kept):
    target = io.BytesIO(whole)
    with zipfile.ZipFile(target, "a") as written:
        written.writestr(DOCUMENT, b"another")
    with pytest.raises(Broken, match=f"“{DOCUMENT}”重复出现"):
        check_archive(kept(target.getvalue()))


@pytest.mark.parametrize("name", [DOCUMENT, FILE, STEPS, "manifest.json"])
def test_a_missing_entry_is_named(whole, kept, name):
    data = changed(whole, lambda entries: entries.pop(name))
    with pytest.raises(Broken, match=f"缺少.*“{name}”"):
        check_archive(kept(data))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (DOCUMENT, b"%PDF-9.9", "“case.pdf”的内容与清单中的摘要"),
        (DOCUMENT, b"%PDF", "“case.pdf”的大小与清单"),
        (DOCUMENT, b"%PDF-1.7 and more", "“case.pdf”的大小与清单"),
        ("manifest.json", b"[]", "内容格式不符"),
        ("manifest.json", b"{}", "不是本平台生成的归档文件"),
        ("manifest.json", b"{", "缺失或无法读取"),
    ],
)
def test_an_altered_entry_is_named(whole, kept, name, content, words):
    data = changed(whole, lambda entries: entries.update({name: content}))
    with pytest.raises(Broken, match=words):
        check_archive(kept(data))


FORGED = [
    (STEPS, lambda d: d[1]["record"].update(note="改"), "第2条办理记录的内容"),
    (STEPS, lambda d: d.pop(), "最后的办理记录与清单中的链首"),
    (STEPS, lambda d: d.pop(1), "缺少第2条办理记录"),
    (STEPS, lambda d: d[1].update(previous_hash="0"), "第2条办理记录与上一条"),
    (STEPS, lambda d: d[1].update(remarks=[["", "", "改"]]), "补正意见与记录"),
    (STEPS, lambda d: d[2].update(hash="0"), "第4条办理记录与上一条"),
    (STEPS, lambda d: d[1].pop("record"), "内容格式不符"),
    ("submissions/01.json", lambda d: d["data"].update(goal="改"), "第1次提交的内容"),
    ("submissions/01.json", lambda d: d.update(data=[], digest=digest([])), "没有对应"),
    ("opinions.json", lambda d: d[0]["record"].update(text="改"), "的内容与办理记录"),
    ("opinions.json", lambda d: d.pop(0), "“opinion:7”不在归档文件中"),
    (
        "opinions.json",
        lambda d: d[1].update(chain_name="opinion:8", record={}),
        "“opinion:8”没有对应的办理记录",
    ),
]


@pytest.mark.parametrize(("entry", "change", "words"), FORGED)
def test_a_forger_who_mends_the_manifest_is_found_by_the_chain(
    whole, kept, entry, change, words
):
    data = forged(whole, in_json(entry, change))
    with pytest.raises(Broken, match=words):
        check_archive(kept(data))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("submissions/01.json", "提交版本不在归档文件中"),
        (FILE, "附件“函.pdf”不在归档文件中"),
    ],
)
def test_what_is_taken_out_with_its_line_in_the_manifest_is_missed(
    whole, kept, name, words
):
    data = forged(whole, lambda entries: entries.pop(name))
    with pytest.raises(Broken, match=words):
        check_archive(kept(data))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive" * 100])
def test_what_is_no_archive_is_told_in_a_sentence(kept, content):
    with pytest.raises(Broken, match="不是本平台生成的归档文件"):
        check_archive(kept(content))


def test_a_torn_entry_is_named(whole, kept):
    place = whole.index(PAPER)
    torn = whole[:place] + b"XXXXX" + whole[place + 5 :]
    with pytest.raises(Broken, match=r"条目“files/.*已损坏"):
        check_archive(kept(torn))


def test_the_command_says_what_it_found_and_ends_with_the_first_fault(whole, kept):
    path, out = kept(whole), StringIO()
    call_command("verify_audit", archive=path, stdout=out)
    assert "杭州市申报，5个条目，5条办理记录（其中1条仅有校验码）" in out.getvalue()
    path.write_bytes(whole[:-200])
    with pytest.raises(CommandError, match="归档文件校验未通过"):
        call_command("verify_audit", archive=path, stdout=StringIO())
    with pytest.raises(CommandError, match="归档文件校验未通过"):
        call_command("verify_audit", archive=path.with_name("none.zip"))
