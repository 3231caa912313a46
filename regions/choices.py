"""The closed lists of the regions app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What sort of managing unit it is; it decides the lane of a nomination."""

    PROVINCE = "province", _("省、自治区")
    MUNICIPALITY = "municipality", _("直辖市")
    SEPARATELY_PLANNED = "separately_planned", _("计划单列市")
    XPCC = "xpcc", _("新疆生产建设兵团")


class EconomicRegion(TextChoices):
    """The four economic regions of the National Bureau of Statistics."""

    EAST = "east", _("东部地区")
    CENTRAL = "central", _("中部地区")
    WEST = "west", _("西部地区")
    NORTH_EAST = "north_east", _("东北地区")


class Level(TextChoices):
    """Level of a division in GB/T 2260."""

    PROVINCE = "province", _("省级")
    PREFECTURE = "prefecture", _("地级")
    COUNTY = "county", _("县级")


class DayKind(TextChoices):
    """What a day of the calendar is."""

    WORKING = "working", _("工作日")
    WEEKEND = "weekend", _("周末")
    HOLIDAY = "holiday", _("节假日")
    SWAPPED_OFF = "swapped_off", _("调休放假")
    MAKE_UP = "make_up", _("调休上班")
