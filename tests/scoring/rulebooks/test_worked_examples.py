"""The worked examples, number for number: twelve firms, fourteen variants, the growth formula, the conversions."""

from collections.abc import Mapping

import numpy as np
import pytest

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.schema import Bands, BestOf, Comparison, Item, Rulebook
from tests.scoring.rulebooks.firms import HNTE, TECH_SME, WAN, frame_of, measures_of, read_csv, worked_examples

FIRMS = worked_examples()
VERDICT = {"met": 1, "und": 0, "unmet": -1}


def evaluate(firm: Mapping[str, str], rulebook: Rulebook) -> Evaluation:
    return Evaluation(rulebook, Columns.of(frame_of([measures_of(firm)]), rulebook.measures()))


def span(evaluation: Evaluation, of: str) -> tuple[float, float]:
    low, high = evaluation.points(of)
    return low[0], high[0]


def item(rulebook: Rulebook, name: str) -> Item:
    assert rulebook.score
    return next(item for item in rulebook.score.items() if item.id == name)


def intensity(rulebook: Rulebook) -> Comparison:
    clause = next(criterion.clause for criterion in rulebook.criteria if criterion.id == "c5")
    assert isinstance(clause, Comparison)
    return clause


def needed(evaluation: Evaluation) -> float:
    return float(np.asarray(evaluation.bound(intensity(evaluation.rulebook)))[0])


@pytest.mark.parametrize("expected", read_csv("tech_sme"), ids=lambda row: row["id"])
class TestTechSme:
    def test_gives_the_points_of_each_item(self, expected: dict[str, str]) -> None:
        evaluation = evaluate(FIRMS[expected["id"]], TECH_SME)
        for of, column in (("st_staff", "staff_pts"), ("rnd", "rd_pts"), ("ip", "ip_pts"), ("total", "total")):
            assert span(evaluation, of) == (float(expected[column]),) * 2, of

    def test_takes_the_better_route(self, expected: dict[str, str]) -> None:
        evaluation = evaluate(FIRMS[expected["id"]], TECH_SME)
        routes = item(TECH_SME, "rnd").scale
        assert isinstance(routes, BestOf)
        by_sales, by_costs = (evaluation.scale(route.bands).low[0] for route in routes.routes)
        assert expected["route"] == ("S" if by_sales >= by_costs else "C")

    def test_sees_the_direct_routes(self, expected: dict[str, str]) -> None:
        evaluation = evaluate(FIRMS[expected["id"]], TECH_SME)
        direct = [criterion for criterion in TECH_SME.walk() if criterion.id in {"hnte", "award", "lab", "standard"}]
        met = {criterion.id for criterion in direct if evaluation.sign(criterion)[0] == 1}
        assert met == set(expected["direct"].split("+")) - {"none"}

    def test_comes_to_the_verdict(self, expected: dict[str, str]) -> None:
        assert evaluate(FIRMS[expected["id"]], TECH_SME).verdict()[0] == VERDICT[expected["verdict"]]


@pytest.mark.parametrize("expected", read_csv("hnte"), ids=lambda row: row["id"])
class TestHnte:
    def test_decides_each_criterion(self, expected: dict[str, str]) -> None:
        evaluation = evaluate(FIRMS[expected["id"]], HNTE)
        criteria = {criterion.id: criterion for criterion in HNTE.criteria}
        found = {name: evaluation.sign(criteria[name])[0] for name in ("c1", "c2", "c4", "c5", "c5b", "c6")}
        assert found == {name: VERDICT[expected[name]] for name in found}
        assert evaluation.sign(criteria["c3"])[0] == evaluation.sign(criteria["c8"])[0] == 1

    def test_asks_for_the_intensity_of_the_firms_size(self, expected: dict[str, str]) -> None:
        evaluation = evaluate(FIRMS[expected["id"]], HNTE)
        assert needed(evaluation) == float(expected["need"])
        ratio = evaluation.value(intensity(HNTE).quantity)[0]
        assert ("" if np.isnan(ratio) else f"{ratio:.6f}") == expected["ratio"]

    def test_gives_the_interval_of_points(self, expected: dict[str, str]) -> None:
        found = span(evaluate(FIRMS[expected["id"]], HNTE), "total")
        assert found == (float(expected["score_lo"]), float(expected["score_hi"]))

    def test_comes_to_the_verdict(self, expected: dict[str, str]) -> None:
        assert evaluate(FIRMS[expected["id"]], HNTE).verdict()[0] == VERDICT[expected["verdict"]]


@pytest.mark.parametrize("variant", read_csv("variants"), ids=lambda row: row["vid"])
class TestVariants:
    def test_changes_as_foretold(self, variant: dict[str, str]) -> None:
        changes = dict(change.split("=") for change in variant["change"].split(";"))
        rulebook = {"tech_sme": TECH_SME, "hnte": HNTE}[variant["rulebook"]]
        evaluation = evaluate({**FIRMS[variant["base"]], **changes}, rulebook)
        verdict, _, detail = variant["expect"].partition(" ")
        assert evaluation.verdict()[0] == VERDICT[verdict]
        assert self.detail(evaluation, detail)

    @staticmethod
    def detail(evaluation: Evaluation, text: str) -> bool:
        name, _, value = text.partition("=")
        criteria = {criterion.id: criterion for criterion in evaluation.rulebook.criteria}
        if name in {"total", "score"}:
            low, _, high = value.partition("..")
            return span(evaluation, "total") == (float(low), float(high or low))
        if name == "need":
            return needed(evaluation) == float(value)
        unmet = {name for name, criterion in criteria.items() if evaluation.sign(criterion)[0] == -1}
        return unmet == {name}


def interval(text: str) -> tuple[float, float]:
    low, _, high = text.removesuffix(" flagged").partition("-")
    return float(low), float(high or low)


@pytest.mark.parametrize(
    "row", read_csv("growth"), ids=lambda row: "/".join((row["v1"], row["v2"], row["v3"], row["years"]))
)
class TestGrowth:
    def test_follows_the_formula_and_its_rules_for_zero(self, row: dict[str, str]) -> None:
        figures = [round(float(row[v]) * WAN, 2) for v in ("v1", "v2", "v3") if row[v]]
        years = dict(zip(("net_assets_y0", "net_assets_y1", "net_assets_y2"), reversed(figures), strict=False))
        evaluation = Evaluation(
            HNTE, Columns.of(frame_of([{**years, "operating_years": float(row["years"])}]), HNTE.measures())
        )
        growth = item(HNTE, "net_assets_growth")
        assert span(evaluation, growth.id) == interval(row["points"])
        assert isinstance(growth.scale, Bands)
        rate = evaluation.value(growth.scale.quantity)[0]
        if np.isfinite(rate):
            assert f"{rate:.6f}" == f"{float(row['rate']):.6f}"
        else:
            assert row["rate"] == "" or row["points"].endswith("flagged")


@pytest.mark.parametrize("row", read_csv("conversions"), ids=lambda row: f"{row['total']} in {row['years']}")
class TestConversions:
    def test_takes_the_yearly_mean(self, row: dict[str, str]) -> None:
        firm = {"conversions_3y": float(row["total"]), "operating_years": float(row["years"])}
        evaluation = Evaluation(HNTE, Columns.of(frame_of([firm]), HNTE.measures()))
        conversion = item(HNTE, "conversion")
        assert span(evaluation, conversion.id) == interval(row["points"])
        assert isinstance(conversion.scale, Bands)
        assert f"{evaluation.value(conversion.scale.quantity)[0]:.2f}" == row["mean"]
