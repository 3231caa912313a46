"""The portal's addresses, and those of the kind that is filled in by sections."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from pilot_portal.urls import handler404
from pilot_portal.urls import urlpatterns as portal
from tests.workflow.testkind.models import DraftedApplication
from workflow.api.serializers import ApplicationSerializer, SectionedSerializer
from workflow.api.views import SectionedViewSet
from workflow.views.drafting import (
    DraftingMixin,
    DraftingOverview,
    DraftingSection,
    DraftingSubmit,
    DraftingUrls,
)
from workflow.views.showing import DraftingPrint

__all__ = ["handler404", "urlpatterns"]


class DraftedMixin(DraftingMixin):
    model = DraftedApplication
    list_crumb = ("测试申报", "workflow:desk")
    urls = DraftingUrls(
        edit="drafted:edit",
        section="drafted:section",
        submit="drafted:submit",
        preview="drafted:print",
    )


class Overview(DraftedMixin, DraftingOverview): ...


class SectionPage(DraftedMixin, DraftingSection): ...


class Submit(DraftedMixin, DraftingSubmit): ...


class Print(DraftedMixin, DraftingPrint): ...


class DraftedSerializer(SectionedSerializer, ApplicationSerializer):
    class Meta(ApplicationSerializer.Meta):
        fields = [*ApplicationSerializer.Meta.fields, "content", "sections", "issues"]


class DraftedViewSet(SectionedViewSet):
    queryset = DraftedApplication.objects.for_list()
    row_serializer_class = ApplicationSerializer
    serializer_class = DraftedSerializer


router = SimpleRouter()
router.register("drafted", DraftedViewSet, basename="drafted")
pages = [
    path("<int:pk>/edit/", Overview.as_view(), name="edit"),
    path("<int:pk>/edit/<slug:section>/", SectionPage.as_view(), name="section"),
    path("<int:pk>/submit/", Submit.as_view(), name="submit"),
    path("<int:pk>/print/", Print.as_view(), name="print"),
]
urlpatterns = [
    *portal,
    path("drafted/", include((pages, "drafted"))),
    path("api/test/", include(router.urls)),
]
