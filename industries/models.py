"""Industry: a class of GB/T 4754-2017."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.querysets import IndustryQuerySet


class Industry(models.Model):
    """A section (门类, a letter) or a division (大类, two digits) of the standard.

    Groups and classes below the division are not kept: no rule of the pilot asks.
    """

    code = models.CharField(_("代码"), max_length=2, primary_key=True)
    name = models.CharField(_("名称"), max_length=40)
    section = models.ForeignKey(
        "self",
        verbose_name=_("门类"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="divisions",
    )
    # A section and then its divisions, as the standard prints them.
    order = models.PositiveSmallIntegerField(_("排序"))
    updated_at = models.DateTimeField(_("更新时间"), default=timezone.now)

    objects = IndustryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("国民经济行业")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-T]$", section__isnull=True)
                | Q(code__regex=r"^[0-9]{2}$", section__isnull=False),
                name="section_letter_or_division_digits",
                violation_error_message=_(
                    "门类为一位字母，大类为两位数字并属于一个门类。"
                ),
            ),
            # 教育 is a section and its only division: names differ within a level.
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(section__isnull=True),
                name="section_name_once",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(section__isnull=False),
                name="industry_division_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Code and name as statistics write them: C13 农副食品加工业."""
        return f"{self.section_id or ''}{self.code} {self.name}"
