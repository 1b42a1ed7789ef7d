"""Conditions that read well and cannot be met, failed or reached are refused where they stand."""

from pathlib import Path

import pytest

from scoring.rulebooks.loader import RulebookError, load_rulebook, load_rulebooks, parse_rulebook
from scoring.rulebooks.schema import Group, InClass, Rulebook
from tests.scoring.rulebooks.firms import SHIPPED
from tests.scoring.rulebooks.samples import CLASSES, GOOD, criterion, with_criteria

Edits = dict[str, str]


def spoilt(edits: Edits) -> str:
    text = GOOD
    for old, new in edits.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sample"
        text = text.replace(old, new)
    return text


def findings(text: str) -> list[tuple[str, str]]:
    """Return, for every finding, what stands at its line and column, and its message."""
    with pytest.raises(RulebookError) as refused:
        parse_rulebook(text, library=find)
    lines = text.splitlines()
    return [(lines[one.line - 1][one.column - 1 :], one.message) for one in refused.value.findings]


def find(programme: str, version: str) -> Rulebook | None:
    """Find the rulebooks that ship, and this: one with points."""
    path = SHIPPED / programme / f"{version}.yaml"
    return load_rulebook(path) if path.exists() else None


ENOUGH = GOOD[GOOD.index("  - id: enough") : GOOD.index("score:\n")]
NEVER: dict[str, tuple[Edits, str, str]] = {
    "a threshold above the score": ({"bound: 20\n": "bound: 31\n"}, "31", "gives at most 30 points"),
    "a threshold at the top, itself left out": (
        {"points_at_least": "points_above", "bound: 20\n": "bound: 30\n"},
        "30",
        "gives at most 30 points",
    ),
    "a threshold above a part": ({"of: total": "of: part", "bound: 20\n": "bound: 31\n"}, "31", "`part` gives at most"),
    "a threshold above an item": ({"of: total": "of: rights", "bound: 20\n": "bound: 99\n"}, "99", "`rights` gives"),
    "a threshold that all pass": ({"bound: 20\n": "bound: 0\n"}, "0", "everybody passes"),
    "a score that no criterion looks at": ({ENOUGH: ""}, "max: 30", "no criterion looks at the score"),
    "points for everybody": (
        {"          requires: resident\n": "", "[20, 30]": "30", "points: 10": "points: 30", "points: 0": "points: 30"},
        "30",
        "gives 30 points to every firm",
    ),
    "people in halves": ({"bound: 500": "bound: 500.5"}, "500.5", "come in whole numbers"),
    "rights in halves": ({"{at_least: 2,": "{at_least: 2.5,"}, "2.5", "come in whole numbers"),
    "money finer than the fen": (
        {
            "measure: headcount_y0\n    bound: 500": "measure: revenue_y0\n    bound: 5.001",
            "unit: people": "unit: yuan",
        },
        "5.001",
        "at most two decimals",
    ),
    "a percentage where a fraction has to be": ({"bound: 0.05}": "bound: 5}"}, "measure: revenue_y0", "is 500 %"),
    "a floor that everybody reaches": (
        {"kind: at_most": "kind: at_least", "bound: 500": "bound: 0"},
        "0",
        "met by every firm",
    ),
    "a floor of money that everybody reaches": (
        {
            "measure: headcount_y0\n    bound: 500": "measure: equity_raised_3y\n    bound: -5000000",
            "unit: people": "unit: yuan",
            "kind: at_most": "kind: at_least",
        },
        "-5000000",
        "met by every firm",
    ),
    "a mean of money that nobody keeps": (
        {
            "measure: headcount_y0\n    bound: 500": "mean: {of: [revenue_y0, revenue_y1]}\n    bound: -0.01",
            "unit: people": "unit: yuan",
        },
        "-0.01",
        "met by no firm",
    ),
    "a share below nothing": (
        {
            "measure: headcount_y0\n    bound: 500": "measure: market_share\n    bound: -0.1",
            "unit: people": "unit: ratio",
        },
        "-0.1",
        "met by no firm",
    ),
    "a ceiling that nobody keeps": ({"kind: at_most": "kind: below", "bound: 500": "bound: 0"}, "0", "met by no firm"),
    "a year that cannot be meant": (
        {"effective_from: 2026-04-01": "effective_from: 0206-04-01"},
        "0206",
        "correct the year",
    ),
    "history without an end": (
        {"status: active": "status: historical", "effective_until: 2027-03-31\n": ""},
        "historical",
        "has ended",
    ),
}

FLOOR = "kind: at_least, measure: headcount_y0, unit: people"
CEILING = "kind: at_most, measure: headcount_y0, unit: people"
RATIO = "ratio: {numerator: [st_staff_y0], denominator: [headcount_y0], zero: unknown}, unit: ratio"
FLAG = "measure: core_ip"
CODES = "measure: industry_division"
TOGETHER: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a floor above a ceiling": (
        (f"{CEILING}, bound: 100", f"{FLOOR}, bound: 101"),
        "101",
        "nobody meets this and `c1`: at_least 101 and at_most 100",
    ),
    "an edge that both leave out": (
        (f"{CEILING}, bound: 7", "kind: above, measure: headcount_y0, unit: people, bound: 7"),
        "7",
        "above 7 and at_most 7",
    ),
    "bounds of one ratio": (
        (f"kind: below, {RATIO}, bound: 0.1", f"kind: at_least, {RATIO}, bound: 0.1"),
        "0.1",
        "at_least 0.1 and below 0.1",
    ),
    "yes and no": ((f"kind: is_true, {FLAG}", f"kind: is_false, {FLAG}"), "core_ip", "asks for the opposite"),
    "no code left": (
        (f'kind: code_in, {CODES}, codes: ["06-46"]', f'kind: code_not_in, {CODES}, codes: ["01-50"]'),
        '["01-50"]',
        "no code is left",
    ),
    "the same twice": ((f"kind: is_true, {FLAG}", f"kind: is_true, {FLAG}"), "core_ip", "the same condition as `c1`"),
    "a member against what stands beside the group": (
        (f"{CEILING}, bound: 50", f"kind: any_of, members: [{{id: a, title: {{zh: 甲, en: A}}, {FLOOR}, bound: 60}}]"),
        "60",
        "nobody meets this and `c1`",
    ),
    "a member deep in a group": (
        (
            f"kind: all_of, members: [{{id: a, title: {{zh: 甲, en: A}}, {FLOOR}, bound: 60}}]",
            f"kind: all_of, members: [{{id: b, title: {{zh: 乙, en: B}}, {CEILING}, bound: 50}}]",
        ),
        "50",
        "nobody meets this and `a`",
    ),
}

SHARE = "numerator: [st_staff_y0, st_staff_y1], denominator: [headcount_y1, headcount_y0]"
WRONG: dict[str, tuple[str, str, str]] = {
    "a growth of other years": (
        "kind: above, growth: {oldest: revenue_y3, newest: revenue_y0, years: 2}, unit: ratio, bound: 0.2",
        "{oldest",
        "lies 3 years before `revenue_y0`, not 2",
    ),
    "a growth in half a year": (
        "kind: above, growth: {oldest: revenue_y3, newest: revenue_y0, years: 0.5}, unit: ratio, bound: 0.2",
        "0.5",
        "whole number of years",
    ),
    "a growth of what has no years": (
        "kind: above, growth: {oldest: ip_class1, newest: ip_class2, years: 1}, unit: ratio, bound: 0.2",
        "{oldest",
        "figures of single years",
    ),
    "a growth from people to money": (
        "kind: above, growth: {oldest: headcount_y1, newest: revenue_y0, years: 1}, unit: ratio, bound: 0.2",
        "{oldest",
        "numbers of one unit",
    ),
    "yearly ratios of unlike years": (
        f"kind: above, mean_ratio: {{{SHARE}}}, unit: ratio, bound: 0.2",
        "{numerator",
        "the same years",
    ),
    "a mean of people and money": (
        "kind: above, mean: {of: [headcount_y0, revenue_y0]}, unit: yuan, bound: 1",
        "{of: [",
        "one unit",
    ),
    "a sum of flags": ("kind: above, sum: {plus: [core_ip, field_listed]}, unit: count, bound: 1", "{plus", "one unit"),
    "a figure twice in a sum": (
        "kind: above, sum: {plus: [revenue_y0, revenue_y0]}, unit: yuan, bound: 1",
        "revenue_y0]",
        "stands here twice",
    ),
    "a figure added and taken away": (
        "kind: above, sum: {plus: [revenue_y0], minus: [revenue_y0]}, unit: yuan, bound: 1",
        "{plus",
        "taken away again",
    ),
    "years counted by money": (
        "kind: above, sum: {plus: [revenue_y0], within: revenue_y1}, unit: yuan, bound: 1",
        "revenue_y1",
        "counts years",
    ),
    "two quantities": (
        "kind: above, measure: revenue_y0, mean: {of: [revenue_y1]}, unit: yuan, bound: 1",
        "{id: c1",
        "exactly one of",
    ),
    "a code compared": (f"kind: at_least, {CODES}, unit: code, bound: 6", "code", "no size to compare"),
    "a number as a code": ('kind: code_in, measure: headcount_y0, codes: ["06"]', "headcount_y0", "no code"),
    "codes without quotes": (f"kind: code_in, {CODES}, codes: [06-46]", "06-46", "two digits in quotes"),
    "codes that fall": (f'kind: code_in, {CODES}, codes: ["46-06"]', '"46-06"', "a range rises"),
    "a code beyond the last": (f'kind: code_in, {CODES}, codes: ["98"]', '"98"', "from 01 to 97"),
    "a code twice": (f'kind: code_in, {CODES}, codes: ["06-46", "13"]', '"13"', "the code 13 stands in line"),
    "a reference to nothing": ("kind: meets, rulebook: nothing@2011", "nothing@2011", "no rulebook that is known"),
    "a reference that is none": ("kind: meets, rulebook: sme_size", "sme_size", "names no rulebook"),
    "a reference to a score": ("kind: meets, rulebook: tech_sme@2017", "tech_sme@2017", "has a score sheet"),
    "a reference to itself": (
        "kind: meets, rulebook: sample@2026",
        "sample@2026",
        "in a circle: sample@2026 → sample@2026",
    ),
    "a reference to a draft": (
        "kind: meets, rulebook: interest_subsidy_nanyang@2024",
        "interest",
        "has no criteria yet",
    ),
}

TABLES: dict[str, tuple[str, str, str, str]] = {
    "a class that is none": ("among: [small]", "among: [tiny]", "tiny", "has no class `tiny`"),
    "every class": ("among: [small]", "among: [small, large]", "[small, large]", "excludes nobody"),
    "a class twice": ("among: [small]", "among: [small, small]", "small]", "stands here twice"),
    "no last class": (", otherwise: true}", "}", "{id: small", "the last class"),
    "a code of two rows": ('codes: ["65"]', 'codes: ["40"]', '"40"', "the code 40 stands in line"),
    "a row without bounds for a class": (
        "{large: {headcount_y0: 300}}",
        "{small: {headcount_y0: 300}}",
        "{small",
        "`large` is missing",
    ),
    "a bound on a flag": ("{large: {headcount_y0: 300}}", "{large: {core_ip: 1}}", "core_ip", "no size to compare"),
    "no bounds": ("{large: {headcount_y0: 300}}", "{large: {}}", "{}", "here have to be bounds"),
    "a table by a number": ("by: industry_division", "by: headcount_y0", "headcount_y0", "no code"),
}


def assert_found(text: str, at: str, message: str) -> None:
    found = findings(text)
    assert any(place.startswith(at) and message in words for place, words in found), found


class TestCheckRulebook:
    @pytest.mark.parametrize(("edits", "at", "message"), NEVER.values(), ids=NEVER)
    def test_refuses(self, edits: Edits, at: str, message: str) -> None:
        assert_found(spoilt(edits), at, message)

    @pytest.mark.parametrize(("conditions", "at", "message"), TOGETHER.values(), ids=TOGETHER)
    def test_refuses_conditions_that_nobody_meets_together(
        self, conditions: tuple[str, ...], at: str, message: str
    ) -> None:
        written = (criterion(f"c{place}", words) for place, words in enumerate(conditions, start=1))
        assert_found(with_criteria(*written), at, message)

    @pytest.mark.parametrize(("condition", "at", "message"), WRONG.values(), ids=WRONG)
    def test_refuses_a_condition(self, condition: str, at: str, message: str) -> None:
        assert_found(with_criteria(criterion("c1", condition)), at, message)

    @pytest.mark.parametrize(("old", "new", "at", "message"), TABLES.values(), ids=TABLES)
    def test_refuses_a_table_of_classes(self, old: str, new: str, at: str, message: str) -> None:
        assert CLASSES.count(old) == 1
        assert_found(with_criteria(CLASSES.replace(old, new)), at, message)

    def test_refuses_a_worse_class_that_asks_for_more(self) -> None:
        three = CLASSES.replace("classes: [", "classes: [{id: huge, title: {zh: 特, en: Huge}}, ")
        three = three.replace("bounds: {large", "bounds: {huge: {headcount_y0: 300}, large")
        assert_found(with_criteria(three), "{headcount_y0: 1000", "not below the 300")

    def test_lets_alternatives_contradict_each_other(self) -> None:
        members = ", ".join(
            f"{{id: {name}, title: {{zh: 甲, en: A}}, {words}}}"
            for name, words in (("young", f"{CEILING}, bound: 50"), ("old", f"{FLOOR}, bound: 60"))
        )
        parse_rulebook(with_criteria(criterion("c1", f"kind: any_of, members: [{members}]")))

    @pytest.mark.parametrize(
        "words",
        [
            "measure: net_assets_y0, unit: yuan, bound: 0",
            "measure: net_profit_y0, unit: yuan, bound: -5000000",
            "mean: {of: [net_profit_y0, net_profit_y1]}, unit: yuan, bound: -5",
            "sum: {plus: [revenue_y0], minus: [revenue_y1]}, unit: yuan, bound: -5",
        ],
    )
    def test_lets_bounds_lie_below_zero_where_figures_can(self, words: str) -> None:
        parse_rulebook(with_criteria(criterion("c1", f"kind: at_least, {words}")))

    def test_lets_bounds_meet_in_one_point(self) -> None:
        parse_rulebook(with_criteria(criterion("c1", f"{CEILING}, bound: 7"), criterion("c2", f"{FLOOR}, bound: 7")))


class TestMeets:
    def test_takes_over_every_criterion_under_an_id_of_its_own(self) -> None:
        rulebook = parse_rulebook(
            with_criteria(criterion("size", "kind: meets, rulebook: sme_size@2011")), library=find
        )
        (size,) = rulebook.criteria
        original = find("sme_size", "2011")
        assert original
        assert isinstance(size.clause, Group)
        assert (size.clause.kind, size.clause.of) == ("meets", "sme_size@2011")
        assert [member.id for member in size.clause.members] == [f"size__{one.id}" for one in original.criteria]
        assert any(isinstance(member.clause, InClass) for member in size.clause.members)
        assert rulebook.measures() == original.measures()
        assert rulebook.class_table is None

    def test_finds_the_rulebooks_in_the_folders_beside(self, tmp_path: Path) -> None:
        write(tmp_path, "first", "kind: is_true, measure: core_ip")
        path = write(tmp_path, "second", "kind: meets, rulebook: first@1")
        assert load_rulebook(path).measures() == ("core_ip",)
        assert [rulebook.programme for rulebook in load_rulebooks(tmp_path)] == ["first", "second"]

    def test_refuses_a_circle_of_three(self, tmp_path: Path) -> None:
        for programme, other in (("first", "second"), ("second", "third"), ("third", "first")):
            path = write(tmp_path, programme, f"kind: meets, rulebook: {other}@1")
        with pytest.raises(RulebookError, match="first@1 → second@1 → third@1 → first@1"):
            load_rulebooks(tmp_path)
        with pytest.raises(RulebookError, match=r"line 8, column \d+: `first@1` cannot be used.*in a circle"):
            load_rulebook(path)


class TestLoadRulebooks:
    def test_refuses_two_versions_in_force_on_one_day(self, tmp_path: Path) -> None:
        write(
            tmp_path,
            "first",
            "kind: is_true, measure: core_ip",
            version="1",
            term="2020-01-01\neffective_until: 2020-12-31",
        )
        write(tmp_path, "first", "kind: is_true, measure: core_ip", version="2", term="2020-12-31")
        with pytest.raises(RulebookError, match=r"2\.yaml, line 6, column 17: the term overlaps that of first@1"):
            load_rulebooks(tmp_path)

    def test_takes_versions_that_follow_each_other_and_drafts_beside(self, tmp_path: Path) -> None:
        core = "kind: is_true, measure: core_ip"
        write(tmp_path, "first", core, version="1", term="2020-01-01\neffective_until: 2020-12-31")
        write(tmp_path, "first", core, version="2", term="2021-01-01")
        write(tmp_path, "first", core, version="3", term="2021-01-01", status="draft")
        assert len(load_rulebooks(tmp_path)) == 3

    def test_refuses_a_version_that_is_there_twice(self, tmp_path: Path) -> None:
        path = write(tmp_path, "first", "kind: is_true, measure: core_ip")
        path.with_name("again.yaml").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        with pytest.raises(RulebookError, match="first@1 is there twice"):
            load_rulebooks(tmp_path)


def write(
    root: Path, programme: str, condition: str, *, version: str = "1", term: str = "2020-01-01", status: str = "active"
) -> Path:
    path = root / programme / f"{version}.yaml"
    path.parent.mkdir(exist_ok=True)
    text = with_criteria(criterion("c1", condition), programme=programme, version=version, term=term, status=status)
    path.write_text(text, encoding="utf-8")
    return path
