"""The pilot's priority industries (590号 article 6): three groups of tags."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Division of GB/T 4754: whose main business is education and training is in principle
# not admitted (590号 articles 6 and 7).
EDUCATION = "83"


class TagGroup(TextChoices):
    """The three groups of enterprises to be cultivated first."""

    QUALITY_MANUFACTURERS = "quality_manufacturers", _("优质制造企业")
    URGENT_FIELDS = "urgent_fields", _("急需产业领域")
    SOCIAL_FIELDS = "social_fields", _("社会领域")


class PriorityTag(TextChoices):
    """One of manufacturing, seventeen of urgently needed fields, four social ones."""

    QUALITY_MANUFACTURING = "quality_manufacturing", _("制造业转型升级优质企业")
    MODERN_AGRICULTURE = "modern_agriculture", _("现代农业")
    INTELLIGENT_MANUFACTURING = "intelligent_manufacturing", _("智能制造")
    HIGH_END_EQUIPMENT = "high_end_equipment", _("高端装备")
    NEW_GENERATION_IT = "new_generation_it", _("新一代信息技术")
    BIOMEDICINE = "biomedicine", _("生物医药")
    ENERGY_SAVING = "energy_saving", _("节能环保")
    NEW_ENERGY = "new_energy", _("新能源")
    NEW_MATERIALS = "new_materials", _("新材料")
    RESEARCH_DESIGN = "research_design", _("研发设计")
    DIGITAL_CREATIVE = "digital_creative", _("数字创意")
    MODERN_TRANSPORT = "modern_transport", _("现代交通运输")
    EFFICIENT_LOGISTICS = "efficient_logistics", _("高效物流")
    FINANCIAL_LEASING = "financial_leasing", _("融资租赁")
    ENGINEERING_CONSULTING = "engineering_consulting", _("工程咨询")
    TESTING_CERTIFICATION = "testing_certification", _("检验检测认证")
    E_COMMERCE = "e_commerce", _("电子商务")
    SERVICE_OUTSOURCING = "service_outsourcing", _("服务外包")
    ELDER_CARE = "elder_care", _("养老")
    HOUSEKEEPING = "housekeeping", _("家政")
    CHILDCARE = "childcare", _("托幼")
    HEALTH = "health", _("健康")


SOCIAL = {
    PriorityTag.ELDER_CARE,
    PriorityTag.HOUSEKEEPING,
    PriorityTag.CHILDCARE,
    PriorityTag.HEALTH,
}


def _group_of(tag: PriorityTag) -> TagGroup:
    if tag == PriorityTag.QUALITY_MANUFACTURING:
        return TagGroup.QUALITY_MANUFACTURERS
    return TagGroup.SOCIAL_FIELDS if tag in SOCIAL else TagGroup.URGENT_FIELDS


GROUP_OF_TAG: dict[PriorityTag, TagGroup] = {tag: _group_of(tag) for tag in PriorityTag}


def _choices_of(group: TagGroup) -> list[tuple[str, str]]:
    tags = [tag for tag in PriorityTag if GROUP_OF_TAG[tag] == group]
    return [(tag.value, str(tag.label)) for tag in tags]


def tag_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The tags by group, as a <select> or a set of boxes takes them."""
    return [(str(group.label), _choices_of(group)) for group in TagGroup]
