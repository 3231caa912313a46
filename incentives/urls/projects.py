"""Addresses of projects, of their money and of what stands in their way."""

from django.urls import path

from incentives.views import (
    fund_applications,
    fund_totals,
    funds,
    obstacles,
    projects,
    public_projects,
)

urlpatterns = [
    path("major-projects/", projects.ProjectList.as_view(), name="projects"),
    path(
        "major-projects/export/",
        projects.ProjectExport.as_view(),
        name="projects-export",
    ),
    path("major-projects/new/", projects.ProjectNew.as_view(), name="project-new"),
    path(
        "major-projects/<uuid:public_id>/",
        projects.ProjectDetail.as_view(),
        name="project",
    ),
    path(
        "major-projects/<uuid:public_id>/edit/",
        projects.ProjectEdit.as_view(),
        name="project-edit",
    ),
    path(
        "major-projects/<uuid:public_id>/funds/new/",
        funds.FundEntryNew.as_view(),
        name="fund-entry-new",
    ),
    path(
        "major-projects/<uuid:public_id>/obstacles/new/",
        obstacles.ObstacleNew.as_view(),
        name="obstacle-new",
    ),
    path(
        "projects-in-public/",
        public_projects.PublicProjects.as_view(),
        name="public-projects",
    ),
    path(
        "projects-in-public/export/",
        public_projects.PublicProjectsExport.as_view(),
        name="public-projects-export",
    ),
    path(
        "major-projects/<uuid:public_id>/apply/",
        fund_applications.FundApplicationStart.as_view(),
        name="fund-application-start",
    ),
    path(
        "fund-applications/",
        fund_applications.FundApplicationList.as_view(),
        name="fund-applications",
    ),
    path(
        "fund-applications/<int:pk>/",
        fund_applications.FundApplicationDetail.as_view(),
        name="fund-application",
    ),
    path(
        "fund-applications/<int:pk>/edit/",
        fund_applications.FundApplicationOverview.as_view(),
        name="fund-application-edit",
    ),
    path(
        "fund-applications/<int:pk>/edit/<slug:section>/",
        fund_applications.FundApplicationSection.as_view(),
        name="fund-application-section",
    ),
    path(
        "fund-applications/<int:pk>/submit/",
        fund_applications.FundApplicationSubmit.as_view(),
        name="fund-application-submit",
    ),
    path("funds/", fund_totals.FundTotals.as_view(), name="fund-totals"),
    path("funds/terms/new/", funds.FundTermsNew.as_view(), name="fund-terms-new"),
    path("funds/entries/", funds.FundEntryList.as_view(), name="fund-entries"),
    path(
        "funds/entries/export/",
        funds.FundEntryExport.as_view(),
        name="fund-entries-export",
    ),
    path(
        "funds/entries/<int:pk>/",
        funds.FundEntryDetail.as_view(),
        name="fund-entry",
    ),
    path(
        "funds/entries/<int:pk>/correct/",
        funds.FundEntryCorrect.as_view(),
        name="fund-entry-correct",
    ),
    path("obstacles/", obstacles.ObstacleList.as_view(), name="obstacles"),
    path("obstacles/<int:pk>/", obstacles.ObstacleDetail.as_view(), name="obstacle"),
    path(
        "obstacles/<int:pk>/take/",
        obstacles.ObstacleTake.as_view(),
        name="obstacle-take",
    ),
    path(
        "obstacles/<int:pk>/answer/",
        obstacles.ObstacleAnswer.as_view(),
        name="obstacle-answer",
    ),
    path(
        "obstacles/<int:pk>/solve/",
        obstacles.ObstacleSolve.as_view(),
        name="obstacle-solve",
    ),
    path(
        "obstacles/<int:pk>/hand-up/",
        obstacles.ObstacleHandUp.as_view(),
        name="obstacle-hand-up",
    ),
    path(
        "obstacles/<int:pk>/withdraw/",
        obstacles.ObstacleWithdraw.as_view(),
        name="obstacle-withdraw",
    ),
]
