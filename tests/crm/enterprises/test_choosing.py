from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.choosing import (
    NO_RANKS,
    REASONS,
    UNRANKED,
    Choice,
    Ranks,
    RegistrationStatement,
    Statement,
    choose,
    choose_registration,
    order,
)

SOURCES = ("市场监管局", "税务局", "企业自报")
BASES = ("", "audit", "tax")
FIRST_DAY = date(2025, 1, 1)


def said(value: object, source: str = "税务局", day: int = 0, basis: str = "", key: int = 1) -> Statement:
    return Statement(id=key, value=value, source=source, known_on=FIRST_DAY + timedelta(days=day), basis=basis)


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    """A few statements, no two with one key."""
    drawn = draw(
        st.lists(st.tuples(st.sampled_from(SOURCES), st.sampled_from(BASES), st.integers(0, 3)), min_size=1, max_size=6)
    )
    return [said(f"v{n}", source, day, basis, key=n) for n, (source, basis, day) in enumerate(drawn)]


def some_ranks() -> st.SearchStrategy[Ranks]:
    keys = st.tuples(st.sampled_from(["", "revenue"]), st.sampled_from(["", *SOURCES]), st.sampled_from(BASES))
    return st.dictionaries(keys.filter(lambda key: key[1] or key[2]), st.integers(1, 999)).map(
        lambda by_key: Ranks(by_key=by_key)
    )


def some_choice() -> st.SearchStrategy[Choice | None]:
    return st.none() | st.builds(Choice, source=st.sampled_from(SOURCES), basis=st.sampled_from(BASES))


class TestRanks:
    def test_let_what_is_said_of_the_field_go_before_what_is_said_of_all(self):
        ranks = Ranks(by_key={("", "税务局", ""): 1, ("revenue", "", "tax"): 50, ("", "", "tax"): 7})
        assert ranks.of("revenue", "税务局", "tax") == 50
        assert ranks.of("costs", "税务局", "tax") == 1
        assert ranks.of("costs", "企业自报", "tax") == 7

    def test_let_the_source_go_before_the_basis(self):
        ranks = Ranks(by_key={("revenue", "税务局", ""): 9, ("revenue", "", "tax"): 2})
        assert ranks.of("revenue", "税务局", "tax") == 9

    def test_put_what_no_row_speaks_of_last(self):
        assert Ranks(by_key={("", "税务局", ""): 999}).of("revenue", "企业自报") == UNRANKED == 1000


class TestChoose:
    def test_takes_the_only_one(self):
        assert choose("revenue", [said(1)], NO_RANKS).reason == "only_one"

    def test_takes_the_rank_before_the_day(self):
        ranks = Ranks(by_key={("", "", "audit"): 10, ("", "", "tax"): 20})
        chosen = choose("revenue", [said(1, basis="tax", day=9, key=2), said(2, basis="audit", key=1)], ranks)
        assert (chosen.statement.value, chosen.reason) == (2, "ranks_first")
        assert [other.value for other in chosen.others] == [1]

    def test_takes_what_became_known_last_among_equals(self):
        chosen = choose("revenue", [said(1, day=1, key=9), said(2, day=2, key=3)], NO_RANKS)
        assert (chosen.statement.value, chosen.reason) == (2, "newest")

    def test_takes_what_was_entered_last_on_one_day(self):
        assert choose("revenue", [said(1, key=3), said(2, key=4)], NO_RANKS).statement.value == 2

    def test_lets_a_choice_overrule_the_ranks(self):
        ranks = Ranks(by_key={("", "税务局", ""): 1})
        chosen = choose("revenue", [said(1), said(2, "企业自报", key=2)], ranks, Choice(source="企业自报"))
        assert (chosen.statement.value, chosen.reason) == (2, "chosen_by_hand")

    def test_tells_the_bases_of_a_chosen_source_apart(self):
        two = [said(1, basis="tax", day=5), said(2, basis="audit", key=2)]
        assert choose("revenue", two, NO_RANKS, Choice(source="税务局", basis="audit")).statement.value == 2
        assert choose("revenue", two, NO_RANKS, Choice(source="税务局")).statement.value == 1

    def test_gives_no_effect_to_the_choice_of_a_source_that_says_nothing(self):
        assert choose("revenue", [said(1), said(2, day=1, key=2)], NO_RANKS, Choice(source="无")).reason == "newest"

    def test_has_words_for_each_reason(self):
        assert set(REASONS) == {"chosen_by_hand", "ranks_first", "newest", "only_one"}

    @given(statements(), some_ranks(), some_choice(), st.randoms(use_true_random=False))
    def test_does_not_depend_on_the_order_of_the_statements(
        self, given_statements: list[Statement], ranks: Ranks, choice: Choice | None, random: Any
    ):
        shuffled = list(given_statements)
        random.shuffle(shuffled)
        assert choose("revenue", shuffled, ranks, choice) == choose("revenue", given_statements, ranks, choice)

    @given(statements(), some_ranks(), some_choice())
    def test_always_takes_one_of_the_stated_and_leaves_the_rest(
        self, given_statements: list[Statement], ranks: Ranks, choice: Choice | None
    ):
        chosen = choose("revenue", given_statements, ranks, choice)
        assert sorted([chosen.statement.id, *(other.id for other in chosen.others)]) == sorted(
            statement.id for statement in given_statements
        )

    @given(statements(), some_ranks(), some_choice())
    def test_always_takes_a_source_that_was_chosen_and_speaks(
        self, given_statements: list[Statement], ranks: Ranks, choice: Choice | None
    ):
        chosen = choose("revenue", given_statements, ranks, choice)
        meant = choice is not None and any(choice.means(statement) for statement in given_statements)
        assert (chosen.reason == "chosen_by_hand") == meant
        assert not meant or (choice is not None and choice.means(chosen.statement))

    @given(statements(), some_ranks())
    def test_never_takes_a_worse_rank_than_another_has(self, given_statements: list[Statement], ranks: Ranks):
        placed = [ranks.of("revenue", one.source, one.basis) for one in order("revenue", given_statements, ranks)]
        assert placed == sorted(placed)


def registered(key: int = 1, source: str = "市场监管局", day: int = 0, **values: object) -> RegistrationStatement:
    return RegistrationStatement(id=key, source=source, known_on=FIRST_DAY + timedelta(days=day), values=values)


class TestChooseRegistration:
    def test_chooses_each_field_by_itself(self):
        ranks = Ranks(by_key={("name", "市场监管局", ""): 1})
        stated = [registered(1, name="甲", address="旧址"), registered(2, "税务局", 1, name="乙", address="新址")]
        chosen = choose_registration(stated, ranks, {})
        assert {field: one.statement.value for field, one in chosen.items()} == {"name": "甲", "address": "新址"}

    def test_leaves_out_what_nobody_speaks_of(self):
        assert "address" not in choose_registration([registered(name="甲", address=None)], NO_RANKS, {})

    def test_honours_a_choice_for_its_field_alone(self):
        stated = [registered(1, name="甲", address="旧"), registered(2, "税务局", 1, name="乙", address="新")]
        chosen = choose_registration(stated, NO_RANKS, {"name": Choice(source="市场监管局")})
        assert (chosen["name"].statement.value, chosen["address"].statement.value) == ("甲", "新")

    @pytest.mark.parametrize("status", ["operating", "suspended"])
    def test_knows_no_end_of_a_firm_in_business(self, status: str):
        stated = [
            registered(1, status="dissolved", ended_on=date(2020, 1, 1)),
            registered(2, day=1, status=status),
        ]
        assert "ended_on" not in choose_registration(stated, NO_RANKS, {})

    def test_takes_the_end_from_who_states_the_status_that_counts(self):
        stated = [
            registered(1, status="dissolved", ended_on=date(2024, 1, 1)),
            registered(2, "税务局", 1, status="moved_out", ended_on=date(2020, 1, 1)),
            registered(3, "企业自报", 2, status="dissolved"),
        ]
        assert choose_registration(stated, NO_RANKS, {})["ended_on"].statement.value == date(2024, 1, 1)

    def test_takes_an_end_from_who_states_no_status(self):
        stated = [registered(1, status="dissolved"), registered(2, day=1, ended_on=date(2024, 1, 1))]
        assert choose_registration(stated, NO_RANKS, {})["ended_on"].statement.value == date(2024, 1, 1)

    def test_can_be_asked_for_some_fields_only(self):
        chosen = choose_registration([registered(name="甲", address="址")], NO_RANKS, {}, ["address"])
        assert set(chosen) == {"address"}
