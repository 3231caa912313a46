"""Resource `credit-declarations`: the same services as the pages."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.choices import LineDecision
from incentives.declaring.items import Item, items_of, last_submission, pool_word
from incentives.filters.declarations import DeclarationFilter
from incentives.models import CreditDeclaration
from incentives.permissions.declarations import sees_untold
from incentives.services.declarations import Word, decide_items, start_declaration
from ui.api import body_of
from workflow.api.serializers import SectionedSerializer
from workflow.api.views import SectionedViewSet

PLAIN: dict[str, Any] = {"pagination_class": None, "filter_backends": []}


class DeclarationRowSerializer(serializers.ModelSerializer[CreditDeclaration]):
    """A declaration as a row of a list; money in yuan, as text with two decimals."""

    stage_label = serializers.CharField(read_only=True)
    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)

    class Meta:
        model = CreditDeclaration
        fields = [
            "id",
            "number",
            "title",
            "enterprise",
            "enterprise_name",
            "year",
            "supplements",
            "replaced_by",
            "stage",
            "stage_label",
            "lane",
            "managing_unit",
            "declared_investment",
            "confirmed_investment",
            "used",
            "carried_forward",
            "to_repay",
            "confirmed_at",
            "version",
            "submitted_at",
            "due_at",
            "updated_at",
        ]
        read_only_fields = fields


class DeclarationSerializer(SectionedSerializer, DeclarationRowSerializer):
    """A declaration with the content that this person may read."""

    class Meta(DeclarationRowSerializer.Meta):
        fields = [
            *DeclarationRowSerializer.Meta.fields,
            "content",
            "sections",
            "issues",
        ]
        read_only_fields = fields


class DeclarationStartSerializer(serializers.Serializer[Any]):
    """What begins a declaration."""

    year = serializers.IntegerField()


class DeclarationWordSerializer(serializers.Serializer[Any]):
    """What is said; a refusal has its reason."""

    decision = serializers.ChoiceField(choices=LineDecision.choices)
    reason = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=5000
    )


class DeclarationItemWordSerializer(DeclarationWordSerializer):
    """What is said of one item, by the key of its line."""

    line = serializers.IntegerField()


class DeclarationItemsInSerializer(serializers.Serializer[Any]):
    """Words on items and pool status; `accept_rest` accepts all undecided ones."""

    items = DeclarationItemWordSerializer(many=True, required=False, default=list)
    pool = DeclarationWordSerializer(required=False, allow_null=True, default=None)
    accept_rest = serializers.BooleanField(required=False, default=False)
    version = serializers.IntegerField(required=False, allow_null=True, default=None)


class DeclarationItemSerializer(serializers.Serializer[Item]):
    """An item as it was handed in, with the word that this person may read."""

    line = serializers.IntegerField(source="pk")
    account = serializers.CharField(source="account.name")
    period = serializers.CharField(source="period.label")
    kind = serializers.CharField(source="line.kind")
    amount = serializers.DecimalField(16, 2, source="line.amount")
    paid_on = serializers.DateField(source="line.paid_on")
    description = serializers.CharField(source="line.description")
    decision = serializers.CharField(help_text="Empty while undecided.")
    reason = serializers.CharField()


class DeclarationPoolSerializer(serializers.Serializer[Any]):
    """Whether the pool status was found right; null while nothing was said."""

    confirmed = serializers.BooleanField(source="pool_confirmed")
    reason = serializers.CharField(source="pool_reason")


class DeclarationItemsSerializer(serializers.Serializer[Any]):
    """All items of what was handed in last."""

    version = serializers.IntegerField()
    pool = DeclarationPoolSerializer(allow_null=True)
    items = DeclarationItemSerializer(many=True)


class DeclarationViewSet(SectionedViewSet):
    """Declarations that the caller may see; PATCH saves sections by their versions."""

    queryset = CreditDeclaration.objects.for_detail().select_related(
        "enterprise", "supplements"
    )
    row_serializer_class = DeclarationRowSerializer
    serializer_class = DeclarationSerializer
    filterset_class = DeclarationFilter

    @extend_schema(
        request=DeclarationStartSerializer, responses={201: DeclarationSerializer}
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin the declaration of a year; its content comes from the ledger."""
        made = start_declaration(
            **body_of(request, DeclarationStartSerializer),
            by=request.user,  # type: ignore[arg-type]
        )
        return self.answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(responses=DeclarationItemsSerializer)
    @action(detail=True, methods=["get"], **PLAIN)
    def items(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What was handed in, item by item; the firm reads words once it was told."""
        return self._items(self.get_object())

    @extend_schema(
        request=DeclarationItemsInSerializer, responses=DeclarationItemsSerializer
    )
    @items.mapping.post
    def decide(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Accept or refuse items, and confirm the pool status."""
        given = body_of(request, DeclarationItemsInSerializer)
        case = self.get_object()
        pool = given["pool"]
        decide_items(
            case,
            words={w["line"]: Word(w["decision"], w["reason"]) for w in given["items"]},
            pool=Word(**pool) if pool else None,
            accept_rest=given["accept_rest"],
            by=request.user,  # type: ignore[arg-type]
            version=given["version"],
        )
        return self._items(self.get_queryset().get(pk=case.pk))

    def _items(self, case: CreditDeclaration) -> Response:
        submission, only = (
            last_submission(case),
            not sees_untold(self.request.user, case),
        )
        data = submission.data if submission else None
        shown = {
            "version": case.version,
            "pool": pool_word(case, data, told_only=only) if data else None,
            "items": items_of(case, data, told_only=only) if data else [],
        }
        return Response(DeclarationItemsSerializer(shown).data)


ROUTES: list[tuple[str, Any, str]] = [
    ("credit-declarations", DeclarationViewSet, "credit-declaration"),
]
