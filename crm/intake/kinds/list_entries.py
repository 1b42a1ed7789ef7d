"""Tables of entries on public lists of the market regulator (经营异常名录, 严重违法失信名单)."""

from collections.abc import Iterable

from crm.enterprises.models import ListEntry
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

KIND_WORDS = words(
    {
        ListEntry.Kind.ABNORMAL: ("经营异常名录", "经营异常", "异常名录", "列入经营异常名录", "异常", "abnormal"),
        ListEntry.Kind.DISHONEST: (
            "严重违法失信名单",
            "严重违法失信企业名单",
            "严重违法失信",
            "列入严重违法失信企业名单",
            "严重失信",
            "dishonest",
        ),
    }
)


def check(values: Stated) -> Iterable[Finding]:
    """A stay ends after it began."""
    listed, removed = values.get("listed_on"), values.get("removed_on")
    if listed and removed and str(removed) < str(listed):
        yield refusal("fact.days_backward", first=listed, then=removed).about("removed_on")


LIST_ENTRIES = FactKind(
    kind=Kind.LIST_ENTRIES,
    model=ListEntry,
    key=("kind", "listed_on"),
    required=("kind", "listed_on"),
    becomes_known={"removed_on": "removed_known_on"},
    check=check,
    fields=(
        Field(
            name="kind",
            reading="choice",
            zh="名单类型",
            en="list",
            synonyms=("名单", "名录", "名录类型", "名单名称", "列入名单", "类型"),
            choices=KIND_WORDS,
        ),
        Field(
            name="listed_on",
            reading="date",
            zh="列入日期",
            en="listed on",
            synonyms=("列入时间", "列入异常名录日期", "列入名单日期", "列入名录日期"),
        ),
        Field(
            name="removed_on",
            reading="date",
            zh="移出日期",
            en="removed on",
            synonyms=("移出时间", "移出异常名录日期", "移出名单日期", "移除日期"),
        ),
        Field(
            name="reason",
            reading="text",
            zh="列入原因",
            en="reason",
            synonyms=("原因", "列入事由", "列入经营异常名录原因"),
            most=200,
        ),
    ),
)
