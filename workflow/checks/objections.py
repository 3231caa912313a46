"""What an objection, and what is found of it, must hold; and what must never show."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ui.refusals import Issue
from ui.text import clean_text, half_width, symbols_in
from workflow.choices import OBJECTION_FINDINGS, ObjectorKind

MAX_OBJECTION_FILES = 5
SHORTEST_TEXT = 10
NAME_LENGTH, CONTACT_LENGTH, TEXT_LENGTH = 200, 50, 10_000
PHONE = re.compile(r"[+(]{0,2}\d[\d() -]{5,24}\d(?:转\d{1,6})?")
NAMED = "不得出现异议人的姓名、单位或联系方式。"


@dataclass(frozen=True)
class Objector:
    """Who objects, under his real name."""

    kind: str
    name: str
    phone: str
    contact_name: str = ""
    email: str = ""

    @classmethod
    def cleaned(cls, **given: str) -> Objector:
        """From what was typed, on a page or by a program."""
        words = {
            key: clean_text(value, multiline=False) for key, value in given.items()
        }
        words["phone"] = half_width(words["phone"])
        if words["kind"] != ObjectorKind.ORGANISATION:
            words["contact_name"] = ""
        return cls(**words)

    @property
    def masked_name(self) -> str:
        """As it leaves the house: 欧**."""
        return f"{self.name[:1]}**"

    @property
    def is_organisation(self) -> bool:
        return self.kind == ObjectorKind.ORGANISATION


def objector_issues(who: Objector) -> list[Issue]:
    """What is missing or wrong of who objects, each at its field."""
    found = []
    label = "单位名称" if who.is_organisation else "真实姓名"
    if who.kind not in ObjectorKind.values:
        found.append(Issue("objector_kind", "请选择异议人类别。"))
    if len(who.name) < 2:
        found.append(Issue("objector_name", f"请填写{label}，匿名异议不予受理。"))
    elif len(who.name) > NAME_LENGTH or symbols_in(who.name):
        sentence = f"{label}不能超过{NAME_LENGTH}个字，不能使用表情或图形符号。"
        found.append(Issue("objector_name", sentence))
    if who.is_organisation and not who.contact_name:
        found.append(Issue("contact_name", "请填写单位联系人。"))
    elif len(who.contact_name) > CONTACT_LENGTH:
        found.append(Issue("contact_name", f"联系人不能超过{CONTACT_LENGTH}个字。"))
    if not PHONE.fullmatch(who.phone):
        found.append(Issue("phone", "请填写可以联系到您的电话号码，例如13800000000。"))
    return found + _mail_issues(who.email)


def _mail_issues(email: str) -> list[Issue]:
    if not email:
        return []
    try:
        validate_email(email)
    except ValidationError:
        return [Issue("email", "电子邮箱格式不正确。")]
    return []


def facts_issues(text: str, files: int, *, seal: bool, who: Objector) -> list[Issue]:
    """Whether the facts are told, and the files neither missing nor too many."""
    found = []
    if len(text) < SHORTEST_TEXT:
        sentence = f"请写明异议内容和事实依据，不少于{SHORTEST_TEXT}个字。"
        found.append(Issue("text", sentence))
    elif len(text) > TEXT_LENGTH:
        found.append(Issue("text", f"异议内容不能超过{TEXT_LENGTH}个字。"))
    if who.is_organisation and not seal:
        found.append(Issue("seal", "以单位名义提出异议的，须上传盖章扫描件。"))
    if files > MAX_OBJECTION_FILES:
        sentence = f"证明材料最多{MAX_OBJECTION_FILES}个文件。"
        found.append(Issue("files", sentence))
    return found


def finding_issues(
    finding: str, investigation: str, answer: str, published: str
) -> list[Issue]:
    """What a handler has to write before a lead can confirm it."""
    found = []
    if finding not in OBJECTION_FINDINGS:
        found.append(Issue("finding", "请选择处理意见。"))
    for field, text, label, most in (
        ("investigation", investigation, "调查情况", 10_000),
        ("answer", answer, "给异议人的答复", 5000),
        ("published_outcome", published, "公开的办理结果", 500),
    ):
        if not text:
            found.append(Issue(field, f"请填写{label}。"))
        elif len(text) > most:
            found.append(Issue(field, f"{label}不能超过{most}个字。"))
    return found


def naming_issues(text: str, who: Objector, field: str) -> list[Issue]:
    """Whether a text that others read tells who objected."""
    plain = _squeezed(text)
    digits = re.sub(r"\D", "", half_width(text))
    names = [_squeezed(name) for name in (who.name, who.contact_name, who.email)]
    phone = re.sub(r"\D", "", who.phone)
    named = any(name and name in plain for name in names)
    if named or (phone and phone in digits):
        return [Issue(field, NAMED)]
    return []


def is_same_name(one: str, other: str) -> bool:
    """Whether two names of organisations are the same, however they are spaced."""
    return bool(one) and _squeezed(one) == _squeezed(other)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", half_width(clean_text(text))).lower()
