"""The self-check for programs: the same rules as the page, nothing stored."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from enterprises.answers import Answers
from enterprises.choices import ExclusionKind, GroupKind, SchoolKind
from enterprises.evidence import EVIDENCE
from enterprises.services.eligibility import Assessment, assess, find_place
from enterprises.thresholds import ADMISSION_SETTINGS
from industries.choices import PriorityTag
from industries.models import Industry

MOST = 1_000_000


class AnswersSerializer(serializers.Serializer[Any]):
    """What a firm answers; `division` by code, full name or a part of it."""

    division = serializers.CharField(max_length=60)
    group = serializers.ChoiceField(GroupKind.choices, default=GroupKind.NONE)
    industry = serializers.PrimaryKeyRelatedField(
        queryset=Industry.objects.divisions(),
        required=False,
        allow_null=True,
        default=None,
        help_text="Division of GB/T 4754, two digits",
    )
    registered_on = serializers.DateField(required=False, allow_null=True, default=None)
    tags = serializers.MultipleChoiceField(choices=PriorityTag.choices, default=list)
    is_above_scale = serializers.BooleanField(allow_null=True, default=None)
    education_fund_in_full = serializers.BooleanField(allow_null=True, default=None)
    has_cooperation_body = serializers.BooleanField(allow_null=True, default=None)
    school_kinds = serializers.MultipleChoiceField(
        choices=SchoolKind.choices, default=list
    )
    has_apprenticeship = serializers.BooleanField(default=False)
    has_certificate = serializers.BooleanField(default=False)
    interns = serializers.IntegerField(min_value=0, max_value=MOST, default=0)
    programmes = serializers.IntegerField(min_value=0, max_value=MOST, default=0)
    programme_students = serializers.IntegerField(
        min_value=0, max_value=MOST, default=0
    )
    investment = serializers.DecimalField(
        max_digits=16,
        decimal_places=2,
        min_value=Decimal(0),
        default=Decimal(0),
        help_text="Yuan",
    )
    rights = serializers.IntegerField(min_value=0, max_value=MOST, default=0)
    troubles = serializers.MultipleChoiceField(
        choices=ExclusionKind.choices, default=list
    )
    removed_on = serializers.DateField(required=False, allow_null=True, default=None)

    def answers(self) -> Answers:
        """As the checks take them."""
        data = dict(self.validated_data)
        place, industry = find_place(data.pop("division")), data.pop("industry")
        lists = ("tags", "troubles", "school_kinds")
        data |= {name: tuple(sorted(data[name])) for name in lists}
        return Answers(
            **data,
            division=place.code,
            division_name=place.full_name,
            industry=industry.code if industry else "",
        )


class ConditionSerializer(serializers.Serializer[Any]):
    """One of the six conditions; counts in its own unit, money in yuan."""

    condition = serializers.CharField()
    label = serializers.CharField(source="condition.label")
    met = serializers.BooleanField()
    sentence = serializers.CharField()
    counted = serializers.CharField()
    needed = serializers.CharField()
    evidence = serializers.SerializerMethodField()

    def get_evidence(self, finding: Any) -> list[str]:
        """Papers that will be needed."""
        return list(EVIDENCE[finding.condition])


class OpenRoundSerializer(serializers.Serializer[Any]):
    """A round that the firm may enter, or soon may."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


@extend_schema_serializer(many=False)
class AssessmentSerializer(serializers.Serializer[Any]):
    """What the answers come to."""

    eligible = serializers.BooleanField(source="is_eligible")
    conditions_met = serializers.IntegerField()
    division = serializers.CharField(source="answers.division")
    managing_unit = serializers.CharField(source="unit.code", default=None)
    handler = serializers.CharField()
    offices = serializers.ListField(child=serializers.CharField())
    conditions = ConditionSerializer(source="findings", many=True)
    issues = serializers.SerializerMethodField()
    thresholds = serializers.SerializerMethodField()
    source = serializers.CharField()
    open_rounds = OpenRoundSerializer(many=True)
    coming_rounds = OpenRoundSerializer(many=True)

    def get_issues(self, found: Assessment) -> list[str]:
        """What keeps it out, in sentences."""
        return [issue.sentence for issue in found.issues]

    def get_thresholds(self, found: Assessment) -> dict[str, Any]:
        """The thresholds applied, by name."""
        return {s.key: getattr(found.thresholds, s.key) for s in ADMISSION_SETTINGS}


class EligibilityCheckViewSet(viewsets.ViewSet):
    """Whether a firm may apply, what it needs and who handles it; public."""

    permission_classes = [AllowAny]

    @extend_schema(parameters=[AnswersSerializer], responses=AssessmentSerializer)
    def list(self, request: Request) -> Response:
        """The answers as parameters of the address."""
        return _answer(request.query_params)

    @extend_schema(request=AnswersSerializer, responses={200: AssessmentSerializer})
    def create(self, request: Request) -> Response:
        """The answers as JSON; nothing is stored."""
        return _answer(request.data)


def _answer(data: Any) -> Response:
    asked = AnswersSerializer(data=data)
    asked.is_valid(raise_exception=True)
    found = assess(asked.answers(), now=timezone.now())
    return Response(AssessmentSerializer(found).data)
