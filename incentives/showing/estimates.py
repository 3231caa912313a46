"""What an estimate looks like: its sums and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from incentives.credit import NOTHING
from incentives.services.estimates import Estimate
from ui.charts import Chart, stacked_bars

IN_WAN = Decimal(10_000)


@dataclass(frozen=True)
class Sums:
    """Over all periods, in yuan; what is carried is that of the last."""

    invested: Decimal
    new_credit: Decimal
    payable: Decimal
    used_education: Decimal
    used_local: Decimal
    used: Decimal
    carried: Decimal
    to_repay: Decimal
    to_pay: Decimal


def sums(found: Estimate) -> Sums:
    """The foot of the table."""
    outcomes = [row.outcome for row in found.rows]
    return Sums(
        invested=sum((each.net_investment for each in outcomes), NOTHING),
        new_credit=sum((each.new_credit for each in outcomes), NOTHING),
        payable=sum((row.asked.payable for row in found.rows), NOTHING),
        used_education=sum((each.used_education for each in outcomes), NOTHING),
        used_local=sum((each.used_local for each in outcomes), NOTHING),
        used=sum((each.used for each in outcomes), NOTHING),
        carried=outcomes[-1].carried_forward,
        to_repay=sum((each.to_repay for each in outcomes), NOTHING),
        to_pay=sum((row.to_pay for row in found.rows), NOTHING),
    )


def chart_of(found: Estimate) -> Chart:
    """Period by period what is used, carried and to be repaid."""
    outcomes = [row.outcome for row in found.rows]
    columns = {
        "本期抵免": [each.used for each in outcomes],
        "结转下期": [each.carried_forward for each in outcomes],
        "应补缴": [each.to_repay for each in outcomes],
    }
    if not any(columns["应补缴"]):
        del columns["应补缴"]
    largest = max(max(column) for column in columns.values())
    unit, part = ("万元", IN_WAN) if largest >= IN_WAN else ("元", Decimal(1))
    return stacked_bars(
        "各所属期抵免与结转",
        [row.asked.period.label for row in found.rows],
        # Only what is drawn becomes a binary fraction; the table has the figures.
        {
            name: [float(round(figure / part, 2)) for figure in column]
            for name, column in columns.items()
        },
        unit=unit,
        name="所属期",
        tones={"本期抵免": "good", "结转下期": "review", "应补缴": "late"},
    )
