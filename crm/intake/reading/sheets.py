"""What a file holds, whatever its format: sheets of raw cells with their row numbers; and what a refused file is."""

from dataclasses import dataclass, field

from crm.errors import DomainError
from crm.intake.findings import Finding
from crm.intake.reading.cells import Cell

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 200_000


class FileRefused(DomainError):
    """The file cannot be read as a table."""

    code = "file.refused"


class FileEmpty(FileRefused):
    code = "file.empty"


class FileTooLarge(FileRefused):
    code = "file.too_large"


class FileTypeUnknown(FileRefused):
    code = "file.unknown_type"


class OldWorkbook(FileRefused):
    code = "file.old_xls"


class WorkbookEncrypted(FileRefused):
    code = "file.encrypted"


class WebPage(FileRefused):
    code = "file.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet, numbered as the spreadsheet numbers it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A block of merged cells: rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of raw cells. Rows without any cell are left out, the numbers of the others stay."""

    name: str
    rows: tuple[Row, ...]
    epoch_1904: bool = False
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    merges: tuple[Merge, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 1, of cells whose value a formula gave."""
    fixed_width: bool = False
    """Whether each row has to have as many cells as the header: so in CSV, where a separator too many shifts values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds."""

    format: str
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    encoding: str | None = None
    findings: tuple[Finding, ...] = ()
    reader_peak_bytes: int = field(default=0, compare=False)
    """Most memory that the child process held, 0 where none was needed."""
