"""The calculator for programs: stateless, the same arithmetic as the ledger."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.facts import client_address
from incentives.api.rates import CreditRatesSerializer
from incentives.credit import Period, UnreadablePeriodError, read_period
from incentives.services.estimates import Asked, Estimate, Estimated, estimate
from incentives.services.limits import ESTIMATING
from incentives.words import DISCLAIMER
from ui.text import clean_text, half_width
from workflow.services import count_once

MOST_ROWS = 400
MONEY = {"max_digits": 16, "decimal_places": 2}


class PeriodField(serializers.CharField):
    """2026, 2026Q1 or 2026-01."""

    def to_internal_value(self, data: Any) -> Any:
        """The period that is meant."""
        text = super().to_internal_value(data)
        try:
            return read_period(half_width(clean_text(text)))
        except UnreadablePeriodError as unreadable:
            raise serializers.ValidationError(str(unreadable)) from unreadable

    def to_representation(self, value: Any) -> str:
        """As it is written in a request."""
        return value.code if isinstance(value, Period) else str(value)


class YuanField(serializers.DecimalField):
    """Yuan, at most two decimals, never negative; plain half-width digits only."""

    default_error_messages = {
        "invalid": "请填写数字，例如 1250.00（单位：元）。",
        "full_width": "请用半角数字填写，例如 1250.00（单位：元）。",
        "max_digits": "金额过大，最多 14 位整数（单位：元）。",
        "max_whole_digits": "金额过大，最多 14 位整数（单位：元）。",
        "max_decimal_places": "金额最多保留两位小数（单位：元）。",
        "min_value": "金额不能小于 0。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal(0), **MONEY, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        """Refuse what other systems would read differently."""
        if isinstance(data, str) and not data.isascii():
            narrow = half_width(data).strip()
            is_number = narrow.replace(".", "", 1).isdecimal()
            self.fail("full_width" if is_number else "invalid")
        if isinstance(data, bool) or (isinstance(data, str) and "_" in data):
            self.fail("invalid")
        return super().to_internal_value(data)


class AskedSerializer(serializers.Serializer[Any]):
    """One filing period; the payables are after every other relief."""

    period = PeriodField(help_text="2026, 2026Q1 or 2026-01")
    new_investment = YuanField(default=Decimal(0), help_text="Yuan")
    withdrawn = YuanField(
        default=Decimal(0), help_text="Withdrawn money and equity transferred, yuan"
    )
    education_surcharge_payable = YuanField(help_text="Yuan, before this credit")
    local_surcharge_payable = YuanField(help_text="Yuan, before this credit")


class EstimateRequestSerializer(serializers.Serializer[Any]):
    """Periods in the order of time, and what was carried from before the first."""

    rows = serializers.ListField(
        child=AskedSerializer(),
        allow_empty=False,
        max_length=MOST_ROWS,
        error_messages={
            "empty": "请至少填写一个所属期。",
            "max_length": f"一次最多测算 {MOST_ROWS} 个所属期。",
        },
    )
    brought_forward = YuanField(default=Decimal(0), help_text="Yuan")

    def asked(self) -> list[Asked]:
        """As the estimate takes them."""
        return [
            Asked(
                row["period"],
                row["new_investment"],
                row["withdrawn"],
                row["education_surcharge_payable"],
                row["local_surcharge_payable"],
            )
            for row in self.validated_data["rows"]
        ]


class EstimatedSerializer(serializers.Serializer[Any]):
    """What follows for one period; all in yuan, only the net may be negative."""

    period = PeriodField(source="asked.period")
    net_investment = serializers.DecimalField(**MONEY, source="outcome.net_investment")
    new_credit = serializers.DecimalField(**MONEY, source="outcome.new_credit")
    brought_forward = serializers.DecimalField(
        **MONEY, source="outcome.brought_forward"
    )
    pool = serializers.DecimalField(**MONEY, source="outcome.pool")
    used = serializers.DecimalField(**MONEY, source="outcome.used")
    used_education = serializers.DecimalField(**MONEY, source="outcome.used_education")
    used_local = serializers.DecimalField(**MONEY, source="outcome.used_local")
    carried_forward = serializers.DecimalField(
        **MONEY, source="outcome.carried_forward"
    )
    to_repay = serializers.DecimalField(**MONEY, source="outcome.to_repay")
    rates_from = serializers.SerializerMethodField()

    def get_rates_from(self, row: Estimated) -> str:
        """Which of the rates below were applied."""
        return row.rates.effective_from.isoformat()


@extend_schema_serializer(many=False)
class EstimateSerializer(serializers.Serializer[Any]):
    """The answer: a row for each asked for, in the same order."""

    rows = EstimatedSerializer(many=True)
    rates = CreditRatesSerializer(many=True)
    disclaimer = serializers.SerializerMethodField()

    def get_disclaimer(self, _found: Estimate) -> str:
        """That the tax office decides."""
        return DISCLAIMER


class CreditEstimateViewSet(viewsets.ViewSet):
    """30% of vocational-education investment against two surcharges; public."""

    permission_classes = [AllowAny]

    @extend_schema(
        request=EstimateRequestSerializer, responses={200: EstimateSerializer}
    )
    def create(self, request: Request) -> Response:
        """Estimate; nothing is stored."""
        count_once(ESTIMATING, client_address(request._request))
        sent = EstimateRequestSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        before = sent.validated_data["brought_forward"]
        found = estimate(sent.asked(), brought_forward=before)
        return Response(EstimateSerializer(found).data)
