"""A column read at once says what its cells say one by one: the fast path is no other path."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.enterprises.uscc import ALPHABET, check_digit, is_valid
from crm.intake.kinds.fields import Field
from crm.intake.reading.amounts import MOST, UNITS, amount_cell
from crm.intake.reading.cells import BrokenCell, Cell
from crm.intake.reading.column_readers import Manner, by_distinct, cell_reader, column_reader
from crm.intake.reading.numbers import plain_decimal, read_numbers
from crm.intake.reading.usccs import valid_among

KNOWN_ON = date(2026, 3, 1)
READINGS = (
    *("uscc", "registration_no", "name", "text", "code", "date", "amount", "count", "ratio", "year", "place"),
    *("industry", "choice"),
)

codes = st.text(ALPHABET, min_size=17, max_size=17).map(lambda start: start + check_digit(start))
written_numbers = st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{0,6})?|[0-9]{1,3}(,[0-9]{3}){1,3}|\.[0-9]+", fullmatch=True)
texts = st.one_of(
    st.text(max_size=30),
    codes,
    codes.map(str.lower),
    written_numbers,
    st.sampled_from(
        ["", "-", "—", "无", "12.5%", "1,234.5万元", "△5", "(5)", "壹佰万元", "1e400", "2025年", "2025-02-30", "甲"]
    ),
)
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(min_value=-1e9, max_value=1e9),
    st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(float),
    st.decimals(min_value=0, max_value=10**6, places=3).map(lambda one: float(one) + 0.005),
    st.integers(min_value=-(2**70), max_value=2**70),
)
cells = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    texts,
    st.dates(),
    st.datetimes(),
    st.sampled_from([BrokenCell(kind="error", shown="#DIV/0!"), BrokenCell(kind="formula_without_value")]),
)


def field(reading: Any) -> Field:
    return Field(name="x", reading=reading, zh="栏", en="x", most=40, choices=(("甲", "a"), ("1", "b")))


def told(value: object) -> tuple[str, object]:
    """A value with its type, so that 1 and Decimal(1) are not one; and amounts with their places."""
    return type(value).__name__, str(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("reading", READINGS)
class TestColumnReader:
    @settings(max_examples=60)
    @given(column=st.lists(cells, max_size=25), unit=st.sampled_from([None, "元", "千元", "万元", "亿元"]))
    def test_reads_what_the_reader_of_cells_reads(self, reading: str, column: list[Cell], unit: str | None):
        manner = Manner(field=field(reading), unit=unit if reading == "amount" else None, known_on=KNOWN_ON)
        one_by_one = cell_reader(manner)
        assert list(map(told, column_reader(manner)(column))) == [told(one_by_one(cell)) for cell in column]


class TestReadNumbers:
    @settings(max_examples=300)
    @given(
        column=st.lists(st.one_of(numbers, st.none()), min_size=1, max_size=40),
        unit=st.sampled_from(sorted(UNITS)),
        negative=st.booleans(),
    )
    def test_gives_every_amount_to_the_fen(self, column: list[Cell], unit: str, negative: bool):
        def one(cell: Cell) -> object:
            return amount_cell(cell, unit=unit, may_be_negative=negative)

        read = read_numbers(column, UNITS[unit], MOST, negative=negative, one_by_one=one)
        assert list(map(told, read)) == [told(one(cell)) for cell in column]

    @given(whole=st.integers(min_value=0, max_value=10**9))
    def test_rounds_half_a_fen_up_as_decimal_does(self, whole: int):
        half = float(f"{whole}.005")
        [read] = read_numbers(
            [half],
            Decimal(1),
            MOST,
            negative=False,
            one_by_one=lambda cell: amount_cell(cell, unit="元", may_be_negative=False),
        )
        assert read == amount_cell(half, unit="元", may_be_negative=False)


class TestPlainDecimal:
    @pytest.mark.parametrize("text", ["", ".", "1.", "1.2.3", "-1", "1,000", "１２", "1e5", " 1", "9" * 21])
    def test_leaves_what_needs_a_closer_look(self, text: str):
        assert plain_decimal(text, Decimal(1), MOST) is None

    def test_reads_digits_and_a_point(self):
        assert plain_decimal("1.2345", UNITS["万元"], MOST) == Decimal("12345.00")


class TestByDistinct:
    def test_tells_equal_cells_of_different_types_apart(self):
        assert by_distinct(lambda cell: type(cell).__name__, [1, 1.0, True, 1, None]) == [
            "int", "float", "bool", "int", "NoneType",
        ]  # fmt: skip

    def test_reads_a_text_once(self):
        asked: list[Cell] = []
        by_distinct(asked.append, ["a", "b", "a"])
        assert sorted(map(str, asked)) == ["a", "b"]


class TestValidAmong:
    @given(st.lists(st.one_of(codes, texts, st.text(ALPHABET, min_size=18, max_size=18)), max_size=30))
    def test_finds_the_codes_that_the_check_of_one_finds(self, given_: list[str]):
        assert valid_among(given_) == {code for code in given_ if is_valid(code)}

    def test_knows_a_code_by_its_last_sign(self):
        assert valid_among(["91530100MA6NABCD06", "91530100MA6NABCD07"]) == {"91530100MA6NABCD06"}


class TestDates:
    def test_may_lie_ahead_where_a_term_ends(self):
        ahead = Manner(field=Field(name="x", reading="date", zh="栏", en="x", may_be_future=True), known_on=KNOWN_ON)
        assert column_reader(ahead)(["2040-01-01"]) == [date(2040, 1, 1)]
        assert column_reader(ahead)([datetime(2040, 1, 1, 12, tzinfo=UTC)]) == [date(2040, 1, 1)]
