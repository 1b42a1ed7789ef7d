from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from crm.copy_text import copy_text

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00")) | st.sampled_from(
    ["\\N", "\\", "a\tb", "a\nb", "\r\n", "\\.", "南阳\\市", "", "\\t"]
)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)
DAYS = st.dates()
FLOATS = st.floats(allow_nan=False)
INSTANTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1))  # noqa: DTZ001 (hypothesis wants it so)
JSON = st.dictionaries(TEXTS, TEXTS | st.integers(-(2**53), 2**53) | st.none() | st.lists(TEXTS))
COLUMNS = ("bigint", "numeric", "text", "boolean", "date", "float8")
ROWS = st.lists(
    st.tuples(
        *(st.none() | value for value in (st.integers(-(2**60), 2**60), DECIMALS, TEXTS, st.booleans(), DAYS, FLOATS))
    ),
    min_size=1,
)


def copied(text: str, kinds: tuple[str, ...]) -> list[tuple[object, ...]]:
    """What PostgreSQL makes of the lines."""
    return _round(lambda copy: copy.write(text), kinds)


def by_psycopg(rows: list[tuple[object, ...]], kinds: tuple[str, ...]) -> list[tuple[object, ...]]:
    """What it makes of the same rows when psycopg writes them."""
    return _round(lambda copy: [copy.write_row(row) for row in rows], kinds)


def _round(write, kinds):
    listed = ", ".join(f"c{place} {kind}" for place, kind in enumerate(kinds))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE odd (id bigserial, {listed})")
        names = ", ".join(f"c{place}" for place in range(len(kinds)))
        with cursor.copy(f"COPY odd ({names}) FROM STDIN") as copy:
            write(copy)
        cursor.execute(f"SELECT {names} FROM odd ORDER BY id")
        found = cursor.fetchall()
        cursor.execute("DROP TABLE odd")
        return found


@pytest.mark.django_db
class TestCopyText:
    @given(rows=ROWS)
    def test_is_what_psycopg_writes(self, rows):
        text = copy_text(rows)
        assert text is not None
        assert copied(text, COLUMNS) == by_psycopg(rows, COLUMNS)

    @given(instants=st.lists(INSTANTS, min_size=1))
    def test_keeps_instants(self, instants):
        rows = [(instant,) for instant in instants]
        assert copied(copy_text(rows), ("timestamptz",)) == rows

    @given(values=st.lists(st.none() | JSON, min_size=1))
    def test_writes_json_where_it_is_wanted(self, values):
        assert copied(copy_text([(value,) for value in values], [0]), ("json",)) == [(value,) for value in values]

    def test_tells_nothing_from_empty(self):
        assert copy_text([(None, ""), (None, "\\N")]) == "\\N\t\n\\N\t\\\\N\n"

    @pytest.mark.parametrize(
        "column",
        [[["a"], ["b"]], [1, Decimal(1)], [b"x", b"y"], [date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)], ["a", 1]],
        ids=repr,
    )
    def test_leaves_to_psycopg_what_it_does_not_know(self, column):
        assert copy_text([(value,) for value in column]) is None

    def test_writes_a_day_and_a_truth_value(self):
        assert copy_text([(date(812, 3, 1), True), (date(2026, 3, 1), False)]) == "0812-03-01\tt\n2026-03-01\tf\n"
