"""Tables of results that a firm turned into products, processes or samples (科技成果转化)."""

from crm.enterprises.models import Conversion
from crm.intake.kinds.facts import FactKind
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

CONVERSIONS = FactKind(
    kind=Kind.CONVERSIONS,
    model=Conversion,
    key=("title",),
    required=("title", "converted_on"),
    happened=("converted_on",),
    fields=(
        Field(
            name="title",
            reading="text",
            zh="成果名称",
            en="title",
            synonyms=("转化成果名称", "科技成果名称", "成果转化名称", "科技成果"),
            most=200,
        ),
        Field(
            name="converted_on",
            reading="date",
            zh="转化日期",
            en="converted on",
            synonyms=("转化时间", "成果转化日期", "成果转化时间"),
        ),
        Field(
            name="result",
            reading="text",
            zh="转化结果",
            en="became",
            synonyms=("转化形式", "转化结果(产品、工艺、样品)", "转化产品", "形成产品", "转化成效"),
            most=100,
        ),
    ),
)
