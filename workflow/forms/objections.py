"""What is typed of objections and appeals: by everybody, by handlers, by applicants."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField, UploadsField
from documents.rules import LETTER
from ui.forms import Fieldsets, Form, NameField
from workflow.checks.objections import (
    CONTACT_LENGTH,
    MAX_OBJECTION_FILES,
    NAME_LENGTH,
    NAMED,
    TEXT_LENGTH,
    Objector,
    objector_issues,
)
from workflow.choices import OBJECTION_FINDINGS, ObjectorKind
from workflow.forms.opinions import VersionForm
from workflow.models import NoticeEntry
from workflow.services import MAX_APPEAL_FILES, SEAL_IS_NO_PICTURE

TRAPPED = _("检测到自动填写程序。请关闭浏览器的自动填写功能后重新提交。")


class EntryField(forms.ModelChoiceField):
    """A case on the notice, with whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        """推荐杭州市（杭州市产教融合办）."""
        return f"{obj.title}（{obj.application.applicant}）"


class SealField(UploadField):
    """The scan of a seal: a picture or a PDF by what is in it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What is wrong, after the sentence that says what is wanted."""
        try:
            return super().clean(data, initial)
        except ValidationError as fault:
            words = "".join(fault.messages)
            raise ValidationError(f"{SEAL_IS_NO_PICTURE}。{words}") from fault


class ObjectionForm(Form):
    """Anybody raises an objection, under his real name."""

    entry = EntryField(label=_("公示对象"), queryset=NoticeEntry.objects.none())
    objector_kind = forms.ChoiceField(
        label=_("异议人类别"),
        choices=ObjectorKind.choices,
        widget=forms.RadioSelect,
        initial=ObjectorKind.PERSON,
    )
    objector_name = NameField(
        label=_("姓名或单位名称"),
        max_length=NAME_LENGTH,
        help_text=_("个人填写真实姓名，单位填写全称。匿名异议不予受理。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact_name = NameField(
        label=_("单位联系人"),
        max_length=CONTACT_LENGTH,
        required=False,
        help_text=_("以单位名义提出的必须填写。"),
    )
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        help_text=_("选填。填写的，受理回执和答复将发送至该邮箱。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=_("异议内容和事实依据"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seal = SealField(rule=LETTER, label=_("盖章扫描件"), required=False)
    files = UploadsField(most=MAX_OBJECTION_FILES, label=_("证明材料"), required=False)
    fieldsets: ClassVar[Fieldsets] = [
        (_("异议事项"), ["entry", "text"]),
        (
            _("异议人"),
            ["objector_kind", "objector_name", "contact_name", "phone", "email"],
        ),
        (_("材料"), ["seal", "files"]),
    ]

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.queryset = entries
        help_text = _("以单位名义提出的必须上传加盖公章的异议书扫描件。")
        self.fields["seal"].help_text = f"{help_text}{LETTER.words}"
        # Not seen by people; programs that fill in everything give themselves away.
        self.trapped = bool(self.data.get("website", "").strip())

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once, before anything is stored."""
        given = super().clean() or {}
        if self.trapped:
            raise ValidationError(str(TRAPPED), code="trapped")
        for issue in objector_issues(self.objector):
            if issue.field in self.fields and not self.has_error(issue.field):
                self.add_error(issue.field, issue.sentence)
        if self.objector.is_organisation and not self._sealed(given):
            self.add_error("seal", "以单位名义提出异议的，须上传盖章扫描件。")
        return given

    def _sealed(self, given: dict[str, Any]) -> bool:
        return bool(given.get("seal")) or self.has_error("seal")

    @property
    def objector(self) -> Objector:
        """Who objects, as the service takes it."""
        given = self.cleaned_data
        return Objector.cleaned(
            kind=given.get("objector_kind", ""),
            name=given.get("objector_name", ""),
            phone=given.get("phone", ""),
            contact_name=given.get("contact_name", ""),
            email=given.get("email", ""),
        )


class StatusForm(Form):
    """Number and code of a receipt."""

    number = forms.CharField(label=_("受理回执号"), max_length=30)
    code = forms.CharField(
        label=_("查询码"),
        max_length=20,
        help_text=_("提交异议后在受理回执上显示的10位查询码，不区分大小写。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FindingForm(VersionForm):
    """What a handler found, proposes and answers."""

    finding = forms.ChoiceField(
        label=_("处理意见"),
        choices=[(f.value, f.label) for f in OBJECTION_FINDINGS],
        widget=forms.RadioSelect,
    )
    investigation = forms.CharField(
        label=_("调查情况"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("供本部门内部审核，申报单位和社会公众看不到。"),
    )
    answer = forms.CharField(
        label=_("给异议人的答复"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("办结后异议人凭受理回执号和查询码查看。"),
    )
    published_outcome = forms.CharField(
        label=_("公开的办理结果"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("办结后在公示页面公布，并告知申报单位。") + NAMED,
    )


class ReturnForm(VersionForm):
    """A lead says why a finding goes back to its handler."""

    reason = forms.CharField(
        label=_("退回原因"), max_length=2000, widget=forms.Textarea
    )


class AppealForm(VersionForm):
    """The applicant's grounds and documents against a rejection."""

    grounds = forms.CharField(
        label=_("申诉理由"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("请逐条针对不予通过的理由说明事实和依据。"),
    )
    files = UploadsField(most=MAX_APPEAL_FILES, label=_("申诉材料"), required=False)
