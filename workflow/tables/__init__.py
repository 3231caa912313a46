"""Lists of the life cycle as tables."""

from workflow.tables.applications import (
    DeskTable,
    MailTable,
    NoticeTable,
    NotificationTable,
    RoundTable,
)
from workflow.tables.cases import CaseColumn, DueColumn, HolderColumn, TallyColumn
from workflow.tables.exceptions import LateExceptionTable
from workflow.tables.experts import ExpertTable, RankingTable, SeatTable
from workflow.tables.objections import ObjectionTable
from workflow.tables.opinions import OpinionTable

__all__ = [
    "CaseColumn",
    "DeskTable",
    "DueColumn",
    "ExpertTable",
    "HolderColumn",
    "LateExceptionTable",
    "MailTable",
    "NoticeTable",
    "NotificationTable",
    "ObjectionTable",
    "OpinionTable",
    "RankingTable",
    "RoundTable",
    "SeatTable",
    "TallyColumn",
]
