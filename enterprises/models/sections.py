"""What each section of a cultivation application holds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from enterprises.choices import SectionKey
from enterprises.models.cultivation import CultivationApplication
from enterprises.models.facts import FIGURES
from enterprises.models.rows import (
    ApprenticeshipRow,
    CertificateRow,
    InternRow,
    InvestmentRow,
    ProgrammeRow,
    RightRow,
    SchoolRow,
    YearRow,
)
from workflow.outline import ROW_FILES, Outline, Section, Slot


def shared_slot(key: str) -> str:
    """The place of files that prove all rows of a section together."""
    return f"{key}_shared"


def _section(key: SectionKey, hint: Any, **content: Any) -> Section:
    return Section(key, key.label, hint, **content)


def _condition(
    key: SectionKey, hint: Any, rows: Any, cells: tuple[str, ...], **content: Any
) -> Section:
    """A table that may stay empty: one condition met is enough."""
    optional = content.pop("optional", frozenset())
    return _section(
        key,
        hint,
        rows=rows,
        row_fields=cells,
        row_files=True,
        slots=(Slot(shared_slot(key), _("本表各行共用的证明材料"), required=False),),
        fewest_rows=0,
        optional=frozenset({ROW_FILES, *optional}),
        **content,
    )


SECTIONS: tuple[Section, ...] = (
    _section(
        SectionKey.BASICS,
        _("与营业执照和统计、税务登记一致。"),
        fields=(
            "registered_on",
            "address",
            "legal_representative",
            "ownership",
            "size",
            "is_above_scale",
            "is_stock_listed",
            "industry",
            "tags",
            "staff",
            "technical_staff",
            "website",
            "contact",
            "contact_phone",
            "contact_mail",
        ),
        slots=(Slot("licence", _("营业执照")),),
        optional=frozenset({"tags", "website", "contact_mail"}),
    ),
    _section(
        SectionKey.FIGURES,
        _("按年度填写最近三年数据，单位：元；成立不满三年的，填写已有年度。"),
        rows=YearRow,
        row_fields=("year", *FIGURES),
        known_by=("year",),
        most_rows=3,
        slots=(Slot("accounts", _("审计报告或财务报表"), required=False),),
    ),
    _section(
        SectionKey.COOPERATION,
        _("写明依法举办或参与举办职业教育、高等教育，以及与院校稳定合作的情况。"),
        fields=(
            "cooperation",
            "has_cooperation_body",
            "cooperation_body",
            "education_fund_in_full",
            "goals",
        ),
        slots=(Slot("systems", _("机构设置和制度文件"), required=False),),
        optional=frozenset({"cooperation_body"}),
    ),
    _condition(
        SectionKey.SCHOOLS,
        _(
            "条件一：举办或参与举办院校、面向社会开展技术技能培训、"
            "参与组建产教融合（职业教育）集团，符合其一即可；没有的不填。"
        ),
        SchoolRow,
        ("kind", "name", "share", "since"),
        known_by=("kind", "name"),
        optional=frozenset({"share"}),
    ),
    _condition(
        SectionKey.APPRENTICESHIPS,
        _("条件二（一）：承担现代学徒制或企业新型学徒制试点任务；没有的不填。"),
        ApprenticeshipRow,
        ("kind", "name", "document"),
        known_by=("name",),
    ),
    _condition(
        SectionKey.INTERNS,
        _(
            "条件二（二）：近三年接收学生开展三个月以上实习。"
            "每名学生的每段实习填写一行，同一学生只计一次；没有的不填。"
        ),
        InternRow,
        ("school", "number", "name", "programme", "start", "end"),
        known_by=("school", "number", "start"),
    ),
    _condition(
        SectionKey.CERTIFICATES,
        _("条件三：承担1+X证书制度试点任务；没有的不填。"),
        CertificateRow,
        ("name", "document"),
        known_by=("name",),
    ),
    _condition(
        SectionKey.PROGRAMMES,
        _(
            "条件四：与院校有实质内容、具体项目的合作，通过订单班等共建学科专业点；没有的不填。"
        ),
        ProgrammeRow,
        ("school", "name", "kind", "students", "start", "end"),
        known_by=("school", "name"),
        optional=frozenset({"end"}),
    ),
    _condition(
        SectionKey.INVESTMENTS,
        _(
            "条件五：共建实训基地，或向职业院校捐赠教学设施设备。"
            "每笔付款填写一行，按付款（交付）日期计入近三年累计投入，单位：元；没有的不填。"
        ),
        InvestmentRow,
        ("kind", "school", "project", "amount", "paid_on", "voucher"),
        known_by=("project", "voucher"),
    ),
    _condition(
        SectionKey.RIGHTS,
        _(
            "条件六：近三年与合作院校共同拥有知识产权；没有共有院校的不计入，没有此项的不填。"
        ),
        RightRow,
        ("kind", "name", "number", "granted_on", "partner"),
        known_by=("number",),
    ),
    _section(
        SectionKey.STATEMENTS,
        _("如实声明，并上传证明材料和加盖公章的承诺书。"),
        fields=("no_accident", "no_dishonesty", "no_tax_offence", "commitment"),
        slots=(
            Slot("credit_report", _("信用报告（“信用中国”网站）")),
            Slot("tax_clearance", _("纳税情况证明")),
            Slot("safety_note", _("环保、应急、市场监管方面无重大事故的说明")),
            Slot("commitment_letter", _("诚信承诺书（法定代表人签字、加盖公章）")),
        ),
    ),
)
OUTLINE = Outline(CultivationApplication, SECTIONS)
