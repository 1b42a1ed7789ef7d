"""Tables of accidents, violations and misconduct."""

from crm.enterprises.models import Incident
from crm.intake.kinds.facts import FactKind, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

KIND_WORDS = words(
    {
        Incident.Kind.SAFETY: ("安全事故", "生产安全事故", "安全生产事故", "安全", "safety"),
        Incident.Kind.QUALITY: ("质量事故", "产品质量事故", "产品质量", "质量", "quality"),
        Incident.Kind.ENVIRONMENT: (
            "环境违法",
            "环境违法行为",
            "环保违法",
            "环境处罚",
            "环保处罚",
            "环境",
            "environment",
        ),
        Incident.Kind.MISCONDUCT: ("科研失信", "科研失信行为", "科研严重失信行为", "学术不端", "misconduct"),
    }
)
GRAVE_WORDS = words(
    {
        "yes": ("是", "重大", "特大", "特别重大", "严重", "重大事故", "特别重大事故", "严重违法", "yes"),
        "no": ("否", "一般", "较大", "轻微", "一般事故", "较大事故", "一般违法", "no"),
    }
)
"""Classes of 生产安全事故报告和调查处理条例 (国务院令第493号) 第三条: 重大 and above is what the rulebooks ask for."""

INCIDENTS = FactKind(
    kind=Kind.INCIDENTS,
    model=Incident,
    key=("kind", "occurred_on"),
    required=("kind", "occurred_on", "is_major"),
    flags=frozenset({"is_major"}),
    happened=("occurred_on",),
    fields=(
        Field(
            name="kind",
            reading="choice",
            zh="事件类型",
            en="kind of incident",
            synonyms=("事故类型", "事故类别", "违法类型", "事件类别", "类型"),
            choices=KIND_WORDS,
        ),
        Field(
            name="is_major",
            reading="choice",
            zh="是否重大",
            en="major or serious",
            synonyms=("事故等级", "是否重大或严重", "严重程度", "等级", "是否严重"),
            choices=GRAVE_WORDS,
        ),
        Field(
            name="occurred_on",
            reading="date",
            zh="发生日期",
            en="occurred on",
            synonyms=("发生时间", "事故日期", "事故时间", "事发日期", "违法日期", "处罚日期", "处罚决定日期"),
        ),
        Field(
            name="description",
            reading="text",
            zh="情况说明",
            en="description",
            synonyms=("事故情况", "违法事实", "事由", "说明", "简要情况", "处罚事由", "主要情况"),
            most=300,
        ),
    ),
)
