"""Lists of the regions app."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from regions.models import Division
from ui.tables import LinkColumn, Table


class DivisionTable(Table):
    """Divisions with their managing unit and flag."""

    code = tables.Column(verbose_name=_("代码"))
    full_name = LinkColumn(verbose_name=_("名称"))
    level = tables.Column(verbose_name=_("级别"), order_by=("level_order", "code"))
    managing_unit = tables.Column(verbose_name=_("管理单位"), default="—")
    economic_region = tables.Column(verbose_name=_("所属区域"), default="—")
    is_less_developed = tables.Column(verbose_name=_("标识"), orderable=False)

    class Meta(Table.Meta):
        model = Division
        fields = [
            "code",
            "full_name",
            "level",
            "managing_unit",
            "economic_region",
            "is_less_developed",
        ]
