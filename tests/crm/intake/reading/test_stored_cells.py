"""What is stored of a row comes back as it was, signs that PostgreSQL cannot hold included."""

from datetime import UTC, date, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.reading.cells import BrokenCell, Cell
from crm.intake.reading.stored_cells import (
    cells_as_json,
    cells_from_store,
    cells_to_store,
    formulas_in,
    shown_cells,
    typed_cell,
)

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**53), max_value=2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(), max_size=20),
    st.sampled_from(["a\x00b", "half \ud800", "\\u0000", "\\x00"]),
    st.dates(),
    st.datetimes(),
    st.builds(
        BrokenCell, kind=st.sampled_from(["error", "formula_without_value"]), shown=st.sampled_from(["", "#REF!"])
    ),
)


class TestCellsToStore:
    @given(st.lists(cells, max_size=12))
    def test_keeps_every_cell_as_it_was(self, row: list[Cell]):
        written = orjson.dumps(cells_to_store(row))
        assert b"\\u0000" not in written.replace(b"\\\\", b"")
        again = cells_from_store(orjson.loads(written))
        assert again == tuple(row)
        assert list(map(type, again)) == list(map(type, row))

    @given(st.lists(cells, max_size=12))
    def test_says_the_same_written_out_at_once(self, row: list[Cell]):
        assert orjson.loads(orjson.dumps(cells_as_json(row))) == orjson.loads(orjson.dumps(cells_to_store(row)))

    def test_marks_what_a_formula_gave(self):
        stored = cells_to_store(["a", 2.5, date(2025, 6, 1)], formulas={1, 2})
        assert formulas_in(stored) == {1, 2}
        assert cells_from_store(stored) == ("a", 2.5, date(2025, 6, 1))
        assert orjson.loads(orjson.dumps(cells_as_json(["a", 2.5], {1}))) == ["a", {"formula": 2.5}]


class TestShownCells:
    def test_shows_days_errors_and_signs_that_have_no_shape(self):
        row: list[Cell] = [
            None, 1.5, True, "甲", date(2025, 6, 1), datetime(2025, 6, 1, 8, tzinfo=UTC),
            BrokenCell(kind="error", shown="#N/A"),
            BrokenCell(kind="formula_without_value"), "a\x00b",
        ]  # fmt: skip
        assert shown_cells(cells_to_store(row, formulas={1})) == [
            None, 1.5, True, "甲", "2025-06-01", "2025-06-01T08:00:00+00:00", "#N/A", None, "a\\x00b",
        ]  # fmt: skip


class TestTypedCell:
    @pytest.mark.parametrize(("text", "cell"), [("12", "12"), ("", None), (None, None)])
    def test_is_a_text_or_nothing(self, text: str | None, cell: Cell):
        assert typed_cell(text) == cell
