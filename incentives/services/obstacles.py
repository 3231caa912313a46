"""Obstacles: raised by the owner, taken, answered, handed up and solved.

Every act leaves a step. An obstacle is due when it should be taken, and once it is
taken when it should be solved; the clock tells once of each day that is over.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.choices import OrganisationKind, Tier
from accounts.models import Organisation, Post, User
from incentives.choices.projects import (
    LEVELS,
    ObstacleAct,
    ObstacleKind,
    ObstacleState,
)
from incentives.models import FundTerms, Obstacle, ObstacleStep, Project
from incentives.permissions.projects import (
    can_follow_up,
    can_hand_up,
    can_raise,
    can_take,
    can_withdraw,
    posts_at_level,
    posts_at_owner,
)
from incentives.services.funds import lock_project
from incentives.services.warnings import keep_warned
from ui.refusals import Invalid, Issue, Stale, allow, refuse
from ui.text import reason_in
from ui.words import cn_date
from workflow.mail import people_of
from workflow.services import tell

MOST_TEXT = 2000
# Acts with which a day is set.
SET_A_DAY = (ObstacleAct.RAISE, ObstacleAct.TAKE)
CHANGED = "该困难问题刚刚被其他人办理，请刷新页面查看最新情况。"


def offices_at(project: Project, tier: str) -> list[Organisation]:
    """The lead authorities of a level for a project's place; none if it has none."""
    rows = Organisation.objects.active().filter(is_lead_authority=True)
    if tier == Tier.CITY:
        places = [code for code in project.place_codes if code]
        found = rows.filter(kind=OrganisationKind.CITY_OFFICE, division__in=places)
    else:
        found = rows.departments_at(tier, unit=project.managing_unit_id, division=None)
    return list(found)


def levels_open(project: Project) -> list[str]:
    """Whom the owner may ask: levels that have an authority and are not itself."""
    return [
        tier.value
        for tier in LEVELS
        if any(o.pk != project.owner_id for o in offices_at(project, tier))
    ]


def next_level(project: Project, level: str) -> str | None:
    """The level above; None at the top."""
    above = [t.value for t in LEVELS][[t.value for t in LEVELS].index(level) + 1 :]
    return next((tier for tier in above if offices_at(project, tier)), None)


@transaction.atomic
def raise_obstacle(
    project: Project,
    *,
    kind: str,
    text: str,
    since: date,
    level: str,
    by: User,
    now: datetime | None = None,
) -> Obstacle:
    """The owner puts a difficulty before an authority, who has some days to take it."""
    now = now or timezone.now()
    held = lock_project(project)
    allow(can_raise(by, held))
    today = timezone.localdate(now)
    issues = []
    if kind not in ObstacleKind.values:
        issues.append(Issue("kind", "请选择类别。"))
    if since > today:
        issues.append(Issue("since", "发生日期不能晚于今天。"))
    if level not in levels_open(held):
        issues.append(Issue("level", "请选择有主管部门的办理层级。"))
    refuse(issues)
    text = reason_in(text, "text", MOST_TEXT)
    made = Obstacle.objects.create(
        project=held,
        kind=kind,
        text=text,
        since=since,
        level=level,
        due_on=_to_take_by(today),
        raised_by=by,
        raised_at=now,
    )
    keep_warned(held.pk)
    _step(made, ObstacleAct.RAISE, text, by, posts_at_owner(by, held), now)
    _tell_level(made, "有新的困难问题待受理", f"raised:{level}", now)
    return made


def _to_take_by(today: date) -> date:
    return today + timedelta(days=FundTerms.on(today).answer_days)


def _lock(obstacle: Obstacle, version: int | None) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",))
    held: Obstacle = rows.select_related("project__division", "project__owner").get(
        pk=obstacle.pk
    )
    if version is not None and held.version != version:
        raise Stale(CHANGED)
    return held


def _step(
    obstacle: Obstacle,
    act: ObstacleAct,
    text: str,
    by: User,
    posts: list[Post],
    now: datetime,
) -> None:
    ObstacleStep.objects.create(
        obstacle=obstacle,
        act=act,
        text=text,
        level=obstacle.level,
        due_on=obstacle.due_on if act in SET_A_DAY else None,
        by=by,
        organisation=posts[0].organisation,
        at=now,
    )


def _keep(obstacle: Obstacle) -> None:
    obstacle.version += 1
    obstacle.save()
    keep_warned(obstacle.project_id)


@transaction.atomic
def take_obstacle(
    obstacle: Obstacle,
    *,
    due_on: date,
    text: str = "",
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Obstacle:
    """The authority takes it and says by which day it will be solved."""
    now = now or timezone.now()
    held = _lock(obstacle, version)
    allow(can_take(by, held))
    if due_on < timezone.localdate(now):
        raise Invalid.at("due_on", "办理期限不能早于今天。")
    posts = posts_at_level(by, held.project, held.level)
    held.state, held.due_on = ObstacleState.TAKEN, due_on
    held.taken_by = posts[0].organisation
    _keep(held)
    note = reason_in(text, "text", MOST_TEXT) if text else ""
    _step(held, ObstacleAct.TAKE, note, by, posts, now)
    words = f"已由{held.taken_by}受理，办理期限为{cn_date(due_on)}。{note}"
    _tell_owner(held, "已受理", words, now)
    return held


@transaction.atomic
def answer_obstacle(
    obstacle: Obstacle,
    *,
    text: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Obstacle:
    """The authority says how it stands; the matter goes on."""
    return _follow(obstacle, ObstacleAct.ANSWER, text, by, version, now)


@transaction.atomic
def solve_obstacle(
    obstacle: Obstacle,
    *,
    text: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Obstacle:
    """The authority says how it was solved; the matter ends."""
    return _follow(obstacle, ObstacleAct.SOLVE, text, by, version, now)


def _follow(
    obstacle: Obstacle,
    act: ObstacleAct,
    text: str,
    by: User,
    version: int | None,
    now: datetime | None,
) -> Obstacle:
    now = now or timezone.now()
    held = _lock(obstacle, version)
    allow(can_follow_up(by, held))
    text = reason_in(text, "text", MOST_TEXT)
    if act == ObstacleAct.SOLVE:
        held.state, held.closed_at = ObstacleState.SOLVED, now
    _keep(held)
    posts = posts_at_level(by, held.project, held.level)
    _step(held, act, text, by, posts, now)
    done = "已办结" if act == ObstacleAct.SOLVE else "已答复"
    _tell_owner(held, done, f"{posts[0].organisation}：{text}", now)
    return held


@transaction.atomic
def hand_up_obstacle(
    obstacle: Obstacle,
    *,
    text: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Obstacle:
    """The authority asks the level above, which has to take the matter anew."""
    now = now or timezone.now()
    held = _lock(obstacle, version)
    allow(can_hand_up(by, held))
    text = reason_in(text, "text", MOST_TEXT)
    above = next_level(held.project, held.level)
    if above is None:
        raise Invalid("上一级没有可以受理的主管部门。")
    posts = posts_at_level(by, held.project, held.level)
    _step(held, ObstacleAct.HAND_UP, text, by, posts, now)
    held.level, held.state, held.taken_by = above, ObstacleState.RAISED, None
    held.due_on = _to_take_by(timezone.localdate(now))
    _keep(held)
    _tell_level(held, "有提请协调的困难问题待受理", f"raised:{above}", now)
    where = held.get_level_display()
    _tell_owner(held, f"已提请{where}协调", text, now)
    return held


@transaction.atomic
def withdraw_obstacle(
    obstacle: Obstacle,
    *,
    text: str,
    by: User,
    version: int | None = None,
    now: datetime | None = None,
) -> Obstacle:
    """The owner takes it back, because it is gone or was solved otherwise."""
    now = now or timezone.now()
    held = _lock(obstacle, version)
    allow(can_withdraw(by, held))
    text = reason_in(text, "text", MOST_TEXT)
    held.state, held.closed_at = ObstacleState.WITHDRAWN, now
    _keep(held)
    posts = posts_at_owner(by, held.project)
    _step(held, ObstacleAct.WITHDRAW, text, by, posts, now)
    _tell_level(held, "困难问题已由项目单位撤回", "withdrawn", now)
    return held


@transaction.atomic
def tell_overdue(*, obstacle_id: int, now: datetime) -> bool:
    """Tell owner and authority that the day due is over; whether it was told."""
    rows = Obstacle.objects.select_for_update(of=("self",))
    held = (
        rows.to_tell(timezone.localdate(now))
        .filter(pk=obstacle_id)
        .select_related("project__division", "project__owner")
        .first()
    )
    if held is None:
        return False
    due = cn_date(held.due_on)
    _tell_level(held, f"困难问题已过期限（{due}）", f"overdue:{held.due_on}", now)
    words = f"应于{due}前办理，至今没有办结。"
    _tell_owner(held, f"已过期限（{due}）", words, now)
    held.told_due = held.due_on
    held.save(update_fields=["told_due"])
    return True


def _tell_level(obstacle: Obstacle, subject: str, what: str, now: datetime) -> None:
    for office in offices_at(obstacle.project, obstacle.level):
        tell(
            people_of(office.pk, now),
            key=f"obstacle:{obstacle.pk}:{what}",
            subject=f"{subject}：{obstacle.project.name}",
            body=f"{obstacle.get_kind_display()}：{obstacle.text}",
            path=obstacle.get_absolute_url(),
            now=now,
        )


def _tell_owner(obstacle: Obstacle, done: str, words: str, now: datetime) -> None:
    tell(
        people_of(obstacle.project.owner_id, now),
        key=f"obstacle:{obstacle.pk}:{done}:{obstacle.version}",
        subject=f"{obstacle.project.name}：困难问题{done}",
        body=words,
        path=obstacle.get_absolute_url(),
        now=now,
    )
