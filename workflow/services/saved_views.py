"""Filtered lists kept under a name, for oneself or for one's authority."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import Organisation, User
from ui.refusals import Invalid, NotAllowed, allow
from ui.text import clean_text
from workflow.kept import KEPT
from workflow.models import SavedView
from workflow.permissions import can_change_view, lead_authority_posts

NAME_LENGTH, QUERY_LENGTH, MOST = 60, 1000, 30
NO_NAME = "请填写视图名称。"
NAME_TOO_LONG = f"视图名称不能超过{NAME_LENGTH}个字。"
NAME_TWICE = "您已有同名的视图。"
TOO_MANY = f"每个列表最多保存{MOST}个视图，请先删除不用的。"
QUERY_TOO_LONG = "筛选条件过长，无法保存为视图。"
NO_PAGE = "该列表不能保存视图。"
NO_OFFICE = "只有牵头部门的人员可以与本部门共享视图。"


@transaction.atomic
def save_view(
    *, by: User, page: str, name: str, query: str, shared: bool = False
) -> SavedView:
    """Keep a filtered list; `query` holds only what the list's filter knows."""
    if page not in KEPT:
        raise Invalid.at("page", NO_PAGE)
    if len(query) > QUERY_LENGTH:
        raise Invalid.at("query", QUERY_TOO_LONG)
    # Two at once would count one too few: the owner's row stands for his views.
    User.objects.select_for_update().get(pk=by.pk)
    if by.saved_views.filter(page=page).count() >= MOST:
        raise Invalid(TOO_MANY)
    view = SavedView(owner=by, page=page, query=query, name=_named(name))
    view.organisation = _office_of(by) if shared else None
    return _written(view)


@transaction.atomic
def change_view(view: SavedView, *, by: User, name: str, shared: bool) -> SavedView:
    """Another name, shared with the authority or no more."""
    locked: SavedView = SavedView.objects.select_for_update().get(pk=view.pk)
    _require_own(locked, by)
    locked.name = _named(name)
    if not shared:
        locked.organisation = None
    elif locked.organisation_id is None:
        locked.organisation = _office_of(by)
    return _written(locked)


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Gone, for those with whom it was shared too."""
    _require_own(view, by)
    SavedView.objects.filter(pk=view.pk).delete()


def _require_own(view: SavedView, by: User) -> None:
    allow(can_change_view(by, view))


def _named(name: str) -> str:
    name = clean_text(name, multiline=False)
    if not name or len(name) > NAME_LENGTH:
        raise Invalid.at("name", NAME_TOO_LONG if name else NO_NAME)
    return name


def _office_of(by: User) -> Organisation:
    posts = lead_authority_posts(by)
    if not posts:
        raise NotAllowed(NO_OFFICE)
    office: Organisation = posts[0].organisation
    return office


def _written(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as fault:
        raise Invalid.at("name", NAME_TWICE) from fault
    return view
