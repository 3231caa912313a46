"""Who wants which rows as which file; and the list that will give them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from accounts.models import User
from documents.choices import FileFormat
from documents.exports.sheets import Sheet
from ui.refusals import NotAllowed, NotFound, Verdict

EXPORT_JOB = "export"


@dataclass(frozen=True)
class Order:
    """An export as asked for: the address of the list's file, filter and format."""

    path: str
    query: str = ""
    format: str = FileFormat.CSV

    @classmethod
    def of(cls, params: dict[str, Any]) -> Order:
        """The order that a job carries."""
        return cls(params["path"], params["query"], params["format"])

    @property
    def params(self) -> dict[str, Any]:
        """What a job keeps of it."""
        return asdict(self)


class ListOfRows(Protocol):
    """A list page that gives its rows as a sheet."""

    def allow(self) -> Verdict:
        """May this user be here at all?"""

    def sheet(self) -> Sheet:
        """Exactly the filtered rows."""

    def noted_filter(self) -> str:
        """What the access log keeps of how the rows were chosen."""


def page_of(order: Order, user: User) -> ListOfRows:
    """The list as this person sees it now, the same page as in the browser.

    Raises `NotFound` for an address that gives no file, `NotAllowed` with the list's
    own reason for whom it is closed to.
    """
    try:
        match = resolve(order.path)
    except Resolver404:
        raise NotFound("没有找到该导出地址。") from None
    page_class = getattr(match.func, "view_class", None)
    if not hasattr(page_class, "sheet"):
        raise NotFound("该地址不提供导出。")
    request = HttpRequest()
    request.method, request.user = "GET", user
    request.path = request.path_info = order.path
    request.GET = QueryDict(order.query)  # type: ignore[assignment]
    page = page_class()  # type: ignore[misc]
    page.setup(request, *match.args, **match.kwargs)
    _allowed(user, page.allow())
    found: ListOfRows = page
    return found


def _allowed(user: User, verdict: Verdict) -> None:
    if not user.is_active:
        raise NotAllowed("账户已停用，不能导出。")
    if not verdict:
        raise NotAllowed(verdict.reason or "您没有权限导出该名单。")
