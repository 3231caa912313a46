"""What the gallery shows: names, texts and a moment."""

import datetime
from types import SimpleNamespace

USER = SimpleNamespace(
    pk=1, is_authenticated=True, is_active=True, username="zhejiang", is_anonymous=False
)
ICONS = [
    ("home", "总览"),
    ("file-text", "城市推荐"),
    ("checklist", "待办事项"),
    ("speakerphone", "通知公示"),
    ("chart-bar", "统计分析"),
    ("report", "进展报告"),
    ("building-bank", "机构与成员"),
    ("settings", "系统设置"),
]
SHORT = [
    "四川",
    "西藏",
    "黑龙江",
    "辽宁",
    "浙江",
    "天津",
    "上海",
    "山东",
    "广西",
    "河北",
]
SHORT += [
    "广东",
    "甘肃",
    "吉林",
    "福建",
    "湖南",
    "海南",
    "重庆",
    "青海",
    "内蒙古",
    "江西",
]
LONG = "按照《国家产教融合建设试点实施方案》要求，分解任务到单位、项目和责任人，" * 3
NOW = datetime.datetime(2026, 6, 30, 14, 3, 5, tzinfo=datetime.UTC)
