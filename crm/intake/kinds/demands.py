"""Tables of technologies that firms look for (技术需求)."""

from collections.abc import Iterable

from crm.exchange.models import Demand
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

STATE_WORDS = words(
    {
        Demand.State.OPEN: ("待对接", "未对接", "未解决", "征集中", "开放", "对接中", "进行中", "open"),
        Demand.State.MATCHED: ("已对接", "已匹配", "已签约", "达成合作", "matched"),
        Demand.State.CLOSED: ("已解决", "已关闭", "已完成", "已撤回", "关闭", "撤销", "closed"),
    }
)


def check(values: Stated) -> Iterable[Finding]:
    """A technology is needed after it was asked for."""
    posted, needed = values.get("posted_on"), values.get("needed_by")
    if posted and needed and str(needed) < str(posted):
        yield refusal("fact.days_backward", first=posted, then=needed).about("needed_by")


DEMANDS = FactKind(
    kind=Kind.DEMANDS,
    model=Demand,
    key=("title", "posted_on"),
    required=("title", "posted_on"),
    defaults={"state": Demand.State.OPEN.value},
    references={"technology_field": "technology_field"},
    happened=("posted_on",),
    check=check,
    fields=(
        Field(
            name="title",
            reading="text",
            zh="需求名称",
            en="title",
            synonyms=("技术需求", "技术需求名称", "需求题目", "需求项目", "技术难题", "技术难题名称", "需求"),
            most=200,
        ),
        Field(
            name="description",
            reading="text",
            zh="需求描述",
            en="description",
            synonyms=("需求内容", "需求简介", "技术需求描述", "需求说明", "具体需求", "技术指标", "主要内容"),
            most=32_767,
        ),
        Field(
            name="technology_field",
            reading="text",
            zh="技术领域",
            en="technology field",
            synonyms=("所属技术领域", "领域", "所属领域", "高新技术领域"),
            most=64,
        ),
        Field(
            name="budget",
            reading="amount",
            zh="拟投入资金",
            en="budget",
            synonyms=("预算", "意向投入", "拟投入金额", "投入预算", "意向金额", "计划投入", "拟投入总额"),
        ),
        Field(
            name="posted_on",
            reading="date",
            zh="发布日期",
            en="posted on",
            synonyms=("提出日期", "提出时间", "征集日期", "征集时间", "发布时间", "填报日期", "填报时间"),
        ),
        Field(
            name="needed_by",
            reading="date",
            zh="期望完成日期",
            en="needed by",
            synonyms=("截止日期", "截止时间", "需求截止日期", "期望解决时间", "期望完成时间", "有效期至"),
            may_be_future=True,
        ),
        Field(
            name="state",
            reading="choice",
            zh="需求状态",
            en="state",
            synonyms=("状态", "对接状态", "对接情况", "解决状态"),
            choices=STATE_WORDS,
        ),
    ),
)
