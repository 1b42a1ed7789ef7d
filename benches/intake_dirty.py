"""The real registers made dirty, as bureaus pass them on, and read again: is anything mojibake, or silently wrong?

Each variant is compared, value by value, with what the clean file gives. A row that was broken on purpose has to be
refused with the reason that fits, and no other may be; a value may be missing where it is told, never different.
"""

import csv
import gzip
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from benches.data import public_data

KNOWN_ON = date(2019, 12, 31)
FILES = ("henan_other_1978_2004.csv.gz", "national_sample_30prov_x2000.csv.gz")
MOJIBAKE = re.compile("[\u0080-\u009f\u00a1-\u00af\u00b1-\u00b6\u00b8-\u00d6\u00d8-\u00ff\u0370-\u03ff\ufffd]|锟斤拷")
"""Signs that a wrong decoding leaves; '°', '·' and '×' are not among them, since trades and names are written so."""
BROKEN_SHARE = 0.02

Table = list[list[str]]
Made = tuple[dict[int, str], bytes]
"""The rows (from 0) that were broken, each with the reason that is due, and the file."""


def dirty_figures(rows: int | None) -> dict[str, Any]:
    """Read every variant of both registers; how many rows, what was refused, and what came out wrong (nothing may)."""
    figures: Counter[str] = Counter(dict.fromkeys(("silently_wrong", "broken_and_taken", "mojibake_beyond_source"), 0))
    for name in FILES:
        table = _table(name, rows)
        clean = _read(_as_csv(table))
        figures["mojibake_in_source"] += _mojibake(clean)
        for variant, make in VARIANTS.items():
            broken, content = make(table)
            figures.update(_compared(variant, clean, _read(content), broken))
    return {"variants": len(VARIANTS), **figures, **_capital_figures()}


def _compared(variant: str, clean: Sequence[Any], dirty: Sequence[Any], broken: dict[int, str]) -> Counter[str]:
    """Rows of a variant by what became of them; `broken` has the rows (from 0) that were broken, and the reason due."""
    found = Counter(rows=len(dirty), mojibake_beyond_source=max(0, _mojibake(dirty) - _mojibake(clean)))
    for index, (was, now) in enumerate(zip(clean, dirty, strict=True)):
        codes = {finding.code for finding in now.findings if finding.refuses}
        if index in broken:
            due = broken[index]
            old_number = due == "registration_no" and now.values.get("registration_no") and "uscc" not in now.values
            told = due in codes or old_number
            found[f"{variant}_told" if told else "told_otherwise" if codes else "broken_and_taken"] += 1
        elif now.values != was.values:
            found["silently_wrong"] += 1
    return found


def _mojibake(rows: Sequence[Any]) -> int:
    """Rows of which a value that was taken holds signs of a wrong decoding; those that the source flags count too."""
    return sum(any(MOJIBAKE.search(str(value)) for value in row.values.values()) for row in rows)


def _read(content: bytes) -> list[Any]:
    from crm.intake.reading.mapping import map_table
    from crm.intake.reading.places import Places
    from crm.intake.reading.rows import Reading, read_rows
    from crm.intake.reading.tables import read_table

    mapped = map_table(read_table(content), "enterprises")
    assert not mapped.needs, [need.message for need in mapped.needs]
    return read_rows(mapped, Reading(kind="enterprises", known_on=KNOWN_ON, places=Places.load()))


def _table(name: str, rows: int | None) -> Table:
    with gzip.open(public_data("cn_registry", name), "rt", encoding="utf-8", newline="") as lines:
        table = list(csv.reader(lines))
    return table if rows is None else table[: rows + 1]


def _as_csv(table: Table, encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(table)
    return text.getvalue().encode(encoding)


def _recoded(encoding: str, separator: str = ",") -> Callable[[Table], Made]:
    return lambda table: ({}, _as_csv(table, encoding, separator))


def _respelt(change: Callable[[str], str]) -> Callable[[Table], Made]:
    """The same rows with their codes written another way that has one reading."""

    def make(table: Table) -> Made:
        place = table[0].index("统一社会信用代码")
        rows = [[change(cell) if index == place else cell for index, cell in enumerate(row)] for row in table[1:]]
        return {}, _as_csv([table[0], *rows])

    return make


def _broken(reason: str, change: Callable[[list[str], int], list[str]]) -> Callable[[Table], Made]:
    """A few rows in a hundred changed so that they have to be refused."""

    def make(table: Table) -> Made:
        chance, place = random.Random(20261123), table[0].index("统一社会信用代码")
        chosen = {index for index in range(len(table) - 1) if chance.random() < BROKEN_SHARE}
        rows = [change(row, place) if index in chosen else row for index, row in enumerate(table[1:])]
        return dict.fromkeys(chosen, reason), _as_csv([table[0], *rows])

    return make


def _with_code(row: list[str], place: int, code: str) -> list[str]:
    return [*row[:place], code, *row[place + 1 :]]


def _full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


VARIANTS: dict[str, Callable[[Table], Made]] = {
    "gb18030": _recoded("gb18030"),
    "utf_16": _recoded("utf-16", "\t"),
    "utf_8_bom": _recoded("utf-8-sig", ";"),
    "lower_case_codes": _respelt(str.lower),
    "full_width_codes": _respelt(_full_width),
    "codes_in_blanks": _respelt(lambda code: f"\ufeff {code}\u200b\n"),
    "shifted_right": _broken("row.width", lambda row, _place: ["", *row]),
    "shifted_left": _broken("row.width", lambda row, _place: row[1:]),
    "swapped_digits": _broken(
        "uscc.check_digit",
        lambda row, place: (
            _with_code(row, place, row[place][:8] + row[place][9] + row[place][8] + row[place][10:])
            if row[place][8:9] != row[place][9:10]
            else _with_code(row, place, row[place][:-1] + ("0" if row[place][-1:] != "0" else "1"))
        ),
    ),
    "old_numbers": _broken("registration_no", lambda row, place: _with_code(row, place, "411300100012345")),
}


def _capital_figures() -> dict[str, int]:
    """The ways in which the whole register writes capital, each as one cell: read to the fen, or told why not."""
    from crm.intake.findings import Finding
    from crm.intake.reading.amounts import amount_cell

    with public_data("cn_registry", "capital_formats.csv").open(encoding="utf-8", newline="") as lines:
        formats = [(row[0], int(row[1])) for row in list(csv.reader(lines))[1:]]
    read = {form: amount_cell(_example(form), unit=None, may_be_negative=False) for form, _times in formats}
    kinds = Counter(
        value.code if isinstance(value, Finding) else "empty" if value is None else "read" for value in read.values()
    )
    yuan = {form: value for form, value in read.items() if isinstance(value, Decimal)}
    wrong = sum(value != (10_000_000 if "万" in form else 1000) for form, value in yuan.items())
    counted = {f"capital_{kind}": number for kind, number in sorted(kinds.items())}
    return {"capital_formats": len(formats), "capital_wrong": wrong, **counted}


def _example(form: str) -> str:
    """A cell of this form; '#' stands for digits."""
    return form.replace("#", "1000") if "#" in form else form
