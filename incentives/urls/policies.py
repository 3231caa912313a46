"""Addresses of the policy list."""

from django.urls import path

from incentives.views.policies import keeping, matching, reading

urlpatterns = [
    path("policies/", reading.PolicyList.as_view(), name="policies"),
    path("policies/export/", reading.PolicyExport.as_view(), name="policies-export"),
    path("policies/print/", reading.PolicyPrint.as_view(), name="policies-print"),
    path("policies/mine/", matching.OwnPolicies.as_view(), name="policies-own"),
    path("policies/kept/", keeping.KeptPolicies.as_view(), name="policies-kept"),
    path("policies/new/", keeping.PolicyNew.as_view(), name="policy-new"),
    path("policies/<uuid:public_id>/", reading.PolicyDetail.as_view(), name="policy"),
    path(
        "policies/<uuid:public_id>/versions/<int:number>/",
        reading.PolicyVersionDetail.as_view(),
        name="policy-version",
    ),
    path(
        "policies/<uuid:public_id>/edit/",
        keeping.PolicyEdit.as_view(),
        name="policy-edit",
    ),
    path(
        "policies/<uuid:public_id>/propose/",
        keeping.PolicyPropose.as_view(),
        name="policy-propose",
    ),
    path(
        "policies/<uuid:public_id>/publish/",
        keeping.PolicyPublish.as_view(),
        name="policy-publish",
    ),
    path(
        "policies/<uuid:public_id>/send-back/",
        keeping.PolicySendBack.as_view(),
        name="policy-send-back",
    ),
    path(
        "policies/<uuid:public_id>/discard/",
        keeping.PolicyDiscard.as_view(),
        name="policy-discard",
    ),
    path(
        "policies/<uuid:public_id>/withdraw/",
        keeping.PolicyWithdraw.as_view(),
        name="policy-withdraw",
    ),
    path(
        "policies/enterprises/<uuid:public_id>/",
        matching.EnterprisePolicies.as_view(),
        name="enterprise-policies",
    ),
    path(
        "policies/cities/<slug:code>/",
        matching.CityPolicies.as_view(),
        name="city-policies",
    ),
]
