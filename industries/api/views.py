"""Industries for other systems: read only and public."""

from rest_framework.permissions import AllowAny

from industries.api.serializers import IndustrySerializer
from industries.filters import IndustryFilter
from industries.models import Industry
from ui.api import ReadOnlyViewSet


class IndustryViewSet(ReadOnlyViewSet):
    """The 20 sections and 97 divisions of GB/T 4754-2017, in its order."""

    queryset = Industry.objects.all()
    serializer_class = IndustrySerializer
    filterset_class = IndustryFilter
    permission_classes = [AllowAny]
    ordering = "order"
