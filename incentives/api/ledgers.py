"""Resources `credit-accounts` and `credit-periods`: the services of the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.models import Enterprise, GroupMember
from incentives.api.ledger_serializers import (
    CorrectPeriodSerializer,
    CreditAccountSerializer,
    CreditPeriodRowSerializer,
    CreditPeriodSerializer,
    CreditStatementSerializer,
    DraftSerializer,
    FilePeriodSerializer,
    OpenAccountSerializer,
    PeriodChangeSerializer,
    StartPeriodSerializer,
    TermSerializer,
    VoucherInSerializer,
    VoucherSerializer,
)
from incentives.filters.credit import AccountFilter, LedgerFilter
from incentives.models import CreditAccount, CreditPeriod, CreditStatement
from incentives.permissions.credit import can_keep_account
from incentives.services.credit import (
    change_term,
    changes_if_filed,
    changes_made_by,
    correct,
    decisions_on,
    drop_draft,
    file_statement,
    open_account,
    save_draft,
    start_period,
    store_voucher,
)
from ui.api import ActViewSet
from ui.refusals import Invalid, allow

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
CREATED = status.HTTP_201_CREATED
NOT_A_MEMBER = "该单位不在本企业登记的集团成员单位中。"


class LedgerViewSet(ActViewSet):
    """Rows that the caller may see, and verbs on them."""

    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]


class CreditAccountViewSet(LedgerViewSet):
    """Ledgers of taxpayers."""

    queryset = CreditAccount.objects.for_list()
    serializer_class = CreditAccountSerializer
    filterset_class = AccountFilter
    lookup_field = "public_id"
    updated_since_field = "opened_at"

    @extend_schema(
        request=OpenAccountSerializer, responses={201: CreditAccountSerializer}
    )
    def create(self, request: Request) -> Response:
        """Open the ledger of an enterprise, or of a member unit."""
        given = self.given(OpenAccountSerializer)
        rows = Enterprise.objects.visible_to(request.user)
        firm = rows.filter(public_id=given["enterprise"]).first()
        if firm is None:
            raise Http404
        made = open_account(
            firm,
            member=member_of(firm, given["member"]),
            term=given["term"],
            by=request.user,  # type: ignore[arg-type]
        )
        return self.answer(made, CREATED)

    @extend_schema(request=TermSerializer, responses=CreditAccountSerializer)
    def partial_update(self, request: Request, public_id: str) -> Response:
        """File by another term from the next period on."""
        account = self.get_object()
        given = self.given(TermSerializer)
        done = change_term(account, **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(done)

    @extend_schema(
        request={"multipart/form-data": VoucherInSerializer},
        responses={201: VoucherSerializer},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser], **PLAIN)
    def vouchers(self, request: Request, public_id: str) -> Response:
        """Store a voucher file; a line of a draft names it by its id."""
        account = self.get_object()
        allow(can_keep_account(request.user, account))
        stored = store_voucher(
            account,
            upload=self.checked(VoucherInSerializer).validated_data["file"],
            by=request.user,  # type: ignore[arg-type]
            field="file",
        )
        return Response(VoucherSerializer(stored).data, status=CREATED)


def member_of(firm: Enterprise, code: str) -> GroupMember | None:
    """The member unit of that code, the latest record of it; None for no code."""
    if not code:
        return None
    found = firm.members.filter(credit_code=code).order_by("-since").first()
    if found is None:
        raise Invalid.at("member", NOT_A_MEMBER)
    return found


class CreditPeriodViewSet(LedgerViewSet):
    """Filing periods: the list has the results, one has all its versions."""

    queryset = CreditPeriod.objects.for_list()
    serializer_class = CreditPeriodSerializer
    filterset_class = LedgerFilter

    def get_serializer_class(self) -> Any:
        """Rows in the list, everything with one."""
        if self.action == "list":
            return CreditPeriodRowSerializer
        return super().get_serializer_class()

    def get_serializer_context(self) -> dict[str, Any]:
        """With how the versions of a period are found."""
        context: dict[str, Any] = super().get_serializer_context()
        return context | {"statements_of": self.statements_of}

    def statements_of(self, period: CreditPeriod) -> list[Any]:
        """The versions that the caller may see, the newest first."""
        rows: QuerySet[CreditStatement] = period.statements.visible_to(
            self.request.user
        )
        shown = []
        for row in rows.prefetch_related("lines").order_by("-number"):
            context = {"said": decisions_on(row)}
            shown.append(CreditStatementSerializer(row, context=context).data)
        return shown

    def draft_of(self, period: CreditPeriod) -> CreditStatement:
        """The draft, if it is the caller's; otherwise there is nothing."""
        rows = period.statements.visible_to(self.request.user).drafts()
        draft: CreditStatement | None = rows.first()
        if draft is None:
            raise Http404
        return draft

    @extend_schema(
        request=StartPeriodSerializer, responses={201: CreditPeriodSerializer}
    )
    def create(self, request: Request) -> Response:
        """Begin a period with an empty draft."""
        given = self.given(StartPeriodSerializer)
        rows = CreditAccount.objects.visible_to(request.user)
        account = rows.filter(public_id=given.pop("account")).first()
        if account is None:
            raise Http404
        made = start_period(account, **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(made.period, CREATED)

    @extend_schema(request=DraftSerializer, responses=CreditPeriodSerializer)
    @action(detail=True, methods=["put"], **PLAIN)
    def draft(self, request: Request, pk: str) -> Response:
        """Keep all of a draft; 409 where another saved since `version`."""
        period = self.get_object()
        form = self.checked(DraftSerializer)
        save_draft(
            self.draft_of(period),
            figures=form.figures(),
            lines=form.inputs(),
            by=request.user,  # type: ignore[arg-type]
            version=form.validated_data["version"],
        )
        return self.answer(period)

    @extend_schema(responses={204: None})
    @draft.mapping.delete
    def drop(self, request: Request, pk: str) -> Response:
        """Give a draft up; a period of which nothing was filed goes with it."""
        drop_draft(self.draft_of(self.get_object()), by=request.user)  # type: ignore[arg-type]
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=FilePeriodSerializer, responses=CreditPeriodSerializer)
    @action(detail=True, methods=["post"], **PLAIN)
    def file(self, request: Request, pk: str) -> Response:
        """File the draft: this period and every later one are computed anew."""
        period = self.get_object()
        given = self.given(FilePeriodSerializer)
        file_statement(self.draft_of(period), **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(period)

    @extend_schema(request=CorrectPeriodSerializer, responses=CreditPeriodSerializer)
    @action(detail=True, methods=["post"], **PLAIN)
    def correct(self, request: Request, pk: str) -> Response:
        """Begin a correction: a new draft with all that the period says now."""
        period = self.get_object()
        given = self.given(CorrectPeriodSerializer)
        correct(period, **given, by=request.user)  # type: ignore[arg-type]
        return self.answer(period)

    @extend_schema(responses=PeriodChangeSerializer(many=True))
    @action(detail=True, methods=["get"], **PLAIN)
    def differences(self, request: Request, pk: str) -> Response:
        """Old against new: of the caller's draft, else of what was filed last."""
        period = self.get_object()
        rows = period.statements.visible_to(request.user).order_by("-number")
        newest: CreditStatement = rows[0]
        found = changes_if_filed(newest) if newest.is_draft else changes_made_by(newest)
        return Response(PeriodChangeSerializer(found, many=True).data)


ROUTES: list[tuple[str, Any, str]] = [
    ("credit-accounts", CreditAccountViewSet, "credit-account"),
    ("credit-periods", CreditPeriodViewSet, "credit-period"),
]
