"""The lists of the life cycle itself of which a filtered view can be kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from workflow.filters.applications import ApplicationFilter
from workflow.filters.experts import RankingFilter
from workflow.filters.objections import ObjectionFilter
from workflow.filters.opinions import OpinionFilter
from workflow.kept import TABBED, keep

DESK = keep("desk", _("工作台"), "workflow:desk", ApplicationFilter, TABBED)
RANKING = keep("ranking", _("评分排序"), "workflow:ranking", RankingFilter)
OPINIONS = keep("opinions", _("部门意见"), "workflow:opinions", OpinionFilter, TABBED)
OBJECTIONS = keep(
    "objections", _("异议办理"), "workflow:objections", ObjectionFilter, TABBED
)
