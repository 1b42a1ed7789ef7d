"""One cell in, one value out: the readers of codes, texts, dates, amounts and counts.

Each reader is pure and returns the value, None for a blank, or a `Finding` that says why it cannot be read.
Nothing is guessed: what can be read in two ways is refused with the way to write it.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from crm.enterprises.uscc import INVISIBLE, UsccProblem, UsccRefused, read_uscc
from crm.intake.characters import plain
from crm.intake.findings import Finding, refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenCell:
    """A spreadsheet cell without a usable value."""

    kind: Literal["error", "formula_without_value"]
    shown: str = ""


Cell = str | int | float | bool | date | datetime | BrokenCell | None

BLANKS = frozenset(
    {"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "待定", "N/A", "NA", "#N/A", "NULL", "NONE"}
)
"""How people write 'nothing to say here'. Never a zero."""

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDING = date(1949, 10, 1)
GARBLED = re.compile(r"\ufffd|锟斤拷|烫烫烫")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SURROGATE = re.compile("[\ud800-\udfff]")
USUAL_NAME = re.compile(r"[\u4e00-\u9fff0-9A-Za-z()（）·&,. -]+")
"""Names of nothing but ideographs, letters, digits and the usual marks: no sign of these is strange."""
EXACT_DIGITS = 10**15


def is_text(text: str) -> bool:
    """Whether `text` can be written down at all: half of a character (a lone surrogate, from JSON's \\ud800) cannot."""
    return text.isascii() or SURROGATE.search(text) is None


def is_blank(cell: Cell) -> bool:
    """Whether the cell says nothing."""
    if not isinstance(cell, str):
        return cell is None
    bare = cell.strip()
    return len(bare) < 10 and plain(bare).upper() in BLANKS  # what says nothing says it in few signs


def broken(cell: BrokenCell) -> Finding:
    """What to say about a cell without a usable value."""
    if cell.kind == "error":
        return refusal("cell.error", value=cell.shown)
    return refusal("cell.formula_without_value")


def as_text(cell: str | float | bool | date) -> str:
    """The cell as a person sees it; a whole number without '.0'."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def code_cell(cell: Cell) -> str | Finding | None:
    """The text of a cell that holds a code. A long number has lost digits before it came here."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_DIGITS:
        return refusal("uscc.not_text")
    return as_text(cell)


def code_text_cell(cell: Cell, most: int | None = None) -> str | Finding | None:
    """A number or code of another office: one line of text, as it stands."""
    text = code_cell(cell)
    return text_cell(text, most) if isinstance(text, str) else text


def uscc_cell(cell: Cell) -> str | Finding | None:
    """A unified social credit code. An old 15-digit number is returned as it is: the row decides what it is worth."""
    text = code_cell(cell)
    if text is None or isinstance(text, Finding):
        return text
    code = read_uscc(text)
    if isinstance(code, UsccRefused):
        return (
            code.value if code.problem is UsccProblem.REGISTRATION_NO else refusal(code.problem.value, **code.details)
        )
    return code


def text_cell(cell: Cell, most: int | None = None) -> str | Finding | None:
    """A text, kept as it stands (formula-like text too): only line ends are unified and the ends trimmed."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    text = (
        unicodedata.normalize("NFC", as_text(cell)).replace("\r\n", "\n").replace("\r", "\n").strip().strip(INVISIBLE)
    )
    if GARBLED.search(text):
        return refusal("text.garbled", value=text)
    if found := CONTROL.search(text):
        return refusal("text.control", found=f"U+{ord(found[0]):04X}")
    if most is not None and len(text) > most:
        return refusal("text.too_long", length=len(text), most=most)
    return text


def name_cell(cell: Cell, most: int = 200) -> str | Finding | None:
    """The name of a firm: one line, without emoji, tabs or marks that join other letters."""
    text = text_cell(cell, most)
    if not isinstance(text, str):
        return text
    text = re.sub(r"\s+", " ", text)
    if USUAL_NAME.fullmatch(text):
        return text
    strange = next((character for character in text if _is_strange_in_a_name(character)), None)
    if strange is not None:
        return refusal("text.not_in_a_name", found=f"{strange} (U+{ord(strange):04X})")
    return text


def _is_strange_in_a_name(character: str) -> bool:
    """Pictograms, loose combining marks, invisible signs, private-use characters; ○ as a zero is not strange."""
    category = unicodedata.category(character)
    pictogram = category == "So" and (character >= "\U0001f000" or "\u2600" <= character <= "\u27bf")
    return pictogram or category in {"Mn", "Me", "Cf", "Co", "Cs", "Cn"}


def choice_cell(cell: Cell, choices: Mapping[str, str]) -> str | Finding | None:
    """One of a closed set, by any of the words in `choices` (word → value)."""
    text = text_cell(cell)
    if not isinstance(text, str):
        return text
    wanted = plain(text).casefold()
    if wanted in choices:
        return choices[wanted]
    return refusal("choice.unknown", value=text, choices="、".join(choices))


YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日?(?:[ T]+(\S.*))?")
EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?")


def date_cell(cell: Cell, *, epoch_1904: bool, latest: date, earliest: date = FOUNDING) -> date | Finding | None:
    """A day, in any of the forms that have one reading; a bare number is the serial of the workbook's date system."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    day = _day_of(cell, epoch_1904)
    if isinstance(day, date) and not earliest <= day <= latest:
        return refusal("date.out_of_range", value=as_text(cell), earliest=earliest, latest=latest)
    return day


def _day_of(cell: str | int | float | date, epoch_1904: bool) -> date | Finding:
    if isinstance(cell, datetime):
        return cell.astimezone(ZONE).date() if cell.tzinfo else cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return refusal("date.unreadable", value=cell)
    if isinstance(cell, int | float):
        return _day_of_number(cell, epoch_1904)
    return _day_of_text(plain(cell))


def _day_of_number(number: float, epoch_1904: bool) -> date | Finding:
    if not math.isfinite(number):
        return refusal("date.unreadable", value=number)
    if number == int(number) and len(str(int(number))) == 8:
        return _day_of_text(str(int(number)))
    if not 1 <= number < 200_000:
        return refusal("date.unreadable", value=as_text(number))
    epoch = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    return epoch + timedelta(days=int(number))


def _day_of_text(text: str) -> date | Finding:
    found = YEAR_FIRST.fullmatch(text) or EIGHT_DIGITS.fullmatch(text)
    if found is None:
        return refusal("date.ambiguous" if SHORT_YEAR.fullmatch(text) else "date.unreadable", value=text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return refusal("date.no_such_day", value=text)
    time = found[4] if found.re is YEAR_FIRST else None
    return day if time is None else _day_here(day, time, text)


def _day_here(day: date, time: str, text: str) -> date | Finding:
    """The day in Shanghai of an instant that may name another zone."""
    try:
        return _day_of(datetime.fromisoformat(f"{day.isoformat()}T{time}"), epoch_1904=False)
    except ValueError:
        return refusal("date.unreadable", value=text)


def year_cell(cell: Cell, *, latest: int) -> int | Finding | None:
    """A calendar year: 2025, '2025年', '2025年度'."""
    if is_blank(cell) or cell is None:
        return None
    if isinstance(cell, BrokenCell):
        return broken(cell)
    found = re.fullmatch(r"([0-9]{4})(年度?)?", plain(as_text(cell)))
    if found is None:
        return refusal("year.unreadable", value=as_text(cell))
    year = int(found[1])
    if not FOUNDING.year <= year <= latest:
        return refusal("year.out_of_range", value=year, earliest=FOUNDING.year, latest=latest)
    return year
