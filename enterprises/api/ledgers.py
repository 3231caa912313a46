"""Ledgers over the API: upload, what was found, confirmation."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api.serializers import FileSerializer, JobSerializer
from enterprises.ledger.access import can_import
from enterprises.models import EnterpriseImport
from enterprises.services.ledger import confirm_ledger, upload_ledger
from ui.api import ReadOnlyViewSet, body_of
from ui.refusals import allow


class LedgerSerializer(serializers.ModelSerializer[EnterpriseImport]):
    """An import: its state, the counts of its dry run, and the checked workbook."""

    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(read_only=True)
    counts = serializers.DictField(read_only=True)
    check_job = JobSerializer(read_only=True, allow_null=True)
    import_job = JobSerializer(read_only=True, allow_null=True)
    report = FileSerializer(
        source="check_job.result", read_only=True, allow_null=True, default=None
    )

    class Meta:
        model = EnterpriseImport
        fields = [
            "id", "file_name", "digest", "managing_unit", "document_number",
            "document_name", "document_date", "state", "state_label", "counts",
            "report", "check_job", "import_job", "at", "checked_at", "imported_at",
            "version",
        ]  # fmt: skip


class LedgerFileSerializer(serializers.Serializer[Any]):
    """A ledger as XLSX or CSV, and the document that lists its enterprises."""

    file = serializers.FileField()
    document_number = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default=""
    )
    document_name = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default=""
    )
    document_date = serializers.DateField(required=False, allow_null=True, default=None)


class ConfirmSerializer(serializers.Serializer[Any]):
    """`version` as last read: what was found must be what is confirmed."""

    version = serializers.IntegerField(min_value=1)


class LedgerViewSet(ReadOnlyViewSet):
    """Imports of ledgers; POST uploads one and begins its dry run."""

    queryset = EnterpriseImport.objects.for_list()
    serializer_class = LedgerSerializer
    updated_since_field = "at"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Only for those who keep a ledger, as on the pages."""
        super().initial(request, *args, **kwargs)
        allow(can_import(request.user))

    def get_parsers(self) -> list[Any]:
        """A ledger comes as a form with a file."""
        if getattr(self, "action_map", {}).get("post") == "create":
            return [MultiPartParser(), FormParser(), *super().get_parsers()]
        return super().get_parsers()

    @extend_schema(request=LedgerFileSerializer, responses={202: LedgerSerializer})
    def create(self, request: Request) -> Response:
        """Upload a ledger; `state` tells when its dry run is over."""
        data = body_of(request, LedgerFileSerializer)
        record = upload_ledger(upload=data.pop("file"), by=request.user, **data)
        return self._accepted(record)

    @extend_schema(request=ConfirmSerializer, responses={202: LedgerSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Begin the import of a ledger without errors: all rows or none."""
        record = confirm_ledger(
            self.get_object(),
            **body_of(request, ConfirmSerializer),
            by=request.user,  # type: ignore[arg-type]
        )
        return self._accepted(record)

    def _accepted(self, record: EnterpriseImport) -> Response:
        shown = self.get_queryset().get(pk=record.pk)
        data = self.get_serializer(shown).data
        return Response(data, status=status.HTTP_202_ACCEPTED)
