"""Shapes of the credit ledger for programs; money is yuan as text, two decimals."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from incentives.choices import FilingTerm, LineKind, Relief
from incentives.ledger import Figures, LineInput
from incentives.models import (
    CreditAccount,
    CreditLine,
    CreditPeriod,
    CreditResult,
    CreditStatement,
)
from incentives.models.credit import FIGURES

MOST_LINES = 2000


def money(**kwargs: Any) -> serializers.DecimalField:
    """An amount in yuan."""
    return serializers.DecimalField(16, 2, **kwargs)


class CreditAccountSerializer(serializers.ModelSerializer[CreditAccount]):
    """A taxpayer's ledger."""

    enterprise = serializers.UUIDField(source="enterprise.public_id", read_only=True)
    enterprise_name = serializers.CharField(source="enterprise.name", read_only=True)
    managing_unit = serializers.CharField(
        source="enterprise.managing_unit_id", read_only=True
    )

    class Meta:
        model = CreditAccount
        fields = [
            "public_id",
            "enterprise",
            "enterprise_name",
            "managing_unit",
            "name",
            "credit_code",
            "is_member",
            "term",
            "opened_at",
            "version",
        ]
        read_only_fields = fields


class OpenAccountSerializer(serializers.Serializer[Any]):
    """For whom a ledger is opened: the enterprise, or one of its member units."""

    enterprise = serializers.UUIDField()
    member = serializers.CharField(
        required=False, default="", help_text="Credit code of a registered member unit"
    )
    term = serializers.ChoiceField(choices=FilingTerm.choices)


class TermSerializer(serializers.Serializer[Any]):
    """The term from the next period on; 409 where `version` is not the present one."""

    term = serializers.ChoiceField(choices=FilingTerm.choices)
    version = serializers.IntegerField()


class CreditLineSerializer(serializers.ModelSerializer[CreditLine]):
    """A line as it is kept."""

    decision = serializers.SerializerMethodField(
        help_text="accepted or refused once it was told; empty while undecided"
    )

    class Meta:
        model = CreditLine
        fields = [
            "key",
            "kind",
            "amount",
            "paid_on",
            "description",
            "partner",
            "project",
            "on_national_plan",
            "voucher_number",
            "voucher",
            "decision",
        ]
        read_only_fields = fields

    def get_decision(self, line: CreditLine) -> str:
        """The word on it that counts."""
        said: dict[Any, str] = self.context.get("said", {})
        return said.get(line.key, "")


class CreditStatementSerializer(serializers.ModelSerializer[CreditStatement]):
    """One version with its lines."""

    lines = CreditLineSerializer(many=True, read_only=True)

    class Meta:
        model = CreditStatement
        fields = [
            "number", "state", "reason", *FIGURES, "filed_at", "version", "lines",
        ]  # fmt: skip
        read_only_fields = fields


class CreditResultSerializer(serializers.ModelSerializer[CreditResult]):
    """What was computed; the newest counts."""

    used = money(read_only=True)

    class Meta:
        model = CreditResult
        exclude = ["id", "period", "rates"]


class CreditPeriodRowSerializer(serializers.ModelSerializer[CreditPeriod]):
    """A period with the result that counts."""

    account = serializers.UUIDField(source="account.public_id", read_only=True)
    account_name = serializers.CharField(source="account.name", read_only=True)
    label = serializers.CharField(read_only=True)
    result = CreditResultSerializer(read_only=True)

    class Meta:
        model = CreditPeriod
        fields = [
            "id", "account", "account_name", "label", "starts", "ends", "result",
            "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class CreditPeriodSerializer(CreditPeriodRowSerializer):
    """A period with all versions of its statement that the caller may see."""

    statements = serializers.SerializerMethodField()

    class Meta(CreditPeriodRowSerializer.Meta):
        fields = [*CreditPeriodRowSerializer.Meta.fields, "statements"]
        read_only_fields = fields

    def get_statements(
        self, period: CreditPeriod
    ) -> list[dict[str, Any]]:  # the schema names the shape below
        """The newest first; drafts only for the taxpayer's own people."""
        return list(self.context["statements_of"](period))


class StartPeriodSerializer(serializers.Serializer[Any]):
    """A whole month, quarter or year, as the account's term says."""

    account = serializers.UUIDField()
    starts = serializers.DateField()
    ends = serializers.DateField()


class LineInSerializer(serializers.Serializer[Any]):
    """A line; `key` names one that is there already."""

    key = serializers.UUIDField(required=False, allow_null=True, default=None)
    kind = serializers.ChoiceField(choices=LineKind.choices)
    amount = money()
    paid_on = serializers.DateField()
    description = serializers.CharField(max_length=300)
    partner = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default=""
    )
    project = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default=""
    )
    on_national_plan = serializers.BooleanField(required=False, default=False)
    voucher_number = serializers.CharField(
        max_length=60, required=False, allow_blank=True, default=""
    )
    voucher = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Of a stored voucher"
    )


class DraftSerializer(serializers.Serializer[Any]):
    """All of a draft: figures and lines; what is left out is nought or gone."""

    version = serializers.IntegerField()
    vat = money(required=False)
    vat_offset = money(required=False)
    vat_refund_deducted = money(required=False)
    consumption_tax = money(required=False)
    relief = serializers.ChoiceField(choices=Relief.choices, required=False)
    paid_already = money(required=False)
    opening_balance = money(required=False)
    opening_note = serializers.CharField(
        max_length=300, required=False, allow_blank=True
    )
    lines = LineInSerializer(many=True, required=False, default=list)

    def validate_lines(self, lines: list[Any]) -> list[Any]:
        """Not more than a page of the portal can take."""
        if len(lines) > MOST_LINES:
            raise serializers.ValidationError(f"一个所属期最多{MOST_LINES}条明细。")
        return lines

    def figures(self) -> Figures:
        """As the service takes them."""
        given = self.validated_data
        return Figures(**{name: given[name] for name in FIGURES if name in given})

    def inputs(self) -> list[LineInput]:
        """The lines as the service takes them."""
        return [LineInput(**line) for line in self.validated_data["lines"]]


class FilePeriodSerializer(serializers.Serializer[Any]):
    """Files a draft; warnings are confirmed by `confirmed`."""

    version = serializers.IntegerField()
    confirmed = serializers.BooleanField(required=False, default=False)


class CorrectPeriodSerializer(serializers.Serializer[Any]):
    """Why a filed period is corrected."""

    reason = serializers.CharField(max_length=500)


class PeriodChangeSerializer(serializers.Serializer[Any]):
    """A period before and after; `old` is null where there was nothing."""

    period = serializers.CharField(source="period.label")
    old = CreditResultSerializer(allow_null=True)
    new = CreditResultSerializer()
    changed = serializers.ListField(child=serializers.CharField())


class VoucherInSerializer(serializers.Serializer[Any]):
    """A voucher file; every check of it is the store's, an empty one's too."""

    file = serializers.FileField(allow_empty_file=True)


class VoucherSerializer(serializers.Serializer[Any]):
    """A stored file, to be named by a line within a day."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()
    size = serializers.IntegerField()
