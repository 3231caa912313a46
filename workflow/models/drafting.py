"""What a sectioned form keeps beside its fields: versions of sections, and rows."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workflow.models.application import Application


class SectionState(models.Model):
    """One section as last saved; its version tells two editors apart."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="section_states"
    )
    section = models.CharField(_("部分"), max_length=20)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("部分保存状态")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section"], name="application_section_once"
            )
        ]

    def __str__(self) -> str:
        return self.section


class SectionRow(models.Model):
    """A row of a section's table; a draft's row may be half filled in.

    A child adds a foreign key to its application; `PARENT` is that field's name.
    """

    PARENT: ClassVar[str] = "application"

    position = models.PositiveSmallIntegerField(_("序号"))
    # Kept when the table is saved anew, so that the row's files stay its own.
    key = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), editable=False)

    class Meta:
        abstract = True
        ordering = ["position"]

    @classmethod
    def rows_of(cls, application: Any) -> models.QuerySet[Any]:
        """The rows of one application, in their order."""
        return cls._default_manager.filter(**{f"{cls.PARENT}_id": application.pk})
