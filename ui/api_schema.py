"""What every operation of the API may answer, documented once.

settings.REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] = "ui.api_schema.AutoSchema".
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema as PlainSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes
from rest_framework import serializers

from ui.api import PROBLEM_TYPE, TITLES, ETagMixin, UpdatedSinceMixin

ALWAYS = ("400", "401", "403", "406", "429")
WRITES = ("409", "415", "422")
READING = {"GET", "HEAD", "OPTIONS"}


class ProblemErrorSerializer(serializers.Serializer[Any]):
    """One thing wrong with one field; field is "" for the whole."""

    field = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """An error answer (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    instance = serializers.CharField(allow_blank=True)
    errors = ProblemErrorSerializer(many=True)


class AutoSchema(PlainSchema):
    """Adds the problem answers, If-Match and updated_since to each operation."""

    def get_override_parameters(self) -> list[Any]:
        """Parameters that the mixins of ui.api read."""
        found = list(super().get_override_parameters())
        if isinstance(self.view, UpdatedSinceMixin) and self._is_list_view():
            found.append(
                OpenApiParameter(
                    "updated_since",
                    OpenApiTypes.DATETIME,
                    description="只返回该时刻及以后有变化的记录。",
                )
            )
        if isinstance(self.view, ETagMixin) and self.method not in {*READING, "POST"}:
            found.append(
                OpenApiParameter(
                    "If-Match",
                    OpenApiTypes.STR,
                    OpenApiParameter.HEADER,
                    description="读取时得到的 ETag；数据已变化时应答 412。",
                )
            )
        return found

    def _get_response_bodies(self, direction: str = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        problem = self.resolve_serializer(ProblemSerializer(), direction).ref
        for code in self._error_codes():
            answer = {
                "description": TITLES[int(code)],
                "content": {PROBLEM_TYPE: {"schema": problem}},
            }
            bodies.setdefault(code, answer)
        return bodies

    def _error_codes(self) -> list[str]:
        codes = [*ALWAYS]
        if "{" in self.path or self._has_cursor():
            codes.append("404")
        if self.method not in READING:
            codes += WRITES
        elif isinstance(self.view, UpdatedSinceMixin):
            codes.append("422")
        if isinstance(self.view, ETagMixin) and self.method not in READING:
            codes.append("412")
        return sorted(codes)

    def _has_cursor(self) -> bool:
        return bool(getattr(self.view, "pagination_class", None))
