"""A certified enterprise for the demonstration, out of a ledger of Zhejiang's."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from django.utils import timezone

from enterprises.models import Enterprise
from enterprises.services.ledger import import_file
from regions.models import ManagingUnit

CODE = "91330110MADEM0004F"
UNIT = "330000"
# The years of its stay in the pool before, and of its certificate.
POOLED, CERTIFIED = 3, 1


def demo_certified(now: datetime) -> Enterprise:
    """The one there is, or one as an import brings it."""
    held = Enterprise.objects.filter(credit_code=CODE).first()
    if held is None:
        import_file(
            _ledger(timezone.localdate(now)),
            file_name="产教融合型企业台账（演示）.csv",
            unit=ManagingUnit.objects.get(pk=UNIT),
            document_number="浙演〔2025〕9号",
            document_name="产教融合型企业名单（演示）",
            now=now,
        )
    rows = Enterprise.objects.select_related("managing_unit", "division")
    found: Enterprise = rows.get(credit_code=CODE)
    return found


def _ledger(today: date) -> bytes:
    pooled = date(today.year - POOLED, 3, 20)
    first = date(today.year - CERTIFIED, 1, 1)
    cells = {
        "统一社会信用代码": CODE,
        "企业名称": "杭州良渚精密装备有限公司（演示）",
        "名单类别": "已认证",
        "注册地": "330110",
        "所有制形式": "民营企业",
        "企业规模": "中型",
        "规模以上企业": "是",
        "国民经济行业大类": "34",
        "重点产业领域1": "智能制造",
        "成立日期": "2012-05-16",
        "职工人数": "480",
        "技术技能人员": "310",
        "入库编号": "浙演产教0004",
        "入库日期": pooled.isoformat(),
        "证书编号": "浙演认证0004",
        "证书有效期起": first.isoformat(),
        "证书有效期止": date(first.year + 4, 12, 31).isoformat(),
        "来源说明": "演示数据，并非真实企业",
    }
    text = io.StringIO()
    csv.writer(text).writerows([list(cells), list(cells.values())])
    return text.getvalue().encode("utf-8-sig")
