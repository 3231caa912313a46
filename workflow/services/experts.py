"""The pools of experts are kept: entered, edited, ties declared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.choices import Role
from accounts.models import Organisation, User
from regions.models import ManagingUnit
from ui.refusals import Invalid, Stale, allow, model_issues, refuse
from ui.text import clean_text, pinyin_initials, pinyin_key
from workflow.models import Expert, ExpertTie
from workflow.permissions import can_declare_tie, can_keep_pool


@transaction.atomic
def add_expert(
    *,
    user: User,
    managing_unit: ManagingUnit | None,
    fields: Iterable[str],
    by: User,
    now: datetime,
    home_unit: ManagingUnit | None = None,
    title: str = "",
    note: str = "",
) -> Expert:
    """Enter a person who holds an expert's post; `None` as unit is the nation's pool.

    He works where he holds that post; his region is that of his employer unless told.
    """
    allow(can_keep_pool(by, managing_unit.code if managing_unit else None))
    post = user.posts.current(now).with_role(Role.EXPERT).first()
    if post is None:
        raise Invalid.at("user", "该用户没有专家岗位，请先由其单位设置专家岗位。")
    region = home_unit or post.organisation.managing_unit
    if region is None:
        raise Invalid.at("home_unit", "请选择所在地区。")
    expert = Expert(
        user=user,
        managing_unit=managing_unit,
        fields=list(fields),
        employer=post.organisation,
        home_unit=region,
        title=clean_text(title, multiline=False),
        note=clean_text(note, multiline=False),
        pinyin=pinyin_key(user.name).replace(" ", ""),
        initials=pinyin_initials(user.name),
        added_by=by,
        added_at=now,
    )
    _check(expert)
    expert.save()
    return expert


@transaction.atomic
def edit_expert(
    expert: Expert, *, by: User, version: int | None = None, **changes: Any
) -> Expert:
    """Fields, employer, region, title, status, note; draws made before stay."""
    locked: Expert = Expert.objects.select_for_update().get(pk=expert.pk)
    allow(can_keep_pool(by, locked.managing_unit_id))
    if version is not None and version != locked.version:
        raise Stale("该专家的信息刚刚被其他人修改，请刷新后再保存。")
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.version += 1
    _check(locked)
    locked.save()
    return locked


@transaction.atomic
def declare_tie(
    expert: Expert,
    *,
    organisation: Organisation,
    nature: str,
    by: User,
    now: datetime,
    note: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> ExpertTie:
    """What binds an expert to an organisation, told by him or by who keeps the pool."""
    allow(can_declare_tie(by, expert))
    tie = ExpertTie(
        expert=expert,
        organisation=organisation,
        nature=nature,
        note=clean_text(note, multiline=False),
        starts_on=starts_on,
        ends_on=ends_on,
        declared_by=by,
        declared_at=now,
    )
    _check(tie)
    tie.save()
    return tie


@transaction.atomic
def end_tie(tie: ExpertTie, *, by: User, ends_on: date | None) -> ExpertTie:
    """Who keeps the pool enters the end of a tie; it then binds for some years more."""
    allow(can_keep_pool(by, tie.expert.managing_unit_id))
    tie.ends_on = ends_on
    _check(tie)
    tie.save(update_fields=["ends_on"])
    return tie


def _check(row: models.Model) -> None:
    """The model's own rules, as issues at their fields."""
    try:
        row.full_clean()
    except ValidationError as fault:
        refuse(model_issues(fault))
