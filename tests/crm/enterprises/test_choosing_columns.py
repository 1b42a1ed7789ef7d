from datetime import date, timedelta

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.enterprises.choosing import NO_RANKS, Choice, Ranks, Statement, choose
from crm.enterprises.choosing_columns import choose_columns, rank_column

SOURCES = ("甲", "乙", "丙")
BASES = ("audit", "tax")
FIELDS = ("revenue", "costs")
FIRST_DAY = pd.Timestamp(2025, 1, 1)

ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),  # firm
        st.sampled_from(SOURCES),
        st.sampled_from(BASES),
        st.integers(0, 3),  # day
        st.none() | st.integers(1, 9),  # revenue
        st.none() | st.integers(1, 9),  # costs
    ),
    min_size=1,
    max_size=12,
)
RANKS = st.dictionaries(
    st.tuples(st.sampled_from(["", *FIELDS]), st.sampled_from(["", *SOURCES]), st.sampled_from(["", *BASES])),
    st.integers(1, 999),
    max_size=5,
).map(lambda by_key: Ranks(by_key=by_key))
CHOICES = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(FIELDS)),
    st.builds(Choice, source=st.sampled_from(SOURCES), basis=st.sampled_from(["", *BASES])),
    max_size=3,
)


def table(rows: list[tuple[int, str, str, int, int | None, int | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["firm", "source", "basis", "day", *FIELDS])
    frame["known_on"] = FIRST_DAY + pd.to_timedelta(frame.pop("day"), unit="D")
    return frame.assign(id=range(1, len(frame) + 1)).astype(dict.fromkeys(FIELDS, "float64"))


class TestRankColumn:
    def test_is_the_rank_of_each_source_and_basis(self):
        ranks = Ranks(by_key={("", "", "audit"): 10, ("revenue", "乙", ""): 5})
        frame = table([(1, "甲", "audit", 0, 1, 1), (1, "乙", "tax", 0, 1, 1), (1, "甲", "tax", 0, 1, 1)])
        assert list(rank_column("revenue", frame["source"], frame["basis"], ranks)) == [10, 5, 1000]

    def test_needs_no_basis(self):
        ranks = Ranks(by_key={("", "乙", ""): 5})
        assert list(rank_column("name", pd.Series(["甲", "乙"]), None, ranks)) == [1000, 5]


class TestChooseColumns:
    @settings(max_examples=60)
    @given(ROWS, RANKS, CHOICES)
    @example(  # a choice of a source that reports twice: among its reports the ranks decide
        rows=[(1, "甲", "audit", 0, None, 2), (1, "甲", "tax", 0, None, 1)],
        ranks=Ranks(by_key={("", "", "audit"): 1}),
        choices={(1, "costs"): Choice(source="甲", basis="")},
    )
    def test_chooses_what_choose_chooses(
        self,
        rows: list[tuple[int, str, str, int, int | None, int | None]],
        ranks: Ranks,
        choices: dict[tuple[int, str], Choice],
    ):
        frame = table(rows)
        made = pd.DataFrame(
            [(firm, field, choice.source, choice.basis) for (firm, field), choice in choices.items()],
            columns=["firm", "field", "source", "basis"],
        )
        found = choose_columns(frame, by=["firm"], fields=FIELDS, ranks=ranks, choices=made)
        for firm in sorted({row[0] for row in rows}):
            for field, place in zip(FIELDS, (4, 5), strict=True):
                speaking = [
                    Statement(
                        id=number,
                        value=row[place],
                        source=row[1],
                        known_on=date(2025, 1, 1) + timedelta(days=row[3]),
                        basis=row[2],
                    )
                    for number, row in enumerate(rows, start=1)
                    if row[0] == firm and row[place] is not None
                ]
                shown = found.loc[firm, field]
                if speaking:
                    assert shown == choose(field, speaking, ranks, choices.get((firm, field))).statement.value
                else:
                    assert pd.isna(shown)

    def test_keeps_groups_of_which_nothing_is_said(self):
        found = choose_columns(table([(7, "甲", "tax", 0, None, None)]), by=["firm"], fields=FIELDS, ranks=NO_RANKS)
        assert list(found.index) == [7]
        assert found.isna().all(axis=None)

    def test_groups_by_several_columns(self):
        frame = table([(1, "甲", "tax", 0, 1, 2), (1, "甲", "tax", 1, 3, None)]).assign(year=[2024, 2025])
        found = choose_columns(frame, by=["firm", "year"], fields=FIELDS, ranks=NO_RANKS)
        assert list(found["revenue"]) == [1, 3]
