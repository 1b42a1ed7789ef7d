"""Reading stored rows again, after a cell was mended: by the mapping that the import was read with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.columns import Column
from crm.intake.reading.rows import Block, Reading, ReadRow, read_block
from crm.intake.reading.sheets import Merge, Row
from crm.intake.reading.stored_cells import StoredCell, cells_from_store, formulas_in


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """A row as it is kept with its import."""

    sheet: str
    number: int
    cells: Sequence[StoredCell]


def reread(mapping: Mapping[str, Any], rows: Iterable[StoredRow], reading: Reading) -> list[ReadRow]:
    """Read stored rows as the file was read; `mapping` is `Import.mapping`, the kind that of `reading`.

    The rows come back in the order given, with the same values and findings as the cells gave in the file.
    """
    sheets = {sheet["name"]: sheet for sheet in mapping["sheets"]}
    return [
        row
        for name, group in groupby(rows, lambda row: row.sheet)
        for row in read_block(_block(sheets[name], list(group), reading.kind), reading)
    ]


def _block(sheet: Mapping[str, Any], rows: Sequence[StoredRow], kind: str) -> Block:
    fields = {field.name: field for field in FIELDS[kind]}
    return Block(
        sheet=sheet["name"],
        rows=[Row(number=row.number, cells=cells_from_store(row.cells)) for row in rows],
        columns=[
            Column(index=index, header=said["column"], field=fields.get(said["field"] or ""), unit=said["unit"])
            for index, said in enumerate(sheet["columns"])
        ],
        fixed=sheet["fixed"],
        epoch_1904=sheet["epoch_1904"],
        fixed_width=sheet["fixed_width"],
        merges=[
            Merge(first_row=top, first_column=left, last_row=bottom, last_column=right)
            for top, left, bottom, right in sheet["merges"]
        ],
        formulas={row.number: places for row in rows if (places := formulas_in(row.cells))},
    )
