"""The same workbook with what was found; counts, and the trace of the judgement."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from documents.handlers import Progress
from documents.workbooks import Book, Line, Mark
from enterprises.ledger.judging import BROKEN, CHANGED, NEW, OUTCOMES, Judged

# Rows beyond these are counted and not marked cell by cell.
MARKED_ROWS = 1_000
TOLD_EVERY = 200
WORDS = {NEW: "新增", CHANGED: "更新", "same": "未变", BROKEN: "有错误"}
BEYOND = f"有错误（超过 {MARKED_ROWS:,} 行的部分不逐项标注，请改正后重新核对）"


class Tally:
    """Counts outcomes and faults by column while rows go by."""

    def __init__(self, book: Book, expected: int, progress: Progress) -> None:
        self.book, self.expected, self.progress = book, expected, progress
        self.outcomes: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self._digest = hashlib.sha256()

    def take(self, judged: Iterable[Judged]) -> Iterator[Judged]:
        """The rows, counted as they pass."""
        done = 0
        for done, one in enumerate(judged, start=1):
            self.outcomes[one.outcome] += 1
            self.faults.update(one.row.faults.keys())
            self._digest.update(one.trace.encode())
            yield one
            if done % TOLD_EVERY == 0:
                self.progress(done, max(self.expected, done + 1), f"已核对{done:,}行")
        self.progress(done, done, f"已核对{done:,}行")

    @property
    def found(self) -> dict[str, Any]:
        """What the import's record keeps."""
        labels = {key: column.label for key, column in self.book.by_key.items()}
        return {
            **{name: self.outcomes[name] for name in OUTCOMES},
            "total": self.outcomes.total(),
            "faults": [[labels[k], n] for k, n in self.faults.most_common(30)],
            "trace": self._digest.hexdigest(),
        }

    def words(self) -> list[tuple[str, str]]:
        """The same for the sheet of advice."""
        found = self.found
        counts = "，".join(f"{WORDS[n]} {found[n]:,} 行" for n in OUTCOMES)
        lines = [("核对结果", f"共 {found['total']:,} 行：{counts}。")]
        if found[BROKEN] > MARKED_ROWS:
            lines.append(("标注范围", f"只逐格标注前 {MARKED_ROWS:,} 行错误。"))
        return lines + [(f"错误：{label}", f"{n:,} 处") for label, n in found["faults"]]


def marked(judged: Iterable[Judged]) -> Iterator[tuple[Line, Mark]]:
    """Each line with its verdict; the first broken ones cell by cell."""
    broken = 0
    for one in judged:
        broken += one.outcome == BROKEN
        yield one.row.line, _mark(one, beyond=broken > MARKED_ROWS)


def _mark(one: Judged, *, beyond: bool) -> Mark:
    faults = one.row.faults
    if not faults:
        more = f"：{'、'.join(one.changed)}" if one.outcome == CHANGED else ""
        said = [f"{WORDS[one.outcome]}{more}", one.row.remark]
        return Mark([words for words in said if words])
    return Mark([BEYOND]) if beyond else Mark(list(faults.values()), faults)
