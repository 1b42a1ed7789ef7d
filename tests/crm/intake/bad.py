"""What the catalogues of bad inputs ask of every one of them: what was understood, and what refused it."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from crm.errors import DomainError
from crm.intake.models import Import
from crm.intake.reports import row_findings
from tests.crm.intake.files import CODE, preview, xlsx_file
from tests.factories import EnterpriseFactory

HEADER = ("统一社会信用代码", "企业名称")
YEARS = ("统一社会信用代码", "年度", "数据口径")


def processor_seconds() -> float:
    """What this process and its finished children have used: a busy machine does not change it."""
    return sum(os.times()[:4])


def peak_kb() -> int:
    """Most memory that this process ever held."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def with_code(code: Any) -> Import:
    return preview(xlsx_file(HEADER, (code, "南阳示例有限公司")))


def with_date(cell: Any, **options: Any) -> Import:
    return preview(xlsx_file((*HEADER, "成立日期"), (CODE, "南阳示例有限公司", cell), **options))


def with_amount(cell: Any, header: str = "营业收入（万元）") -> Import:
    EnterpriseFactory(uscc=CODE)
    return preview(xlsx_file((*YEARS, header), (CODE, "2025", "审计", cell)), "financial_years")


def understood(import_: Import) -> dict[str, Any]:
    values: dict[str, Any] = import_.rows.get().values["new"]
    return values


def refused_with(import_: Import) -> list[str]:
    """The codes that refuse the only row; each comes with words that name a reason."""
    row = import_.rows.get()
    assert row.outcome == "refuse"
    found = [finding for finding in row_findings(row) if finding["refuses"]]
    assert all(str(finding["message"]).strip() for finding in found)
    return [str(finding["code"]) for finding in found]


def refusal_of(content: bytes | io.BytesIO, kind: str = "enterprises") -> str:
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    with pytest.raises(DomainError) as refused:
        preview(file, kind)
    assert refused.value.message
    assert not Import.objects.exists()
    return refused.value.code


def held_with(import_: Import) -> list[str]:
    """The codes that hold the only row until somebody decides."""
    row = import_.rows.get()
    assert row.outcome == "conflict"
    return [str(finding["code"]) for finding in row_findings(row) if finding["holds"]]


def rows(*cases: tuple[Any, ...]) -> list[Any]:
    """Cases whose names begin with the row of the catalogue that each of them is: its first value."""
    return [pytest.param(*case, id=f"{number:02}-{case[0]!r}"[:40]) for number, *case in cases]
