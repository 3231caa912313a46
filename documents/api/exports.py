"""Asks for a list as a file over the API; always in the background."""

from typing import Any
from urllib.parse import SplitResult, urlsplit

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.serializers import JobSerializer
from documents.choices import FileFormat
from documents.exports import Order
from documents.services import order_export
from ui.api import body_of


class OrderSerializer(serializers.Serializer[Any]):
    """`address` is what a list's 导出 leads to, with its filter."""

    address = serializers.CharField(
        max_length=4000,
        help_text="A list's export address with its filter, e.g. /desk/export/?tab=all",
    )
    format = serializers.ChoiceField(
        choices=[(f.value, f.label) for f in (FileFormat.XLSX, FileFormat.CSV)],
        default=FileFormat.XLSX.value,
    )

    def validate_address(self, address: str) -> SplitResult:
        """Its path and its filter."""
        try:
            return urlsplit(address)
        except ValueError:
            raise serializers.ValidationError("没有找到该导出地址。") from None


class ExportViewSet(viewsets.GenericViewSet[Any]):
    """Files of lists: POST begins one; the job tells how far it is and has the file."""

    serializer_class = OrderSerializer

    @extend_schema(responses={202: JobSerializer})
    def create(self, request: Request) -> Response:
        """The job that writes the file: exactly the rows that the caller may see."""
        asked = body_of(request, OrderSerializer)
        address = asked["address"]
        order = Order(address.path, address.query, asked["format"])
        job = order_export(order=order, by=request.user)  # type: ignore[arg-type]
        shown = JobSerializer(job, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_202_ACCEPTED)
