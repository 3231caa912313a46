"""The field through which a file comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents.checks import examine
from documents.rules import EVIDENCE, FileRule


class UploadField(forms.FileField):
    """A file of the kinds a place takes; looked into before anything is stored.

    letter = UploadField(rule=LETTER, label="推荐函")
    """

    widget = forms.FileInput
    default_error_messages = {"invalid": _("没有收到文件，请重新选择后提交。")}

    def __init__(self, *, rule: FileRule = EVIDENCE, **kwargs: Any) -> None:
        self.rule = rule
        kwargs.setdefault("help_text", rule.words)
        # Ours says so too, and names the file.
        kwargs["allow_empty_file"] = True
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser's file chooser show only what is taken."""
        return {**super().widget_attrs(widget), "accept": self.rule.accept}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload with its name cleaned, ready to be stored."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            self._look_into(upload)
        return upload

    def _look_into(self, upload: UploadedFile) -> None:
        content = upload.read(self.rule.max_bytes + 1)
        upload.seek(0)
        found = examine(
            name=upload.name or "",
            size=max(upload.size or 0, len(content)),
            content=content,
            rule=self.rule,
        )
        if found.issue is not None:
            raise ValidationError(found.issue.sentence, code="file")
        upload.name = found.name


class SeveralFilesInput(forms.FileInput):
    """The browser's chooser for several files at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})


class UploadsField(UploadField):
    """Up to `most` files, each looked into; gives a list."""

    widget = SeveralFilesInput

    def __init__(self, *, most: int, rule: FileRule = EVIDENCE, **kwargs: Any) -> None:
        self.most = most
        words = _("最多 %(most)d 个文件，可一次选择多个。%(rule)s")
        kwargs.setdefault("help_text", words % {"most": most, "rule": rule.words})
        super().__init__(rule=rule, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every fault of every file at once."""
        given = [upload for upload in data or [] if upload]
        if self.required and not given:
            super().clean(None)
        if len(given) > self.most:
            sentence = _("最多上传 %d 个文件，请减少后重新选择。") % self.most
            raise ValidationError(sentence, code="file")
        found, faults = [], []
        for upload in given:
            try:
                found.append(super().clean(upload))
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return found
