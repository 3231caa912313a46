"""Forms of projects, of their money and of what stands in their way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from incentives.checks.projects import SOURCE_PREFIX
from incentives.choices.projects import (
    APPLIED_FOR,
    FundSource,
    FundStep,
    HostKind,
    ObstacleKind,
    Participation,
    Phase,
    ProjectKind,
)
from incentives.services.projects import FACTS
from industries.choices import tag_choices
from ui.forms import DateField, Form, MoneyField, NameField, prepare_field
from ui.refusals import Severity
from workflow.forms.fields import DivisionField, WholeField

AREA = forms.Textarea(attrs={"rows": 4})
CENT = Decimal("0.01")
# Of a warning, in characters.
MOST_SENTENCE = 500
POSITIVE = {"min_value": _("金额应大于0。")}
CHOOSE = ("", _("请选择"))


class SentencesField(forms.MultipleChoiceField):
    """Sentences that were ticked; the service knows which it asked about."""

    def valid_value(self, value: str) -> bool:
        return len(value) <= MOST_SENTENCE


class AskingForm(Form):
    """A form whose warnings are passed over one by one, with a reason.

    Both fields are hidden until something was asked.
    """

    acknowledged = SentencesField(
        label=_("逐项核对提醒"), required=False, widget=forms.MultipleHiddenInput
    )
    reason = forms.CharField(
        label=_("核对说明"), max_length=500, required=False, widget=forms.HiddenInput
    )

    @property
    def was_asked(self) -> bool:
        """Whether something is asked, or was answered before."""
        return bool(self._warned() or self.data.get("reason"))

    def answer(self) -> dict[str, Any]:
        """By the names of the services."""
        return {name: self.cleaned_data[name] for name in ("acknowledged", "reason")}

    def _warned(self) -> list[str]:
        found = chain.from_iterable(self.errors.as_data().values())
        return [e.message for e in found if e.code == str(Severity.WARNING)]

    def ask(self) -> None:
        """Show a box for each warning, and the field of the reason."""
        ticked = self.data.getlist("acknowledged")  # type: ignore[attr-defined]
        sentences = dict.fromkeys(self._warned() or ticked)
        # Below what they answer for.
        boxes = self.fields["acknowledged"] = self.fields.pop("acknowledged")
        field = self.fields["reason"] = self.fields.pop("reason")
        boxes.widget = forms.CheckboxSelectMultiple()
        boxes.choices = [(one, one) for one in sentences]
        boxes.help_text = _("确认无误的逐项勾选；有误的，请改正后再次提交。")
        field.widget = forms.Textarea(attrs={"rows": 3})
        field.help_text = _("逐项核对后填写；勾选的提醒和说明随记录保存。")
        prepare_field("acknowledged", boxes)
        prepare_field("reason", field)


class ProjectForm(AskingForm):
    """What an owner says of a project; money in yuan."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = NameField(label=_("项目名称"), max_length=200)
    kind = forms.ChoiceField(label=_("类别"), choices=ProjectKind.choices)
    priority = forms.ChoiceField(
        label=_("重点产业领域"),
        choices=lambda: [("", _("不属于重点产业领域")), *tag_choices()],
        required=False,
    )
    division = DivisionField(
        label=_("建设地点"),
        help_text=_("填写所在市、县（市、区）的全称或6位行政区划代码。"),
    )
    summary = forms.CharField(
        label=_("建设内容"), max_length=2000, required=False, widget=AREA
    )
    on_national_plan = forms.BooleanField(label=_("列入国家规划布局"), required=False)
    phase = forms.ChoiceField(label=_("阶段"), choices=Phase.choices)
    starts_on = DateField(label=_("计划开工日期"))
    finishes_on = DateField(label=_("计划完成日期"))
    mode = forms.ChoiceField(label=_("企业参与方式"), choices=Participation.choices)
    partner = forms.CharField(label=_("合作方"), max_length=200, required=False)
    contract_number = forms.CharField(
        label=_("合同编号"),
        max_length=80,
        required=False,
        help_text=_("购买服务、委托管理和合作共建的必填。"),
    )
    host_kind = forms.ChoiceField(
        label=_("实训设施附设于"),
        choices=HostKind.choices,
        help_text=_("实训设施随新增产能或技术改造项目建设的填写。"),
    )
    host_name = forms.CharField(label=_("所附项目名称"), max_length=200, required=False)
    stations = WholeField(
        label=_("实训工位"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    facility_spend = MoneyField(label=_("实训设施投入"), unit="元", required=False)
    total = MoneyField(
        label=_("计划总投资"),
        unit="元",
        min_value=CENT,
        error_messages=POSITIVE,
        help_text=_("各项资金来源之和应等于计划总投资；单位是元，不是万元。"),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        names = []
        for source in FundSource:
            name = SOURCE_PREFIX + source.value
            field = MoneyField(label=source.label, unit="元", required=False)
            self.fields[name] = field
            prepare_field(name, field)
            names.append(name)
        self.fieldsets = [
            (
                _("项目"),
                ["name", "kind", "priority", "division", "summary", "on_national_plan"],
            ),
            (_("进度"), ["phase", "starts_on", "finishes_on"]),
            (_("投资和资金来源（元）"), ["total", *names]),
            (_("企业参与"), ["mode", "partner", "contract_number"]),
            (
                _("随产能和技改项目建设的实训设施"),
                ["host_kind", "host_name", "stations", "facility_spend"],
            ),
        ]

    def given(self) -> dict[str, Any]:
        """The facts; empty numbers are nothing."""
        found = {name: self.cleaned_data[name] for name in FACTS}
        found["stations"] = found["stations"] or 0
        found["facility_spend"] = found["facility_spend"] or Decimal(0)
        return found

    def planned(self) -> dict[str, Decimal]:
        """The amount of each source."""
        return {
            source.value: self.cleaned_data[SOURCE_PREFIX + source.value] or Decimal(0)
            for source in FundSource
        }


class FundEntryForm(AskingForm):
    """An amount of one source at one step; only what the person may enter."""

    application = forms.IntegerField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(label=_("资金来源"))
    step = forms.ChoiceField(label=_("环节"))
    amount = MoneyField(
        label=_("金额"),
        unit="元",
        min_value=CENT,
        error_messages=POSITIVE,
        help_text=_("单位是元，不是万元；填错的记录不能修改，可冲销后重新登记。"),
    )
    day = DateField(label=_("日期"))
    document_number = forms.CharField(
        label=_("文号"),
        max_length=80,
        required=False,
        help_text=_("下达文件的文号，年份用〔〕；下达政府资金的必填。"),
    )
    voucher_number = forms.CharField(
        label=_("凭证号码"),
        max_length=60,
        required=False,
        help_text=_("拨付和使用须填写凭证号码，或者上传凭证。"),
    )
    file = UploadField(label=_("凭证"), required=False)
    note = forms.CharField(label=_("用途和说明"), max_length=300, required=False)

    def __init__(self, *, pairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        sources = {source for source, _step in pairs}
        steps = {step for _source, step in pairs}
        self.fields["source"].choices = [
            CHOOSE,
            *((s.value, s.label) for s in FundSource if s in sources),
        ]
        self.fields["step"].choices = [
            CHOOSE,
            *((s.value, s.label) for s in FundStep if s in steps),
        ]

    def given(self) -> dict[str, Any]:
        """By the names of the service."""
        found = dict(self.cleaned_data)
        found["upload"] = found.pop("file")
        return found


class FundApplicationStartForm(Form):
    """Of which source."""

    source = forms.ChoiceField(
        label=_("资金来源"), choices=APPLIED_FOR, widget=forms.RadioSelect
    )


class CorrectForm(Form):
    """Why an entry is undone."""

    reason = forms.CharField(label=_("冲销理由"), max_length=500, widget=AREA)


class ObstacleForm(Form):
    """What stands in the way, and whom the owner asks."""

    kind = forms.ChoiceField(label=_("类别"), choices=ObstacleKind.choices)
    text = forms.CharField(
        label=_("困难问题"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写明情况、已做的工作和希望协调的事项。"),
    )
    since = DateField(label=_("发生日期"))
    level = forms.ChoiceField(label=_("提请办理层级"), widget=forms.RadioSelect)

    def __init__(self, *, levels: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["level"].choices = levels


class FollowForm(Form):
    """What an authority says of an obstacle; bound to what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("内容"), max_length=2000, widget=AREA)


class TakeForm(FollowForm):
    """By which day the authority will have it solved."""

    due_on = DateField(label=_("办理期限"))
    text = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=AREA
    )


class TermsForm(Form):
    """After how long something is warned of, from a day on."""

    effective_from = DateField(label=_("起始日期"))
    idle_months = WholeField(
        label=_("下达后未拨付的提醒期限（月）"), min_value=1, max_value=60
    )
    answer_days = WholeField(
        label=_("困难问题的受理期限（日）"), min_value=1, max_value=365
    )
