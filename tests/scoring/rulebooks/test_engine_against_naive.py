"""The engine beside an independent evaluator, and what must hold of any three-valued verdict."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from scoring.rulebooks.engine import Assessments, assess
from scoring.rulebooks.explain import explain_each
from scoring.rulebooks.explanation import ExplainedCriterion, Explanation
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks import naive
from tests.scoring.rulebooks.firms import HNTE, TECH_SME
from tests.scoring.rulebooks.random_firms import complete_firms, with_gaps

FIRMS = 1_500
BOTH = pytest.mark.parametrize(
    ("rulebook", "by_hand"), [(TECH_SME, naive.tech_sme), (HNTE, naive.hnte)], ids=["tech_sme", "hnte"]
)
EACH = pytest.mark.parametrize("rulebook", [TECH_SME, HNTE], ids=["tech_sme", "hnte"])
SIGN = {True: 1, None: 0, False: -1}


def firms_of(frame: pd.DataFrame) -> list[naive.Firm]:
    plain = frame.astype(object).where(frame.notna(), None)
    return plain.to_dict("records")  # type: ignore[return-value]  # keys are the frame's column names


def never_flips(before: np.ndarray, after: np.ndarray) -> bool:
    return bool(np.all((before == 0) | (before == after)))


def spans(assessments: Assessments) -> tuple[np.ndarray, np.ndarray]:
    assert assessments.points_low is not None
    assert assessments.points_high is not None
    return assessments.points_low, assessments.points_high


class TestAssess:
    @BOTH
    @pytest.mark.parametrize("missing", [0.0, 0.03, 0.2])
    def test_agrees_with_one_firm_at_a_time(
        self, rulebook: Rulebook, by_hand: Callable[[naive.Firm], naive.Found], missing: float
    ) -> None:
        frame = with_gaps(complete_firms(FIRMS, 1, rulebook), missing, 2)
        found = assess(frame, rulebook)
        low, high = spans(found)
        for row, firm in enumerate(firms_of(frame)):
            expected = by_hand(firm)
            assert (low[row], high[row]) == expected.points, firm
            signs = {name: SIGN[status] for name, status in expected.criteria.items()}
            assert {name: signs_[row] for name, signs_ in found.status.items()} == signs, firm
            assert found.verdict[row] == SIGN[expected.verdict], firm

    @EACH
    @pytest.mark.parametrize("missing", [0.05, 0.4])
    def test_never_flips_a_verdict_when_one_more_fact_is_known(self, rulebook: Rulebook, missing: float) -> None:
        truth = complete_firms(FIRMS, 3, rulebook)
        before = with_gaps(truth, missing, 4)
        random = np.random.default_rng(5)
        one = random.integers(0, truth.shape[1], len(truth))
        after = before.where(np.arange(truth.shape[1]) != one[:, None], truth)
        chain = [assess(frame, rulebook) for frame in (before, after, truth)]
        for less, more in ((chain[0], chain[1]), (chain[1], chain[2])):
            assert never_flips(less.verdict, more.verdict)
            assert all(never_flips(less.status[name], more.status[name]) for name in less.status)
            assert np.all(spans(less)[0] <= spans(more)[0])
            assert np.all(spans(less)[1] >= spans(more)[1])

    @EACH
    def test_decides_nothing_on_a_firm_of_which_nothing_is_known(self, rulebook: Rulebook) -> None:
        found = assess(with_gaps(complete_firms(5, 6, rulebook), 1.1, 7), rulebook)
        assert not found.verdict.any()
        assert not any(signs.any() for signs in found.status.values())

    @EACH
    def test_gives_the_same_in_any_order_and_company(self, rulebook: Rulebook) -> None:
        frame = with_gaps(complete_firms(FIRMS, 8, rulebook), 0.1, 9)
        shuffled = frame.sample(frac=1, random_state=10)
        whole, mixed = assess(frame, rulebook), assess(shuffled, rulebook)
        pd.testing.assert_frame_equal(whole.to_frame(), mixed.to_frame().loc[frame.index])


def walk(criterion: ExplainedCriterion) -> list[ExplainedCriterion]:
    return [criterion, *(inner for member in criterion.members for inner in walk(member))]


def silent(explanation: Explanation) -> bool:
    """Tell whether some question has no answer in the facts: the document is silent there."""
    assert explanation.score
    flags = [flag for part in explanation.score.parts for item in part.items for flag in item.flags]
    flags += [flag for criterion in explanation.criteria for inner in walk(criterion) for flag in inner.flags]
    return not {"zero_denominator", "negative_denominator", "negative_base"}.isdisjoint(flags)


@EACH
class TestExplainEach:
    def test_says_what_the_engine_decided(self, rulebook: Rulebook) -> None:
        frame = with_gaps(complete_firms(500, 11, rulebook), 0.1, 12)
        found = assess(frame, rulebook)
        words = found.to_frame()
        low, high = spans(found)
        for row, explanation in enumerate(explain_each(frame, rulebook)):
            assert explanation.verdict == words["verdict"].iloc[row]
            assert {one.id: one.status for one in explanation.criteria} == dict(words.iloc[row, 3:])
            assert explanation.score
            assert (explanation.score.low, explanation.score.high) == (low[row], high[row])

    def test_names_what_settles_an_open_verdict(self, rulebook: Rulebook) -> None:
        truth = complete_firms(800, 13, rulebook)
        frame = with_gaps(truth, 0.35, 14)
        settled = frame.copy()
        explanations = list(explain_each(frame, rulebook))
        for explanation in explanations:
            names = list(explanation.settles)
            row = explanation.enterprise
            assert frame.loc[row, names].isna().all()
            assert bool(names) <= (explanation.verdict == "undetermined")
            settled.loc[row, names] = truth.loc[row, names].to_numpy() if names else []
        after = list(explain_each(settled, rulebook))
        assert sum(one.verdict == "undetermined" for one in explanations) > 50
        assert all(one.verdict != "undetermined" or silent(one) for one in after)

    def test_names_nothing_that_is_beside_the_point(self, rulebook: Rulebook) -> None:
        frame = with_gaps(complete_firms(500, 15, rulebook), 0.1, 16)
        for explanation in explain_each(frame, rulebook):
            for criterion in explanation.criteria:
                assert bool(criterion.missing) <= (criterion.status == "unknown")
            assert explanation.score
            for part in explanation.score.parts:
                assert all(bool(item.missing) <= (item.low < item.high) for item in part.items)
