"""What a column of a table may say: a field, the words that headers have for it, and how its cells are read."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

Reading = Literal[
    "uscc",
    "registration_no",
    "name",
    "text",
    "code",
    "date",
    "amount",
    "count",
    "ratio",
    "year",
    "place",
    "industry",
    "choice",
]

IDENTITY = ("uscc", "registration_no", "name")
"""What a table may call a firm by."""

UNITS_OF: dict[str, tuple[str, ...]] = {
    "amount": ("元", "千元", "万元", "十万元", "百万元", "千万元", "亿元"),
    "ratio": ("%", "1"),
}
"""The units that a column of each reading may be in; '1' is a ratio written as a fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a column can say about a firm or its year."""

    name: str
    reading: Reading
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()
    most: int | None = None
    """Longest text that fits."""
    may_be_negative: bool = False
    may_be_future: bool = False
    """Whether a day may lie after the one on which the table became known, as the end of a term does."""
    choices: tuple[tuple[str, str], ...] = ()
    """Word in the file, value that it stands for."""
    help: str | Promise = ""
    """What to write into the column, for those who fill in a template."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the column may be in; none where it has no unit."""
        return UNITS_OF.get(self.reading, ())

    @property
    def words(self) -> tuple[str, ...]:
        """All headers that mean this field."""
        return (self.zh, self.en, self.name, *self.synonyms)


USCC = Field(
    name="uscc",
    reading="uscc",
    zh="统一社会信用代码",
    en="USCC",
    synonyms=(
        "社会信用代码",
        "信用代码",
        "企业统一社会信用代码",
        "统一信用代码",
        "统一代码",
        "纳税人识别号",
        "税号",
        "unified social credit code",
    ),
)
REGISTRATION_NO = Field(
    name="registration_no",
    reading="registration_no",
    zh="注册号",
    en="registration number",
    synonyms=("工商注册号", "营业执照注册号", "工商登记注册号", "营业执照号"),
)
NAME = Field(
    name="name",
    reading="name",
    zh="企业名称",
    en="name",
    synonyms=(
        "名称",
        "单位名称",
        "公司名称",
        "企业全称",
        "单位全称",
        "法人单位名称",
        "单位详细名称",
        "enterprise name",
        "company",
    ),
    most=200,
)
