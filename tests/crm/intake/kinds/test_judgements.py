"""Tables of judgements: which questions there are, and what an answer may be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.models import Judgement
from crm.intake.kinds.judgements import MEASURE_WORDS, NUMBERS, check, tidy
from scoring.rulebooks.measures import MEASURES


def answer(measure: str, said: str) -> object:
    """The tidied answer, or the code of what is wrong with it."""
    values, found = tidy({"measure": measure, "value": said})
    wrong = [*found, *(check(values) if not found else ())]
    return wrong[0].code if wrong else values["value"]


class TestMeasures:
    def test_every_judgement_can_be_taken_in_under_the_name_that_rulebooks_show(self) -> None:
        first = {}
        for word, measure in MEASURE_WORDS:
            first.setdefault(measure, word)
        assert first == {name: MEASURES[name].zh for name in Judgement.Measure.values}

    def test_questions_are_answered_as_rulebooks_read_them(self) -> None:
        assert {name for name in Judgement.Measure.values if MEASURES[name].unit != "flag"} == NUMBERS


class TestTidy:
    @pytest.mark.parametrize(
        ("said", "means"), [("是", 1), ("有", 1), ("Yes", 1), ("1", 1), ("1.0", 1), ("否", 0), ("没有", 0), ("０", 0)]
    )
    def test_takes_yes_and_no_in_many_words(self, said: str, means: int) -> None:
        assert answer("own_brand", said) == Decimal(means)

    @pytest.mark.parametrize(
        ("measure", "said", "means"),
        [
            ("market_share", "12.5%", "0.125"),
            ("market_share", "12.5％", "0.125"),
            ("market_share", "0.10251", "0.1025"),
            ("market_share", "100%", "1"),
            ("niche_years", "3.0", "3"),
            ("platform_score", "49.9", "49.9"),
            ("digital_level", "100", "100"),
        ],
    )
    def test_takes_numbers_to_four_places_and_shares_by_their_sign(self, measure: str, said: str, means: str) -> None:
        assert answer(measure, said) == Decimal(means)

    @pytest.mark.parametrize(
        ("measure", "said", "code"),
        [
            ("own_brand", "大概", "judgement.not_yes_or_no"),
            ("own_brand", "2", "judgement.not_yes_or_no"),
            ("niche_years", "三年", "judgement.not_a_number"),
            ("niche_years", "-1", "judgement.not_a_number"),
            ("niche_years", "nan", "judgement.not_a_number"),
            ("niche_years", "1e999999999", "judgement.not_a_number"),
            ("market_share", "12.5", "judgement.too_much"),
            ("platform_score", "1000.5", "judgement.too_much"),
        ],
    )
    def test_refuses_what_the_question_does_not_ask_for(self, measure: str, said: str, code: str) -> None:
        assert answer(measure, said) == code

    @given(measure=st.sampled_from(Judgement.Measure.values), said=st.text(max_size=24))
    def test_never_fails_and_changes_nothing_any_more_when_repeated(self, measure: str, said: str) -> None:
        values, _found = tidy({"measure": measure, "value": said})
        assert tidy(values) == (values, _found)

    def test_leaves_an_answer_without_a_question_alone(self) -> None:
        assert tidy({"value": "是"}) == ({"value": "是"}, ())
