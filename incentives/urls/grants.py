"""Addresses of grants."""

from django.urls import path

from incentives.views.grants import applications, detail, lists, proposals

urlpatterns = [
    path("incentives/grants/", lists.GrantList.as_view(), name="grants"),
    path(
        "incentives/grants/export/", lists.GrantExport.as_view(), name="grants-export"
    ),
    path("incentives/my-grants/", lists.OwnGrants.as_view(), name="own-grants"),
    path(
        "incentives/public-grants/",
        lists.PublicGrants.as_view(),
        name="public-grants",
    ),
    path(
        "incentives/public-grants/export/",
        lists.PublicGrantsExport.as_view(),
        name="public-grants-export",
    ),
    path("incentives/grants/new/", proposals.AwardNew.as_view(), name="grant-new"),
    path(
        "incentives/grants/<uuid:public_id>/",
        detail.GrantDetail.as_view(),
        name="grant",
    ),
    path(
        "incentives/grants/<uuid:public_id>/pay/",
        detail.GrantPay.as_view(),
        name="grant-pay",
    ),
    path(
        "incentives/grants/<uuid:public_id>/condition/",
        detail.GrantCondition.as_view(),
        name="grant-condition",
    ),
    path(
        "incentives/grants/<uuid:public_id>/recover/",
        detail.GrantRecover.as_view(),
        name="grant-recover",
    ),
    path(
        "incentives/grants/<uuid:public_id>/keep/",
        detail.GrantKeep.as_view(),
        name="grant-keep",
    ),
    path(
        "incentives/grants/<uuid:public_id>/show/",
        detail.GrantShow.as_view(),
        name="grant-show",
    ),
    path(
        "incentives/grants/<uuid:public_id>/revoke/",
        detail.GrantRevoke.as_view(),
        name="grant-revoke",
    ),
    path(
        "incentives/grants/<uuid:public_id>/entries/<int:sequence>/reverse/",
        detail.EventReverse.as_view(),
        name="grant-event-reverse",
    ),
    path(
        "incentives/grant-proposals/",
        proposals.ProposalList.as_view(),
        name="grant-proposals",
    ),
    path(
        "incentives/grant-proposals/<int:pk>/",
        proposals.ProposalDetail.as_view(),
        name="grant-proposal",
    ),
    path(
        "incentives/grant-proposals/<int:pk>/confirm/",
        proposals.ProposalConfirm.as_view(),
        name="grant-proposal-confirm",
    ),
    path(
        "incentives/grant-proposals/<int:pk>/drop/",
        proposals.ProposalDrop.as_view(),
        name="grant-proposal-drop",
    ),
    path(
        "incentives/grant-applications/",
        applications.GrantApplicationList.as_view(),
        name="grant-applications",
    ),
    path(
        "incentives/grant-applications/start/",
        applications.GrantApplicationStart.as_view(),
        name="grant-application-start",
    ),
    path(
        "incentives/grant-applications/<int:pk>/",
        applications.GrantApplicationDetail.as_view(),
        name="grant-application",
    ),
    path(
        "incentives/grant-applications/<int:pk>/edit/",
        applications.GrantApplicationOverview.as_view(),
        name="grant-application-edit",
    ),
    path(
        "incentives/grant-applications/<int:pk>/edit/<slug:section>/",
        applications.GrantApplicationSection.as_view(),
        name="grant-application-section",
    ),
    path(
        "incentives/grant-applications/<int:pk>/submit/",
        applications.GrantApplicationSubmit.as_view(),
        name="grant-application-submit",
    ),
]
