"""Explanations: the values, the words, what is missing, and what the document is silent on."""

import json

import pandas as pd
import pytest

from scoring.rulebooks.columns import MeasureMissing, MeasureUnreadable
from scoring.rulebooks.explain import explain, explain_all, explain_each
from scoring.rulebooks.explanation import ExplainedCriterion, ExplainedItem, Explanation
from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import HNTE, TECH_SME, Values, frame_of, measures_of, worked_examples
from tests.scoring.rulebooks.samples import CLASSES, with_criteria
from tests.scoring.rulebooks.samples import criterion as one_criterion

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


class TestRemarks:
    """Where nothing is missing and still nobody can say yes or no, an explanation says why."""

    GROWTH = "growth: {oldest: revenue_y3, newest: revenue_y0, years: 3, within: existing_years}, unit: ratio"
    SHARES = "numerator: [rnd_expense_y0, rnd_expense_y1], denominator: [revenue_y0, revenue_y1]"
    YEARS = "oldest: revenue_y2, middle: revenue_y1, newest: revenue_y0, within: existing_years"
    MEAN = f"mean_growth: {{{YEARS}, bases: unknown}}"
    EDGE = f"kind: above, {GROWTH}, bound: 0.2, doubtful_edge: true"

    @pytest.mark.parametrize(
        ("condition", "firm", "status", "flag"),
        [
            (EDGE, {"revenue_y3": 1000, "revenue_y0": 1728, "existing_years": 9}, "unknown", "doubtful_edge"),
            (EDGE, {"revenue_y3": 0, "revenue_y0": 1728, "existing_years": 9}, "unknown", "zero_base"),
            (EDGE, {"revenue_y3": 10, "revenue_y0": -1, "existing_years": 9}, "unknown", "negative_base"),
            (EDGE, {"existing_years": 3}, "unmet", "did_not_exist"),
            (
                f"kind: above, mean_ratio: {{{SHARES}}}, unit: ratio, bound: 0.1",
                {"revenue_y0": 1, "revenue_y1": 0, "rnd_expense_y0": 1, "rnd_expense_y1": 1},
                "unknown",
                "zero_denominator",
            ),
            (
                "kind: above, mean: {of: [revenue_y0], within: existing_years}, unit: yuan, bound: 1",
                {"existing_years": 0, "revenue_y0": 5},
                "unknown",
                "too_few_years",
            ),
            (
                f"kind: above, {MEAN}, unit: ratio, bound: 0.1",
                {"existing_years": 2, "revenue_y0": 5, "revenue_y1": 5, "revenue_y2": 5},
                "unknown",
                "did_not_exist",
            ),
        ],
        ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
    )
    def test_on(self, condition: str, firm: Values, status: str, flag: str) -> None:
        found = criterion(explained(firm, parse_rulebook(with_criteria(one_criterion("c1", condition)))), "c1")
        assert (found.status, found.flags, found.missing) == (status, (flag,), ())


class TestClasses:
    SIZE = parse_rulebook(with_criteria(CLASSES))

    def test_are_told_with_the_one_that_the_firm_is_in(self) -> None:
        explanation = explained({"industry_division": 35, "headcount_y0": 1000, "revenue_y0": 4e8}, self.SIZE)
        assert explanation.class_id == "large"
        assert [(one.id, one.status) for one in explanation.classes] == [("large", "met"), ("small", "unmet")]
        assert explanation.verdict == "unmet"

    def test_ask_only_for_what_the_firms_row_needs(self) -> None:
        assert explained({"industry_division": 65}, self.SIZE).settles == ("headcount_y0",)
        assert explained({"industry_division": 65, "headcount_y0": 299}, self.SIZE).class_id == "small"
        assert explained({"industry_division": 35, "headcount_y0": 5}, self.SIZE).settles == ()
        assert explained({}, self.SIZE).settles == ("industry_division", "headcount_y0", "revenue_y0")

    def test_of_a_code_in_no_row_stay_open_with_a_remark(self) -> None:
        explanation = explained({"industry_division": 70, "headcount_y0": 5, "revenue_y0": 5}, self.SIZE)
        assert (explanation.verdict, explanation.class_id, explanation.settles) == ("undetermined", None, ())
        assert criterion(explanation, "size").flags == ("no_class_row",)


class TestExplainAll:
    def test_says_of_each_rulebook_what_it_says_alone_from_a_frame_and_from_measures(self) -> None:
        frame = frame_of(list(FIRMS.values()))
        for row, (name, firm) in enumerate(FIRMS.items()):
            alone = tuple(next(explain_each(frame.loc[[row]], rulebook)) for rulebook in (TECH_SME, HNTE))
            assert explain_all(frame, (TECH_SME, HNTE), row) == alone, name
            assert explain_all(firm, (TECH_SME, HNTE), row) == alone, name

    def test_reads_columns_of_other_kinds_too(self) -> None:
        frame = frame_of([FIRMS["F05"]]).assign(core_ip=True, headcount_y0=pd.array([300], dtype="Int64"))
        assert explain_all(frame, (HNTE,), 0)[0].verdict == "met"
        with pytest.raises(MeasureUnreadable):
            explain_all(frame.assign(core_ip=1.0), (HNTE,), 0)
        with pytest.raises(MeasureMissing):
            explain_all(frame.drop(columns="core_ip"), (HNTE,), 0)


class TestToDict:
    def test_survives_json_with_its_words_and_numbers(self) -> None:
        plain = explained(FIRMS["F01"], HNTE).to_dict()
        assert json.loads(json.dumps(plain, allow_nan=False)) == json.loads(json.dumps(plain))
        assert plain["verdict"] == "undetermined"
        assert plain["title"] == {"zh": "高新技术企业认定", "en": "High-tech enterprise"}
        assert (plain["score"]["low"], plain["score"]["high"], plain["score"]["max"]) == (45.0, 94.0, 100.0)
        assert [one["id"] for one in plain["criteria"]] == [one.id for one in HNTE.criteria]
