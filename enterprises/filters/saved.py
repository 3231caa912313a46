"""The lists of enterprises of which a filtered view can be kept."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from enterprises.filters.certification import (
    CertificateFilter,
    CertificationFilter,
    RemovalFilter,
)
from enterprises.filters.changes import ChangeFilter
from enterprises.filters.cultivation import CultivationFilter
from enterprises.filters.directory import DirectoryFilter
from enterprises.filters.following import FollowedFilter
from workflow.kept import keep

CULTIVATIONS = keep(
    "cultivations", _("建设培育申报"), "enterprises:cultivations", CultivationFilter
)
CERTIFICATIONS = keep(
    "certifications", _("认证申报"), "enterprises:certifications", CertificationFilter
)
CHANGES = keep("changes", _("企业变更报告"), "enterprises:changes", ChangeFilter)
FOLLOWED = keep("followed", _("企业跟踪管理"), "enterprises:followed", FollowedFilter)
REMOVALS = keep("removals", _("企业移出"), "enterprises:removals", RemovalFilter)
DIRECTORY = keep("directory", _("企业名录"), "enterprises:directory", DirectoryFilter)
CERTIFICATES = keep(
    "certificates", _("认证目录"), "enterprises:certificates", CertificateFilter
)
