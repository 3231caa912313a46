"""Enterprises for everybody, with what lies inside for those whom it concerns."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from enterprises.models import (
    Certificate,
    Enterprise,
    EnterpriseName,
    EnterpriseYear,
    GroupMember,
)
from enterprises.naming import former_names, name_on
from enterprises.permissions import can_read_inside


class FormerNameSerializer(serializers.ModelSerializer[EnterpriseName]):
    """A name borne from–to, both days included; null is not known."""

    class Meta:
        model = EnterpriseName
        fields = ["name", "since", "until", "reason"]
        read_only_fields = fields


class CertificateFactsSerializer(serializers.ModelSerializer[Certificate]):
    """A certificate with what it is worth today."""

    state = serializers.CharField(read_only=True)
    state_label = serializers.CharField(source="state.label", read_only=True)

    class Meta:
        model = Certificate
        fields = [
            "number",
            "valid_from",
            "valid_until",
            "state",
            "state_label",
            "suspended_since",
            "revoked_on",
        ]
        read_only_fields = fields


class YearSerializer(serializers.ModelSerializer[EnterpriseYear]):
    """Figures of a year, money in yuan."""

    class Meta:
        model = EnterpriseYear
        fields = [
            "year",
            "revenue",
            "tax",
            "profit",
            "research",
            "fund_drawn",
            "fund_used",
        ]
        read_only_fields = fields


class MemberSerializer(serializers.ModelSerializer[GroupMember]):
    """A member unit of the group from–to."""

    class Meta:
        model = GroupMember
        fields = ["name", "credit_code", "control_ratio", "since", "until"]
        read_only_fields = fields


class InsideSerializer(serializers.ModelSerializer[Enterprise]):
    """For the enterprise itself and its authorities."""

    years = YearSerializer(many=True, read_only=True)
    members = MemberSerializer(many=True, read_only=True)

    class Meta:
        model = Enterprise
        fields = [
            "registered_on",
            "address",
            "legal_representative",
            "ownership",
            "size",
            "is_above_scale",
            "is_stock_listed",
            "group_kind",
            "staff",
            "technical_staff",
            "website",
            "contact",
            "contact_phone",
            "contact_mail",
            "suspended_since",
            "suspension_note",
            "banned_until",
            "version",
            "years",
            "members",
        ]
        read_only_fields = fields


class EnterpriseSerializer(serializers.ModelSerializer[Enterprise]):
    """An enterprise of the directory; context: `on`, the day of `name_on`.

    `inside` is null for those whom it does not concern.
    """

    id = serializers.UUIDField(source="public_id", read_only=True)
    name_on = serializers.SerializerMethodField()
    former_names = serializers.SerializerMethodField()
    managing_unit_name = serializers.CharField(
        source="managing_unit.name", default=None, read_only=True
    )
    division_name = serializers.CharField(
        source="division.full_name", default=None, read_only=True
    )
    industry_name = serializers.CharField(
        source="industry.name", default=None, read_only=True
    )
    standing_label = serializers.CharField(
        source="get_standing_display", read_only=True
    )
    certificates = CertificateFactsSerializer(many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    inside = serializers.SerializerMethodField()

    class Meta:
        model = Enterprise
        fields = [
            "id",
            "name",
            "name_on",
            "former_names",
            "credit_code",
            "managing_unit",
            "managing_unit_name",
            "division",
            "division_name",
            "industry",
            "industry_name",
            "tags",
            "standing",
            "standing_label",
            "pool_number",
            "pooled_on",
            "left_pool_on",
            "document_name",
            "document_number",
            "document_date",
            "provenance",
            "certificates",
            "url",
            "inside",
            "updated_at",
        ]
        read_only_fields = fields

    def get_name_on(self, enterprise: Enterprise) -> str | None:
        """The name valid on the day asked for by `?on=`; null without a day."""
        day: date | None = self.context.get("on")
        return name_on(enterprise, day) if day else None

    @extend_schema_field(FormerNameSerializer(many=True))
    def get_former_names(self, enterprise: Enterprise) -> Any:
        """Names it bears no longer."""
        return FormerNameSerializer(former_names(enterprise), many=True).data

    @extend_schema_field(InsideSerializer(allow_null=True))
    def get_inside(self, enterprise: Enterprise) -> Any:
        """Contacts, figures, group."""
        if not can_read_inside(self.context["request"].user, enterprise):
            return None
        return InsideSerializer(enterprise).data
