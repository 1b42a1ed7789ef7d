"""Conditions and bands in words: what an official reads is what the engine computes."""

import pytest

from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.schema import Rulebook, Text
from scoring.rulebooks.wording import condition, measure_words
from scoring.rulebooks.wording_score import class_bounds, scale_lines, titles_of
from tests.scoring.rulebooks.firms import shipped
from tests.scoring.rulebooks.samples import CLASSES, GOOD, criterion, with_criteria

EDGE = " (on the bound itself the texts differ: unknown)"
SAID = {
    "kind: at_least, measure: ip_class1, bound: 1, unit: count": ("有效Ⅰ类知识产权 ≥ 1", "class I IP in force ≥ 1"),
    "kind: above, measure: revenue_y0, bound: 20000000, unit: yuan": (
        "上年销售(营业)收入 > 2000万元",
        "revenue (last year) > ¥20 million",
    ),
    "kind: at_most, measure: revenue_y1, bound: 400000000, unit: yuan": (
        "前年销售(营业)收入 ≤ 4亿元",
        "revenue (two years ago) ≤ ¥400 million",
    ),
    "kind: below, measure: age_days, bound: 365, unit: days": (
        "注册成立天数 < 365天",
        "days since registration < 365 days",
    ),
    "kind: at_least, ratio: {numerator: [st_staff_y0], denominator: [headcount_y0], zero: unknown}, bound: 0.125,"
    " unit: ratio": (
        "上年科技人员数 ÷ 上年职工总数 ≥ 12.5%",
        "S&T staff (last year) ÷ employees (last year) ≥ 12.5%",
    ),
    "kind: at_least, sum: {plus: [revenue_y0, revenue_y1, revenue_y2]}, bound: 12345678.9, unit: yuan": (
        "近三年销售(营业)收入合计 ≥ 1234.56789万元",
        "revenue, sum of the last three years ≥ ¥12,345,678.9",
    ),
    "kind: at_least, sum: {plus: [total_assets_y0], minus: [total_liabilities_y0]}, bound: 0.01, unit: yuan": (
        "上年资产总额 − 上年负债总额 ≥ 0.01元",
        "total assets (last year) − total liabilities (last year) ≥ ¥0.01",
    ),
    "kind: at_least, mean: {of: [rnd_expense_y0, rnd_expense_y1]}, bound: 1000000, unit: yuan": (
        "近两年研究开发费用平均值 ≥ 100万元",
        "R&D expense, mean of the last two years ≥ ¥1 million",
    ),
    "kind: at_least, growth: {oldest: revenue_y3, newest: revenue_y0, years: 3}, bound: 0.2, unit: ratio,"
    " doubtful_edge: true": (
        "销售(营业)收入3年复合年均增长率（四年前至上年） ≥ 20%（恰好等于时，各文本说法不一，视为未知）",
        "compound yearly growth of revenue over 3 years (four years ago to last year) ≥ 20%" + EDGE,
    ),
    "kind: is_false, measure: on_abnormal_list": (
        "列入经营异常名录：否",
        "on the list of abnormal operations: no",
    ),
    'kind: code_not_in, measure: industry_division, codes: ["06-08", "65"]': (
        "行业大类（GB/T 4754）不属于 06–08、65",
        "industry division (GB/T 4754) not among 06–08, 65",
    ),
}


def sample(*criteria: str) -> Rulebook:
    return parse_rulebook(with_criteria(*criteria))


class TestCondition:
    @pytest.mark.parametrize(("clause", "words"), SAID.items())
    def test_says_measure_sign_and_bound(self, clause: str, words: tuple[str, str]) -> None:
        said = condition(sample(criterion("one", clause)).criteria[0].clause)
        assert (said.zh, said.en) == words

    def test_says_each_step_of_a_bound(self) -> None:
        intensity = parse_rulebook(GOOD).criteria[1]
        assert condition(intensity.clause).zh == (
            "上年研究开发费用 ÷ 上年销售(营业)收入 ≥ "
            "5%（上年销售(营业)收入 ≤ 5000万元）、4%（上年销售(营业)收入 ≤ 2亿元）、3%（其余）"
        )

    def test_calls_points_by_the_title_of_the_item(self) -> None:
        rulebook = parse_rulebook(GOOD.replace("of: total", "of: rights"))
        assert condition(rulebook.criteria[3].clause, titles_of(rulebook)).zh == "知识产权 ≥ 20分"
        assert condition(parse_rulebook(GOOD).criteria[3].clause).zh == "总分 ≥ 20分"

    def test_says_which_classes(self) -> None:
        clause = sample(CLASSES).criteria[0].clause
        assert condition(clause).zh == "按行业大类（GB/T 4754）和指标划型，属于：小"

    def test_leaves_nothing_of_the_shipped_rulebooks_unsaid(self) -> None:
        for rulebook in shipped():
            for one in rulebook.walk():
                words = condition(one.clause, titles_of(rulebook))
                assert "" not in (words.zh, words.en)
                assert "_y" not in words.zh


class TestMeasureWords:
    def test_say_the_year(self) -> None:
        assert measure_words("revenue_y2") == Text(zh="三年前销售(营业)收入", en="revenue (three years ago)")


class TestScaleLines:
    def test_say_from_where_to_where_a_band_reaches(self) -> None:
        score = parse_rulebook(GOOD).score
        assert score
        lines = scale_lines(next(score.items()).scale)
        assert [(line.when.zh, line.points.zh) for line in lines] == [
            ("≥ 2", "20–30分"),
            ("≥ 1，< 2", "10分"),
            ("< 1", "0分"),
        ]

    def test_say_whether_an_edge_belongs_to_the_band_above_it(self) -> None:
        hnte = next(one for one in shipped() if one.programme == "hnte")
        assert hnte.score
        growth = next(item for item in hnte.score.items() if item.id == "sales_growth")
        assert [line.when.en for line in scale_lines(growth.scale)][-2:] == ["> 0% and < 5%", "≤ 0%"]

    def test_name_the_routes(self) -> None:
        hnte = next(one for one in shipped() if one.programme == "hnte")
        assert hnte.score
        number = next(item for item in hnte.score.items() if item.id == "ip_number")
        assert {line.route.zh for line in scale_lines(number.scale) if line.route} == {
            "Ⅰ类知识产权件数",
            "未使用过的Ⅱ类知识产权件数",
        }


class TestClassBounds:
    def test_say_all_bounds_of_a_class(self) -> None:
        table = sample(CLASSES).class_table
        assert table
        bounds = dict(class_bounds(table.rows[0], table))
        assert bounds == {
            "large": Text(
                zh="上年职工总数 ≥ 1000人，且上年销售(营业)收入 ≥ 4亿元",
                en="employees (last year) ≥ 1000 people and revenue (last year) ≥ ¥400 million",
            )
        }
