"""Tables of results that their holders offer (科技成果): of institutes and universities as often as of firms."""

from crm.exchange.models import Achievement
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

MATURITY_WORDS = words(
    {
        Achievement.Maturity.LABORATORY: (
            "实验室成果",
            "实验室阶段",
            "实验室",
            "小试",
            "小试阶段",
            "研发阶段",
            "样品",
            "laboratory",
        ),
        Achievement.Maturity.PILOT: ("中试", "中试阶段", "中试熟化", "样机", "试生产", "pilot"),
        Achievement.Maturity.READY: (
            "产业化",
            "产业化阶段",
            "可产业化",
            "可量产",
            "批量生产",
            "成熟应用",
            "成熟",
            "已产业化",
            "小批量生产",
            "ready",
        ),
    }
)


def tidy(values: Stated) -> Tidied:
    """The holder: who is called so, else the firm that the row names."""
    tidied: dict[str, Value] = dict(values)
    if "holder" not in values and "name" in values:
        tidied["holder"] = values["name"]
    return tidied, ()


ACHIEVEMENTS = FactKind(
    kind=Kind.ACHIEVEMENTS,
    model=Achievement,
    firm="optional",
    key=("title", "holder"),
    required=("title", "holder"),
    references={"technology_field": "technology_field"},
    happened=("completed_on",),
    read_from={"holder": ("holder", "name")},
    tidy=tidy,
    fields=(
        Field(
            name="title",
            reading="text",
            zh="成果名称",
            en="title",
            synonyms=("科技成果名称", "技术成果名称", "成果", "成果题目"),
            most=200,
        ),
        Field(
            name="holder",
            reading="text",
            zh="成果持有单位",
            en="holder",
            synonyms=(
                "完成单位",
                "第一完成单位",
                "成果单位",
                "持有单位",
                "成果所有人",
                "权利人",
                "成果持有人",
                "成果拥有单位",
            ),
            most=200,
        ),
        Field(
            name="description",
            reading="text",
            zh="成果简介",
            en="description",
            synonyms=("成果介绍", "成果描述", "简介", "成果内容", "技术简介", "主要内容"),
            most=32_767,
        ),
        Field(
            name="technology_field",
            reading="text",
            zh="技术领域",
            en="technology field",
            synonyms=("所属技术领域", "领域", "所属领域", "应用领域"),
            most=64,
        ),
        Field(
            name="maturity",
            reading="choice",
            zh="成熟度",
            en="maturity",
            synonyms=("成果成熟度", "技术成熟度", "成果阶段", "所处阶段", "成熟阶段"),
            choices=MATURITY_WORDS,
        ),
        Field(
            name="completed_on",
            reading="date",
            zh="完成日期",
            en="completed on",
            synonyms=("完成时间", "成果完成日期", "成果完成时间", "登记日期", "成果登记日期"),
        ),
    ),
)
