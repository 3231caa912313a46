"""The other forms of cities: start, letter, document, import, end."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.rules import LETTER
from regions.models import Division, NewArea
from ui.forms import DateField, Form
from workflow.forms.fields import DivisionField
from workflow.forms.starting import StartForm

SIGNED_FOR = 3600  # seconds between looking at an import and confirming it


class NominationStartForm(StartForm):
    """Which round, which city, and for a municipality which core area."""

    division = DivisionField(
        label=_("申报城市"),
        help_text=_("填写城市全称、简称或 6 位行政区划代码，例如“杭州市”。"),
    )
    core_area = forms.ChoiceField(label=_("试点核心区"), required=False)

    def __init__(self, *, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if areas:
            self.fields["core_area"].choices = [("", _("请选择")), *areas]
            self.fields["core_area"].help_text = _(
                "直辖市须选择本市的一个市辖区或国家级新区。"
            )
        else:
            del self.fields["core_area"]

    def clean_core_area(self) -> Division | NewArea | None:
        """The chosen district or new area."""
        return core_area_of(self.cleaned_data.get("core_area", ""))


def core_area_of(key: str) -> Division | NewArea | None:
    """`d310115` is a district, `n1` a new area; None for nothing."""
    if not key:
        return None
    if key.startswith("n") and key[1:].isdecimal():
        area: NewArea | None = NewArea.objects.filter(pk=key[1:]).first()
        return area
    place: Division | None = (
        Division.objects.filter(pk=key.removeprefix("d"))
        .select_related("managing_unit")
        .first()
    )
    return place


class RecommendationForm(Form):
    """The provincial government's letter."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    authority = forms.CharField(
        label=_("推荐机关"), max_length=200, help_text=_("例如：某某省人民政府。")
    )
    letter_number = forms.CharField(
        label=_("推荐函文号"), max_length=60, help_text=_("按原件填写，年份用〔〕。")
    )
    letter_date = DateField(label=_("推荐函日期"))
    letter = forms.FileField(
        label=_("推荐函"),
        required=False,
        help_text=_("上传盖章扫描件。重新上传会替换原来的文件，原文件仍留存备查。")
        + LETTER.words,
        widget=forms.FileInput(attrs={"accept": LETTER.accept}),
    )


class DocumentForm(Form):
    """The document that announced the listing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    document_name = forms.CharField(label=_("发文名称"), max_length=200)
    document_number = forms.CharField(
        label=_("发文文号"), max_length=60, help_text=_("按原件填写，年份用〔〕。")
    )
    document_date = DateField(label=_("发文日期"))


class EndForm(Form):
    """Why a pilot city leaves the list."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("退出原因"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ImportForm(Form):
    """The file of an official list."""

    file = forms.FileField(
        label=_("名单文件"),
        help_text=_("CSV 文件，UTF-8 或 GBK 编码，不超过 500 KB。"),
        error_messages={"empty": _("文件是空的，请核对。")},
    )


class ImportConfirmForm(Form):
    """The file that was looked at, signed, so that the same bytes are imported."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)

    def clean_content(self) -> tuple[str, bytes]:
        """Name and bytes of the file."""
        try:
            name, content = signing.loads(
                self.cleaned_data["content"], salt="listed", max_age=SIGNED_FOR
            )
        except signing.BadSignature:
            raise ValidationError(_("预览已过期，请重新选择文件。")) from None
        return name, b64decode(content)


def signed_file(name: str, content: bytes) -> str:
    """What the confirmation carries."""
    body = (name[:200], b64encode(content).decode())
    return signing.dumps(body, salt="listed", compress=True)
