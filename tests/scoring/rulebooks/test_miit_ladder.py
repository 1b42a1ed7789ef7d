"""The ladder of 63号 and 2号 on the worked examples, cell by cell: innovative SME, specialised SME, little giant.

The tables count what is not known as failing. We say `unknown` there, so a failing condition is compared as *not met*,
and which of them are unknown is a test of its own; verdicts are compared as they stand.
"""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from scoring.rulebooks.columns import Columns
from scoring.rulebooks.engine import Evaluation
from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import SHIPPED, WAN, Values, frame_of, measures_of, read_csv, worked_examples

LADDER = {
    (book.programme, book.version): book
    for book in load_rulebooks(SHIPPED)
    if book.programme in {"innovative_sme", "srdi_sme", "little_giant"}
}
FIRMS = worked_examples()
VERDICT = {"met": 1, "und": 0, "unmet": -1}
LEVEL = {"none": 0, "below": 1, "city": 2}
SRDI_KEYS = ("prior", "niche", "size", "focus", "debt", "rd", "ip", "market", "eval")
GIANT_KEYS = (
    *("prior", "niche", "size", "focus", "growth", "debt"),
    *("rd", "ip", "market", "chain", "eval", "other"),
)


def ladder_measures(firm: Mapping[str, str]) -> Values:
    """The measures of a worked example that the ladder reads; the rest given as met, no award held."""
    money = {
        **{f"main_revenue_y{2025 - year}": f"main{year}" for year in (2023, 2024, 2025)},
        "total_liabilities_y0": "liab2025",
        "equity_raised_2y": "equity2y",
        "equity_raised_3y": "equity3y",
    }
    registered = int(firm["reg_date"][:4])
    return {
        **measures_of(firm),
        **{name: round(float(firm[column]) * WAN, 2) if firm[column] else None for name, column in money.items()},
        "industry_division": float(firm["div"]),
        "existing_years": 2025 - registered + 1,
        "rnd_staff_y0": float(firm["rd_staff"]),
        "ip_class1_own": float(firm["ip1_self"]),
        "ip_class1_high_value": 0,
        "niche_years": float(firm["niche_years"]),
        "market_share": round(float(firm["share_pct"]) / 100, 4),
        "market_share_known": firm["market_ok"] == "1",
        "six_base_field": firm["six_base"] == "1",
        "emerging_industry": firm["emerging"] == "1",
        "platform_score": float(firm["platform_score"]) if firm["platform_score"] else None,
        "innovative_sme_in_force": firm["prior"] in {"innov", "srdi"},
        "srdi_sme_in_force": firm["prior"] == "srdi",
        **dict.fromkeys(("tech_sme_in_force", "little_giant_in_force", "key_chain_link", "market_top3"), False),
        **dict.fromkeys(("science_award_3y", "provincial_award_3y", "national_award_3y", "demonstration_title"), False),
        **dict.fromkeys(("national_award_top5_3y", "maker_china_500_3y", "maker_china_50_3y"), False),
        **dict.fromkeys(("major_incident_3y", "single_champion", "linked_little_giant"), False),
    }


def with_indicators(row: Mapping[str, str]) -> Values:
    """The measures of a worked example with those that only the 13 indicators of 2022 read."""
    return {
        **ladder_measures(FIRMS[row["id"]]),
        "fills_chain_gap": row["chain"] == "A",
        "six_base_or_supplier": row["chain"] == "B",
        "digital_level": float(row["digital"]),
        "quality_items": float(row["quality_items"]),
        "net_profit_y0": float(row["net_profit2025"]) * WAN,
        "local_points": float(row["local_pts"]),
        "rnd_institution_level": float(LEVEL[row["rd_inst"]]),
    }


class Found:
    """One rulebook held against several firms at once, and what came out for each of them."""

    def __init__(self, rulebook: Rulebook, firms: Mapping[str, Values]) -> None:
        self.places = {name: place for place, name in enumerate(firms)}
        self.evaluation = Evaluation(rulebook, Columns.of(frame_of(list(firms.values())), rulebook.measures()))

    def verdict(self, firm: str) -> int:
        return int(self.evaluation.verdict()[self.places[firm]])

    def signs(self, firm: str) -> dict[str, int]:
        """Every criterion and member by id: 1 met, 0 unknown, -1 unmet."""
        place = self.places[firm]
        return {one.id: int(self.evaluation.sign(one)[place]) for one in self.evaluation.rulebook.walk()}

    def span(self, firm: str, of: str) -> tuple[float, float]:
        low, high = self.evaluation.points(of)
        return low[self.places[firm]], high[self.places[firm]]


ALL = {name: ladder_measures(firm) for name, firm in FIRMS.items()}
INNOVATIVE = Found(LADDER["innovative_sme", "2022"], ALL)
SRDI = Found(LADDER["srdi_sme", "2026"], ALL)
GIANT = Found(LADDER["little_giant", "2026"], ALL)
INDICATORS = Found(
    LADDER["srdi_sme", "2022"], {row["id"]: with_indicators(row) for row in read_csv("firms_indicators")}
)


def interval(text: str) -> tuple[float, float]:
    low, _, high = text.partition("..")
    return float(low), float(high or low)


def failing(found: Mapping[str, int], keys: tuple[str, ...]) -> str:
    return "+".join(key for key in keys if found[key] < 1)


@pytest.mark.parametrize("expected", read_csv("innovative_sme"), ids=lambda row: row["id"])
class TestInnovative:
    COLUMNS = {
        "ip": "ip",
        "rd": "rnd",
        "growth": "growth",
        "debt": "debt",
        "field": "field",
        "main": "main",
        "total": "total",
        "innov_part": "part_innovation",
        "growth_part": "part_growth",
        "spec_part": "part_specialisation",
    }
    DIRECT = ("award", "hnte", "demonstration", "lab", "equity")

    def test_gives_the_points_of_each_item_and_part(self, expected: dict[str, str]) -> None:
        found = {column: INNOVATIVE.span(expected["id"], of) for column, of in self.COLUMNS.items()}
        assert found == {column: interval(expected[column]) for column in self.COLUMNS}

    def test_sees_the_direct_conditions_and_comes_to_the_verdict(self, expected: dict[str, str]) -> None:
        found = INNOVATIVE.signs(expected["id"])
        assert "+".join(name for name in self.DIRECT if found[name] == 1) == expected["direct"].replace("none", "")
        assert INNOVATIVE.verdict(expected["id"]) == VERDICT[expected["verdict"]]


@pytest.mark.parametrize("expected", read_csv("ladder_2026"), ids=lambda row: row["id"])
class TestMeasuresOf2026:
    def test_specialised_fail_where_the_table_says(self, expected: dict[str, str]) -> None:
        assert failing(SRDI.signs(expected["id"]), SRDI_KEYS) == expected["srdi_fails"]
        assert SRDI.verdict(expected["id"]) == VERDICT[expected["srdi2026"]]

    def test_little_giants_fail_where_the_table_says(self, expected: dict[str, str]) -> None:
        keys = GIANT_KEYS if FIRMS[expected["id"]]["prior"] == "srdi" else ("prior",)
        assert failing(GIANT.signs(expected["id"]), keys) == expected["giant_fails"]
        assert GIANT.verdict(expected["id"]) == VERDICT[expected["giant2026"]]


def test_only_the_evaluation_scores_that_nobody_entered_are_unknown() -> None:
    unknown = {(firm, key) for firm in FIRMS for key in SRDI_KEYS if SRDI.signs(firm)[key] == 0}
    assert unknown == {("F07", "eval"), ("F11", "eval")}


@pytest.mark.parametrize("expected", read_csv("srdi_sme_2022"), ids=lambda row: row["id"])
class TestIndicatorsOf2022:
    COLUMNS = {
        "focus": "focus",
        "growth": "growth",
        "niche": "niche_points",
        "chain": "part_chain",
        "digital": "digital",
        "quality": "quality",
        "margin": "margin",
        "debt": "debt",
        "local": "local",
        "ip": "ip",
        "rd": "rd_points",
        "rd_staff": "rd_staff",
        "inst": "inst",
        "total": "total",
    }

    def test_give_the_points_of_each(self, expected: dict[str, str]) -> None:
        found = {column: INDICATORS.span(expected["id"], of) for column, of in self.COLUMNS.items()}
        assert found == {column: interval(expected[column]) for column in self.COLUMNS}

    def test_decide_with_the_hard_conditions(self, expected: dict[str, str]) -> None:
        found = INDICATORS.signs(expected["id"])
        assert min(found[name] for name in ("niche", "rd", "size")) == VERDICT[expected["hard"]]
        assert found["direct"] == -1
        assert INDICATORS.verdict(expected["id"]) == VERDICT[expected["verdict"]]


@pytest.mark.parametrize("programme", ["srdi_sme", "little_giant"])
def test_the_measures_of_2026_follow_those_of_2022_without_a_gap(programme: str) -> None:
    before, after = LADDER[programme, "2022"], LADDER[programme, "2026"]
    assert before.effective_until
    assert before.effective_until + timedelta(days=1) == after.effective_from
    assert (before.status, after.status, after.effective_until) == ("historical", "active", None)
