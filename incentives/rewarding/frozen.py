"""Proof that a reckoning is the one that was frozen, and that it adds up."""

from __future__ import annotations

from collections.abc import Iterator

from incentives.models import Simulation
from incentives.rewarding.reckoning import score_again
from incentives.scoring import METHOD_VERSION
from workflow.chain import digest
from workflow.frozen import register_frozen

ALTERED = "数据与冻结时的摘要不符，可能被改动。"
WRONG = "按快照中的数据重新计分，结果与快照不一致。"


def fault_of(simulation: Simulation) -> str:
    """What is wrong with a frozen reckoning, as a sentence; "" if nothing."""
    data = simulation.data
    if digest(data) != simulation.digest:
        return ALTERED
    if data["method_version"] != METHOD_VERSION:
        return ""  # reckoned by an earlier method: only the digest can be proven
    return "" if score_again(data)["rows"] == data["rows"] else WRONG


def broken_simulations() -> Iterator[str]:
    """A sentence for each that does not hold."""
    rows = Simulation.objects.select_related("scheme").order_by("pk")
    for row in rows.iterator(chunk_size=50):
        if fault := fault_of(row):
            yield f"动态奖励测算 {row.pk}（{row}）：{fault}"


def connect() -> None:
    """Called once when the app is ready."""
    register_frozen(broken_simulations)
