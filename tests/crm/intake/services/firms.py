"""Tables of firms in Nanyang, for tests of what is done with an import."""

from typing import Any

from crm.intake.models import Import
from tests.crm.intake.files import csv_file, preview
from tests.factories import uscc

CODE = uscc(910_001)
HEADER = ("统一社会信用代码", "企业名称", "成立日期", "注册资本（万元）")
ROWS = ((CODE, "南阳甲机电有限公司", "2018-03-01", "500"), (uscc(910_002), "南阳乙化工有限公司", "2019-03-01", "80"))
BAD = ("123", "编号有误有限公司", "2020-01-01", "1")
YEARS = ("统一社会信用代码", "企业名称", "年度", "营业收入（万元）")


def firms(*rows: tuple[str, ...], **given: Any) -> Import:
    """A previewed table of firms: two good ones unless told otherwise."""
    return preview(csv_file(HEADER, *(rows or ROWS)), **given)


def years(*rows: tuple[str, ...], **given: Any) -> Import:
    """A previewed table of yearly revenues."""
    return preview(csv_file(YEARS, *rows), "financial_years", **given)
