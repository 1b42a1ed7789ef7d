"""Workbooks to fill in: the columns of a kind of table, with units, pick lists and a page that explains them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from crm.intake.kinds.fields import Field
from crm.intake.kinds.registry import FIELDS, REQUIRED

Value = str | int | Decimal | date | None

AS_TEXT = frozenset({"uscc", "registration_no", "code"})
"""Readings whose columns are formatted as text: a spreadsheet keeps only 15 digits of a number."""
WAN = Decimal(10_000)
ROWS_WITH_HELP = 1000
"""So many rows below the header have formats and pick lists."""
LONGEST_PICK_LIST = 255
"""Characters that a pick list in a sheet may have."""
WIDTHS = {"uscc": 22, "name": 32, "text": 24, "date": 14, "year": 8}
FORMATS = {"date": "yyyy-mm-dd", "amount": "#,##0.00####", "ratio": "0.00%"}
TEXT_FORMAT = "@"


def template_headers(kind: str) -> list[str]:
    """The headers of an empty table of this kind, with units."""
    return [header_of(field) for field in FIELDS[kind]]


def header_of(field: Field) -> str:
    """The header of one column: '营业收入（万元）'."""
    units = {"amount": "（万元）", "ratio": "（%）"}
    return field.zh + units.get(field.reading, "")


def template_workbook(
    kind: str, *, fields: Sequence[str] | None = None, rows: Sequence[Mapping[str, Value]] = ()
) -> bytes:
    """An XLSX workbook with the columns of `kind`, or those of `fields`, for somebody to fill in.

    `rows` are filled in already, by field; money in yuan is written in 万元. What is filled in imports again.
    """
    by_name = {field.name: field for field in FIELDS[kind]}
    columns = [by_name[name] for name in fields] if fields is not None else list(FIELDS[kind])
    output = io.BytesIO()
    with xlsxwriter.Workbook(
        output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _write_table(book, columns, rows, _needed(kind))
        _write_help(book, columns, _needed(kind))
    return output.getvalue()


def _needed(kind: str) -> dict[str, bool]:
    """The fields that a row needs: True by itself, False as one of several of which one is enough."""
    needed: dict[str, bool] = {}
    for required in REQUIRED[kind]:
        for name in (required,) if isinstance(required, str) else required:
            needed[name] = isinstance(required, str)
    return needed


def _write_table(
    book: Any, columns: Sequence[Field], rows: Sequence[Mapping[str, Value]], needed: Mapping[str, bool]
) -> None:
    page = book.add_worksheet(_("Data"))
    page.freeze_panes(1, 0)
    bold, marked = book.add_format({"bold": True}), book.add_format({"bold": True, "font_color": "#C00000"})
    for index, field in enumerate(columns):
        number_format = TEXT_FORMAT if field.reading in AS_TEXT else FORMATS.get(field.reading)
        style = book.add_format({"num_format": number_format}) if number_format else None
        page.set_column(index, index, WIDTHS.get(field.reading, 16), style)
        page.write_string(0, index, header_of(field), marked if needed.get(field.name) else bold)
        if help_ := str(field.help):
            page.write_comment(0, index, help_)
        _offer_choices(page, index, field)
        for line, row in enumerate(rows, start=1):
            _write(page, line, index, _shown(field, row.get(field.name)), style)


def _offer_choices(page: Any, index: int, field: Field) -> None:
    words = first_words(field)
    if words and len(",".join(words)) <= LONGEST_PICK_LIST:
        page.data_validation(1, index, ROWS_WITH_HELP, index, {"validate": "list", "source": words})


def first_words(field: Field) -> list[str]:
    """The first word of each choice that a field has."""
    words: dict[str, str] = {}
    for word, value in field.choices:
        words.setdefault(value, word)
    return list(words.values())


def _shown(field: Field, value: Value) -> Value:
    if isinstance(value, Decimal) and field.reading == "amount":
        return value / WAN
    if field.reading == "choice" and value is not None:
        return next((word for word, choice in field.choices if choice == value), value)
    return value


def _write(page: Any, line: int, index: int, value: Value, style: Any) -> None:
    match value:
        case None:
            return
        case str():
            page.write_string(line, index, value, style)
        case date():
            page.write_datetime(line, index, value, style)
        case _:
            page.write_number(line, index, value, style)


def _write_help(book: Any, columns: Sequence[Field], needed: Mapping[str, bool]) -> None:
    page = book.add_worksheet(_("How to fill it in"))
    page.set_column(0, 0, 28)
    page.set_column(2, 2, 80)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for index, title in enumerate((_("Column"), _("Needed"), _("What to write"))):
        page.write_string(0, index, title, bold)
    for line, field in enumerate(columns, start=1):
        page.write_string(line, 0, header_of(field), wrapped)
        page.write_string(line, 1, _need(needed.get(field.name)), wrapped)
        page.write_string(line, 2, explained(field), wrapped)


def _need(needed: bool | None) -> str:
    if needed is None:
        return ""
    return _("yes") if needed else _("one of these")


def explained(field: Field) -> str:
    """What to write into a column, in the reader's language."""
    ways = {
        "uscc": _("18 characters, in a column formatted as text."),
        "date": _("Year, month, day: 2025-06-01."),
        "year": _("Four digits: 2025."),
        "amount": _("A number in the unit that the header states; another unit may be written into the header."),
        "ratio": _("A percentage with its sign."),
        "count": _("A number of people."),
        "choice": _("One of: %(words)s.") % {"words": "、".join(first_words(field))},
        "place": _("The name or the six-digit code of the region."),
        "industry": _("The code or the name in GB/T 4754-2017."),
    }
    parts = [str(field.help), ways.get(field.reading, "")]
    if field.most is not None:
        parts.append(_("At most %(most)s characters.") % {"most": field.most})
    return " ".join(part for part in parts if part)
