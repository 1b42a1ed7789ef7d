"""Every rulebook that ships, beside a naive reader of its YAML: random firms, and each edge to the smallest unit.

`TIDU_FIRMS` sets how many pairs of a firm and a rulebook are compared (2,000 otherwise).
"""

import os
import random
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation, assess
from scoring.rulebooks.explain import explain_all, explain_each
from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.aiming import Threshold, Values, aim, any_firm, codes_in, read_by, thresholds
from tests.scoring.rulebooks.firms import SHIPPED
from tests.scoring.rulebooks.naive_yaml import Naive, Tree, read

RULEBOOKS = load_rulebooks(SHIPPED)
FIRMS = ceil(int(os.environ.get("TIDU_FIRMS", "2000")) / len(RULEBOOKS))
CHUNK = 5_000
EACH = pytest.mark.parametrize("rulebook", RULEBOOKS, ids=lambda book: f"{book.programme}@{book.version}")
SIGN = {True: 1, None: 0, False: -1}


def tree_of(rulebook: Rulebook) -> Tree:
    return find(f"{rulebook.programme}@{rulebook.version}")


def find(reference: str) -> Tree:
    programme, _, version = reference.partition("@")
    return read(Path(SHIPPED / programme / f"{version}.yaml"))


def frame_of(firms: list[Values], rulebook: Rulebook) -> pd.DataFrame:
    columns: dict[str, pd.Series[float] | pd.Series[bool]] = {}
    for name in rulebook.measures():
        values = [firm.get(name) for firm in firms]
        dtype = "boolean" if MEASURES[name].unit == "flag" else "float64"
        columns[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns, index=range(len(firms)))


def assert_agrees(rulebook: Rulebook, firms: list[Values]) -> None:
    """Compare every criterion, member, item, part, the total and the verdict of every firm."""
    frame = frame_of(firms, rulebook)
    evaluation = Evaluation(rulebook, Columns.of(frame, rulebook.measures()))
    verdict = evaluation.verdict()
    signs = {one.id: evaluation.sign(one) for one in rulebook.walk()}
    lines = (
        ("total", *(part.id for part in rulebook.score.parts), *(item.id for item in rulebook.score.items()))
        if rulebook.score
        else ()
    )
    spans = {line: evaluation.points(line) for line in lines}
    for row, firm in enumerate(firms):
        naive = Naive(tree_of(rulebook), firm, find)
        assert verdict[row] == SIGN[naive.verdict()], firm
        assert {name: sign[row] for name, sign in signs.items()} == {
            name: SIGN[one] for name, one in naive.criteria.items()
        }, firm
        assert {line: (span.low[row], span.high[row]) for line, span in spans.items()} == naive.lines, firm


def random_firms(rulebook: Rulebook, count: int, seed: int) -> Iterator[Values]:
    """Yield firms thick on the edges of a rulebook: a third complete, a third with few gaps, a third with many."""
    tree, chance = tree_of(rulebook), random.Random(seed)
    names, divisions, edges = sorted(read_by(tree, find)), codes_in(tree, find), thresholds(tree, find)
    for place in range(count):
        firm = any_firm(names, divisions, chance)
        for threshold in chance.sample(edges, min(len(edges), chance.randint(0, 6))):
            aim(firm, threshold, chance.choice((-1, 0, 0, 1)), chance)
        share = (0.0, 0.04, 0.25)[place % 3]
        yield {name: None if share and chance.random() < share else value for name, value in firm.items()}


@EACH
class TestEngine:
    def test_agrees_on_random_firms(self, rulebook: Rulebook) -> None:
        firms = random_firms(rulebook, FIRMS, 20260630)
        for _ in range(0, FIRMS, CHUNK):
            assert_agrees(rulebook, [firm for _, firm in zip(range(CHUNK), firms, strict=False)])

    def test_agrees_on_every_edge_and_one_smallest_unit_beside_it(self, rulebook: Rulebook) -> None:
        tree, chance = tree_of(rulebook), random.Random(59)
        names, divisions = sorted(read_by(tree, find)), codes_in(tree, find)
        firms: list[Values] = []
        for threshold in thresholds(tree, find):
            sides = [
                self.side(tree, threshold, beside, any_firm(names, divisions, chance), chance, firms)
                for beside in (-1, 0, 1)
            ]
            assert sides[0] == -1, threshold.name
            assert sides[2] == 1, threshold.name
        if firms:
            assert_agrees(rulebook, firms)

    @staticmethod
    def side(
        tree: Tree, threshold: Threshold, beside: int, firm: Values, chance: random.Random, firms: list[Values]
    ) -> int | None:
        """Aim a firm, keep it, and return where the naive reader finds it, having checked an exact aim."""
        exactly = aim(firm, threshold, beside, chance)
        firms.append(firm)
        side = Naive(tree, firm, find).side(threshold.holder, threshold.edge)
        assert not exactly or side == beside, threshold.name
        return side

    def test_decides_nothing_that_a_missing_fact_could_change(self, rulebook: Rulebook) -> None:
        truth = frame_of([firm for place, firm in enumerate(random_firms(rulebook, 900, 3)) if not place % 3], rulebook)
        truth = judged_within_the_facts(truth, rulebook)
        holes = np.random.default_rng(4).random(truth.shape) < 0.3
        filled = holes & (np.random.default_rng(5).random(truth.shape) < 0.5)
        chain = [assess(truth.mask(hole), rulebook) for hole in (holes, filled, holes & False)]
        for less, more in pairwise(chain):
            assert never_flips(less.verdict, more.verdict)
            assert all(never_flips(less.status[name], more.status[name]) for name in less.status)
            if less.points_low is not None and more.points_low is not None:
                assert (less.points_low <= more.points_low).all()

    @pytest.mark.parametrize("years", [1, 2])
    def test_asks_for_no_figure_of_a_year_before_the_firms_first(self, rulebook: Rulebook, years: int) -> None:
        frame = frame_of([as_young(well_off(rulebook), years)], rulebook)
        (explanation,) = explain_each(frame, rulebook)
        for_points = {name for item in (rulebook.score.items() if rulebook.score else ()) for name in item.measures()}
        asked = set(explanation.settles) - for_points
        assert not [name for name in asked if (MEASURES[name].year or 0) >= years]

    def test_explains_what_it_decided_and_what_is_missing(self, rulebook: Rulebook) -> None:
        firms = list(random_firms(rulebook, 30, 6))
        frame = frame_of(firms, rulebook)
        words = assess(frame, rulebook).to_frame()
        for row, explanation in enumerate(explain_each(frame, rulebook)):
            assert explanation.verdict == words["verdict"].iloc[row]
            assert {one.id: one.status for one in explanation.criteria} == dict(words.iloc[row, 3:])
            missing = [name for name, value in firms[row].items() if value is None]
            assert set(explanation.settles) <= set(missing)
            assert all(bool(one.missing) <= (one.status == "unknown") for one in explanation.criteria)
            assert explain_all(frame, (rulebook,), row) == (explanation,)


def well_off(rulebook: Rulebook) -> Values:
    """Return the firm that the cases beside a rulebook start from: one that is met, as far as the rulebook goes."""
    cases = Path(SHIPPED / rulebook.programme / f"{rulebook.version}.cases.yaml")
    base = read(cases)["base"] if cases.exists() else {}
    flags = {"true": True, "false": False, "unknown": None}
    return {name: flags[text] if text in flags else float(text) for name, text in base.items()}


def as_young(firm: Values, years: int) -> Values:
    """Return a firm with figures of so many years, its first ones, and none before."""
    young: Values = {name: value for name, value in firm.items() if (MEASURES[name].year or 0) < years}
    return {**young, "existing_years": float(years), "operating_years": float(years)}


def never_flips(before: np.ndarray, after: np.ndarray) -> bool:
    return bool(np.all((before == 0) | (before == after)))


def judged_within_the_facts(frame: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Let experts give points that the facts allow; points outside are cut, once the facts are known."""
    items = [item for item in rulebook.score.items() if item.judged] if rulebook.score else []
    frame = frame.assign(**{item.judged: np.nan for item in items if item.judged})
    evaluation = Evaluation(rulebook, Columns.of(frame, rulebook.measures()))
    allowed = {item.judged: evaluation.scale(item.scale).high for item in items if item.judged}
    return frame.assign(**allowed)


def test_the_edges_of_the_rulebooks_are_many() -> None:
    assert sum(len(thresholds(tree_of(rulebook), find)) for rulebook in RULEBOOKS) > 250
