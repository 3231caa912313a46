"""The house's way of an API: problem+json, cursor pages, ETags, visible rows."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination, status, viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from ui.refusals import Refusal
from ui.text import half_width

PROBLEM_TYPE = "application/problem+json"
TITLES = {
    400: "请求无法解析",
    401: "尚未登录或令牌无效",
    403: "没有权限",
    404: "没有找到",
    405: "不支持该方法",
    406: "无法按要求的格式应答",
    409: "状态已变化",
    412: "数据已被他人修改",
    415: "不支持的内容类型",
    422: "提交的内容有误",
    429: "请求过于频繁",
}


class PreconditionFailed(exceptions.APIException):
    """If-Match named another version than the present one."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "stale"

    def __init__(self) -> None:
        super().__init__(_("数据已被他人修改，请重新读取后再提交。"))


def body_of(request: Request, shape: Any, *, partial: bool = False) -> dict[str, Any]:
    """What the request's body holds, checked by a serializer class."""
    form = shape(data=request.data, partial=partial)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def problem_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF exception handler: every error answer is an RFC 9457 problem."""
    if isinstance(exc, Refusal):
        errors = [{"field": i.field, "sentence": i.sentence} for i in exc.issues]
        return _problem(exc.status, exc.code, exc.sentence, errors, context)
    if isinstance(exc, OverflowError):
        # The framework reckons with moments before it knows whether they exist.
        exc = exceptions.ValidationError(_("日期或数值超出可以处理的范围，请核对。"))
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(str(exc) or None)
    answer = exception_handler(exc, context)
    if answer is None or not isinstance(exc, exceptions.APIException):
        return answer
    problem = _from_api_exception(exc, context)
    for header in ("WWW-Authenticate", "Retry-After"):
        if header in answer:
            problem[header] = answer[header]
    return problem


def _from_api_exception(
    exc: exceptions.APIException, context: dict[str, Any]
) -> Response:
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_flatten(exc.detail))
        return _problem(422, "invalid", _("有内容需要改正。"), errors, context)
    code = exc.get_codes()
    return _problem(
        exc.status_code,
        code if isinstance(code, str) else "error",
        _sentence(exc),
        [],
        context,
    )


def _sentence(exc: exceptions.APIException) -> str:
    if isinstance(exc, exceptions.Throttled) and exc.wait:
        return _("请求过于频繁，请在 %d 秒后重试。") % exc.wait
    plain = str(exc.detail) == str(exceptions.NotFound.default_detail)
    if isinstance(exc, exceptions.NotFound) and plain:
        return _("没有找到该记录，或您无权查看。")
    return str(exc.detail)


def _flatten(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Serializer errors as a flat list; field is a dotted path, "" for the whole."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            own = "" if key == "non_field_errors" else str(key)
            yield from _flatten(value, ".".join(filter(None, (path, own))))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from _flatten(value, f"{path}.{index}".strip(".") if nested else path)
    else:
        yield {"field": path, "sentence": str(detail)}


def _problem(
    code: int, slug: str, detail: str, errors: list[dict[str, str]], context: Any
) -> Response:
    request = context.get("request") if context else None
    body = {
        "type": "about:blank",
        "title": TITLES.get(code, "出错了"),
        "status": code,
        "code": slug.replace("_", "-"),
        "detail": detail,
        "instance": request.path if request is not None else "",
        "errors": errors,
    }
    return Response(body, status=code, content_type=PROBLEM_TYPE)


class CursorPagination(pagination.CursorPagination):
    """50 rows a page, at most 200; newest first unless the view orders otherwise."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = "-id"
    invalid_cursor_message = "分页游标无效，请从第一页重新读取。"

    def get_ordering(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> tuple[str, ...]:
        """The view's `ordering`, if it has one."""
        own = getattr(view, "ordering", None) or self.ordering
        return (own,) if isinstance(own, str) else tuple(own)


class UpdatedSinceMixin:
    """`?updated_since=2026-06-30T00:00:00+08:00` for those who keep a copy."""

    updated_since_field = "updated_at"
    request: Request

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Rows changed at or after the moment asked for."""
        rows = super().filter_queryset(queryset)  # type: ignore[misc]
        asked = self.request.query_params.get("updated_since")
        if not asked or getattr(self, "detail", False):
            return rows
        return rows.filter(**{f"{self.updated_since_field}__gte": _moment(asked)})


def _moment(text: str) -> datetime:
    try:
        # A plus sign arrives as a blank where the client did not escape it.
        moment = parse_datetime(half_width(text).replace(" ", "+"))
        if moment is not None:
            aware = make_aware(moment) if is_naive(moment) else moment
            # The database knows fewer time zones than a text can name.
            return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    sentence = _("updated_since 应为 ISO 8601 时刻，如 2026-06-30T00:00:00+08:00。")
    raise exceptions.ValidationError({"updated_since": [sentence]})


def etag_of(data: Any) -> str:
    """The tag of a representation: a hash of its JSON."""
    digest = hashlib.sha256(JSONRenderer().render(data)).hexdigest()
    return f'"{digest[:32]}"'


def _named(header: str, tag: str) -> bool:
    tags = {part.strip().removeprefix("W/") for part in header.split(",")}
    return tag in tags or "*" in tags


class ETagMixin:
    """GET answers carry an ETag and 304; writes honour If-Match with 412."""

    request: Request
    serializer_class: Any
    etag_serializer_class: Any = None

    def get_object(self) -> Any:
        """The object, unless If-Match names another version of it."""
        found = super().get_object()  # type: ignore[misc]
        wanted = self.request.headers.get("If-Match", "")
        writes = self.request.method not in {"GET", "HEAD", "OPTIONS"}
        if wanted and writes and not _named(wanted, self.etag_for(found)):
            raise PreconditionFailed
        return found

    def etag_for(self, instance: Any) -> str:
        """The ETag that retrieve gives for this object."""
        serializer = self.etag_serializer_class or self.serializer_class
        context = self.get_serializer_context()  # type: ignore[attr-defined]
        return etag_of(serializer(instance, context=context).data)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Add the ETag, or answer 304 when the client has it already."""
        done = super().finalize_response(  # type: ignore[misc]
            request, response, *args, **kwargs
        )
        if request.method not in {"GET", "HEAD"} or done.status_code != 200:
            return done
        if not isinstance(done, Response):
            return done
        done["ETag"] = etag_of(done.data)
        if _named(request.headers.get("If-None-Match", ""), done["ETag"]):
            done.status_code, done.data = 304, None
        return done


class _VisibleMixin:
    """Rows through `visible_to(user)`, the same as the pages show."""

    request: Request

    def get_queryset(self) -> QuerySet[Any]:
        """The declared queryset, cut to what this user may see."""
        rows = super().get_queryset()  # type: ignore[misc]
        if getattr(self, "swagger_fake_view", False):
            return rows.none()  # type: ignore[no-any-return]
        return rows.visible_to(self.request.user)  # type: ignore[no-any-return]


class ReadOnlyViewSet(
    ETagMixin, UpdatedSinceMixin, _VisibleMixin, viewsets.ReadOnlyModelViewSet[Any]
):
    """List and retrieve. Declare `queryset` (with `visible_to`) and serializer."""

    pagination_class = CursorPagination


class ActViewSet(ReadOnlyViewSet):
    """Rows that the caller may see, and acts on them through services."""

    def checked(self, serializer_class: Any, **kwargs: Any) -> Any:
        """The request's body as a serializer that holds together."""
        form = serializer_class(data=self.request.data, **kwargs)
        form.is_valid(raise_exception=True)
        return form

    def given(self, serializer_class: Any) -> dict[str, Any]:
        """The request's body, checked."""
        return body_of(self.request, serializer_class)

    def answer(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        """The row as it stands now."""
        shown = self.get_queryset().get(pk=row.pk)
        return Response(self.get_serializer(shown).data, status=code)


class ViewSet(ETagMixin, UpdatedSinceMixin, _VisibleMixin, viewsets.ModelViewSet[Any]):
    """List, retrieve, create, update, delete; narrow with `http_method_names`."""

    pagination_class = CursorPagination
