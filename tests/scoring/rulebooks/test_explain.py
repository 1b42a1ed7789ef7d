"""Explanations: the values, the words, what is missing, and what the document is silent on."""

import json

import pytest

from scoring.rulebooks.explain import explain
from scoring.rulebooks.explanation import ExplainedCriterion, ExplainedItem, Explanation
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import HNTE, TECH_SME, Values, frame_of, measures_of, worked_examples

FIRMS = {name: measures_of(firm) for name, firm in worked_examples().items()}


def explained(firm: Values, rulebook: Rulebook) -> Explanation:
    return explain(frame_of([firm]), rulebook, 0)


def criterion(explanation: Explanation, name: str) -> ExplainedCriterion:
    return next(one for one in explanation.criteria if one.id == name)


def item(explanation: Explanation, name: str) -> ExplainedItem:
    assert explanation.score
    return next(one for part in explanation.score.parts for one in part.items if one.id == name)


class TestExplain:
    def test_shows_the_value_the_threshold_and_where_it_is_written(self) -> None:
        c5 = criterion(explained(FIRMS["F05"], HNTE), "c5")
        assert (c5.status, c5.value, c5.threshold, c5.unit) == ("met", 0.03, 0.03, "ratio")
        assert (c5.article, c5.document, c5.confidence) == ("第十一条（五）", "国科发火〔2016〕32号", "solid")
        assert c5.text.zh
        assert c5.text.en
        assert {one.name: one.value for one in c5.measures}["revenue_y0"] == 200_000_100.0
        assert c5.missing == ()

    def test_shows_flags_as_yes_and_no(self) -> None:
        c8 = criterion(explained(FIRMS["F05"], HNTE), "c8")
        assert (c8.status, c8.value, c8.threshold, c8.unit) == ("met", False, False, "flag")

    def test_shows_points_as_an_interval_beside_the_pass_mark(self) -> None:
        c7 = criterion(explained(FIRMS["F08"], HNTE), "c7")
        assert (c7.status, c7.low, c7.high, c7.threshold) == ("unknown", 70.0, 78.0, 70.0)

    def test_shows_the_members_of_a_group(self) -> None:
        ability = criterion(explained(FIRMS["F06"], TECH_SME), "ability")
        by_points, direct = ability.members
        assert (ability.status, by_points.status, direct.status) == ("met", "unmet", "met")
        assert {member.id for member in direct.members if member.status == "met"} == {"hnte", "lab"}
        assert direct.members[0].article == "第八条"

    def test_shows_both_routes_of_an_item(self) -> None:
        rnd = item(explained(FIRMS["F07"], TECH_SME), "rnd")
        by_sales, by_costs = rnd.routes
        assert (by_sales.high, by_costs.value, by_costs.low) == (0.0, 0.3, 50.0)
        assert by_sales.flags == ("zero_denominator",)

    def test_names_the_measures_that_settle_it(self) -> None:
        explanation = explained({**FIRMS["F08"], "rnd_domestic_y1": None}, HNTE)
        assert criterion(explanation, "c5b").missing == ("rnd_domestic_y1",)
        assert explanation.settles == (
            "rnd_domestic_y1", "expert_ip_number", "expert_conversion", "expert_net_assets_growth",
            "expert_sales_growth",
        )  # fmt: skip

    def test_asks_nothing_of_the_years_before_the_firm(self) -> None:
        explanation = explained(FIRMS["F11"], HNTE)
        assert criterion(explanation, "c5").missing == ()
        asked = explained({**FIRMS["F11"], "rnd_expense_y0": None}, HNTE)
        assert criterion(asked, "c5").missing == ("rnd_expense_y0",)

    def test_asks_nothing_once_it_is_decided(self) -> None:
        assert explained({**FIRMS["F03"], "rnd_expense_y0": None}, HNTE).settles == ()

    def test_asks_for_every_measure_of_a_firm_of_which_nothing_is_known(self) -> None:
        for rulebook in (TECH_SME, HNTE):
            assert set(explained({}, rulebook).settles) == set(rulebook.measures())

    @pytest.mark.parametrize(
        ("given", "line", "flag"),
        [
            ({"net_assets_y2": -1, "net_assets_y1": 1, "net_assets_y0": 9}, "net_assets_growth", "negative_base"),
            ({"net_assets_y0": 9, "operating_years": 1}, "net_assets_growth", "too_few_years"),
            ({"net_assets_y1": 0}, "net_assets_growth", "zero_base"),
            ({"conversions_3y": 2}, "conversion", "doubtful_band"),
            ({"conversions_3y": 2, "expert_conversion": 9}, "conversion", "judged_outside_band"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )  # fmt: skip
    def test_remarks_where_a_rule_of_ours_stands_in(self, given: Values, line: str, flag: str) -> None:
        assert flag in item(explained({"operating_years": 3, **given}, HNTE), line).flags

    def test_remarks_that_a_ratio_has_no_denominator(self) -> None:
        c5 = criterion(explained(FIRMS["F07"], HNTE), "c5")
        assert (c5.status, c5.value, c5.missing, c5.flags) == ("unknown", None, (), ("zero_denominator",))

    def test_refuses_a_firm_that_is_not_in_the_frame(self) -> None:
        with pytest.raises(KeyError):
            explain(frame_of([FIRMS["F01"]]), HNTE, 7)


class TestToDict:
    def test_survives_json_with_its_words_and_numbers(self) -> None:
        plain = explained(FIRMS["F01"], HNTE).to_dict()
        assert json.loads(json.dumps(plain, allow_nan=False)) == json.loads(json.dumps(plain))
        assert plain["verdict"] == "undetermined"
        assert plain["title"] == {"zh": "高新技术企业认定", "en": "High-tech enterprise"}
        assert (plain["score"]["low"], plain["score"]["high"], plain["score"]["max"]) == (45.0, 94.0, 100.0)
        assert [one["id"] for one in plain["criteria"]] == [one.id for one in HNTE.criteria]
