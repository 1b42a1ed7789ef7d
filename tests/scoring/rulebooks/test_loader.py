"""Bad rulebooks are refused with the line, the column and what to do; good ones come out as written."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.rulebooks.loader import RulebookError, load_rulebook, load_rulebooks, parse_rulebook
from scoring.rulebooks.schema import Bands, Comparison, Ratio
from tests.scoring.rulebooks.firms import SHIPPED
from tests.scoring.rulebooks.samples import GOOD


def spoilt(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} stands {GOOD.count(old)} times in the sample"
    return GOOD.replace(old, new)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


BAD = {
    "a duplicate key": ("status: active", "status: active\nstatus: draft", "status: draft", "twice"),
    "an unknown key": ("status: active", "statsu: active", "statsu", "did you mean `status`"),
    "a missing key": ("    article: 第六条\n", "", "  - id: staff", "`article` is missing"),
    "a missing unit": ("    unit: people\n", "", "  - id: staff", "`unit` is missing"),
    "a wrong unit": ("unit: people", "unit: yuan", "unit: yuan\n", "the unit here is people"),
    "an unknown unit": ("unit: people", "unit: heads", "unit: heads", "not possible here"),
    "an unknown measure": ("measure: headcount_y0", "measure: headcount_y9", "headcount_y9", "did you mean"),
    "an unknown kind": ("kind: at_most", "kind: roughly", "kind: roughly", "not possible here"),
    "a number with words": ("bound: 500", "bound: many", "bound: many", "no plain number"),
    "a number in octal": ("bound: 500", "bound: 010", "bound: 010", "no plain number"),
    "a number in base sixty": ("bound: 500", "bound: 1:30", "bound: 1:30", "no plain number"),
    "a number with an exponent": ("bound: 500", "bound: 1e3", "bound: 1e3", "no plain number"),
    "a number with separators": ("bound: 500", "bound: 1_000", "bound: 1_000", "no plain number"),
    "a number that is infinite": ("bound: 500", "bound: .inf", "bound: .inf", "no plain number"),
    "a number in full-width digits": ("bound: 500", "bound: ５００", "bound: ５００", "no plain number"),
    "a day that does not exist": ("effective_from: 2026-04-01", "effective_from: 2025-02-30", "2025-02-30", "calendar"),
    "a day in another order": ("effective_from: 2026-04-01", "effective_from: 01/04/2026", "01/04/2026", "no date"),
    "an end before the start": ("effective_until: 2027-03-31", "effective_until: 2026-03-31", "2026-03-31", "before"),
    "a word that is a yes": ("programme: sample", "programme: on", "programme: on", "put it in quotes"),
    "a word that is nothing": ("programme: sample", "programme: null", "programme: null", "put it in quotes"),
    "a version that is a number": ('version: "2026"', "version: 2026", "version: 2026", "put it in quotes"),
    "an empty text": ("programme: sample", 'programme: ""', 'programme: ""', "has to be a text"),
    "one language only": ("title: {zh: 样例, en: Sample}", "title: {zh: 样例}", "title: {zh: 样例}", "`en` is missing"),
    "an id taken": ("id: rights", "id: staff", "        - id: staff", "is taken in line 10"),
    "an id that is too long": ("id: rights", "id: " + "r" * 29, "id: " + "r" * 29, "at most 28 characters"),
    "a version with a slash": ('version: "2026"', 'version: "a/b"', '"a/b"', "cannot be a version"),
    "a version of dots": ('version: "2026"', 'version: ".."', '".."', "cannot be a version"),
    "a version in Chinese": ('version: "2026"', 'version: "2026修订"', "2026修订", "cannot be a version"),
    "a version that is too long": ('version: "2026"', 'version: "' + "v" * 41 + '"', "vvv", "cannot be a version"),
    "a programme that is no code": ("programme: sample", "programme: Sam ple", "Sam ple", "cannot be a programme"),
    "a NUL by an escape": ("title: {zh: 样例, en: Sample}", 'title: {zh: "样\\0例", en: Sample}', "title", "U+0000"),
    "a lone surrogate": ("title: {zh: 样例, en: Sample}", 'title: {zh: "样\\ud800", en: Sample}', "title", "U+D800"),
    "a character that is none": (
        "title: {zh: 样例, en: Sample}",
        'title: {zh: "\\U00110000", en: Sample}',
        "title",
        "not YAML",
    ),
    "a control character in a key": ("status: active", '"sta\\u0085tus": active', '"sta', "U+0085"),
    "a direction turned round": ("title: {zh: 样例, en: Sample}", 'title: {zh: "\\u202e", en: a}', "title", "U+202E"),
    "an issuer that is no text": ("issuers: [科技局]", "issuers: [[科技局]]", "issuers", "has to be a text"),
    "an id with capitals": ("id: rights", "id: Rights", "id: Rights", "lower-case"),
    "a flag compared": ("measure: headcount_y0", "measure: hnte_in_force", "unit: people", "is flag"),
    "a number as a flag": ("measure: mainland_resident", "measure: tier", "measure: tier", "neither true nor false"),
    "bands out of order": ("{at_least: 2, points", "{at_least: 1, points", "- {at_least: 1, points: 10}", "overlap"),
    "bands with a gap": ("{otherwise: true, points: 0}", "{at_least: 0, points: 0}", "{at_least: 0", "otherwise: true"),
    "a band without an edge": ("{at_least: 1, points: 10}", "{points: 10}", "{points: 10}", "either `at_least`"),
    "a worse band with more points": (
        "at_least: 1, points: 10",
        "at_least: 1, points: 40",
        "points: 40",
        "gives more points",
    ),
    "points the wrong way round": ("[20, 30]", "[30, 20]", "[30, 20]", "[lowest, highest]"),
    "a maximum out of reach": ("points: [20, 30]", "points: [20, 25]", "max: 30\n          art", "best that can be"),
    "weights that do not add up": ("score:\n  max: 30", "score:\n  max: 40", "max: 40", "add up to 30, not to 40"),
    "points of nothing": ("of: total", "of: grand_total", "of: grand_total", "the score has no"),
    "a requirement of nothing": ("requires: resident", "requires: residence", "requires: residence", "no criterion"),
    "a circle": ("requires: resident", "requires: enough", "requires: enough", "circle"),
    "a document not listed": (
        "article: 第七条",
        "article: 第七条\n    document: 2号",
        "id: intensity",
        "among the documents",
    ),
    "steps out of order": (
        "at_most: 200000000, bound",
        "at_most: 20000000, bound",
        "at_most: 20000000,",
        "have to rise",
    ),
    "steps without an end": (
        "{otherwise: true, bound: 0.03}",
        "{at_most: 9000000000, bound: 0.03}",
        "9000000000",
        "last step",
    ),
    "a ratio of people to yuan": (
        "numerator: [rnd_expense_y0]",
        "numerator: [headcount_y0]",
        "ratio: {num",
        "divided by",
    ),
    "an alias": ("title: {zh: 样例, en: Sample}", "title: &t {zh: 样例, en: Sample}", "&t", "anchors"),
    "a Python tag": ("programme: sample", "programme: !!python/object/apply:os.system [ls]", "!!python", "never code"),
    "a second document": ("criteria:\n", "---\ncriteria:\n", "---", "second document"),
    "a list for a mapping": ("title: {zh: 样例, en: Sample}", "title: [样例]", "[样例]", "has to be a mapping"),
    "a tab": ("status: active", "status: active\n\tx: 1", "\tx: 1", "not YAML"),
    "a bracket never closed": (
        "title: {zh: 样例, en: Sample}",
        "title: {zh: 样例, en: Sample",
        "documents",
        "not YAML",
    ),
}


class TestParseRulebook:
    def test_reads_a_good_one_as_written(self) -> None:
        rulebook = parse_rulebook(GOOD)
        assert (rulebook.programme, rulebook.version, rulebook.effective_from) == ("sample", "2026", date(2026, 4, 1))
        staff, intensity = (criterion.clause for criterion in rulebook.criteria[:2])
        assert isinstance(staff, Comparison)
        assert staff.bound == Decimal(500)
        assert isinstance(intensity, Comparison)
        assert isinstance(intensity.quantity, Ratio)
        assert [str(edge) for edge in intensity.edges()] == ["0.05", "0.04", "0.03"]
        assert rulebook.measures() == (
            "headcount_y0", "rnd_expense_y0", "revenue_y0", "mainland_resident", "ip_class1",
        )  # fmt: skip
        assert rulebook.score
        (rights,) = rulebook.score.items()
        assert isinstance(rights.scale, Bands)
        assert rights.scale.edges() == (Decimal(2), Decimal(1))

    @pytest.mark.parametrize(("old", "new", "at", "message"), BAD.values(), ids=BAD)
    def test_refuses(self, old: str, new: str, at: str, message: str) -> None:
        text = spoilt(old, new)
        with pytest.raises(RulebookError) as refused:
            parse_rulebook(text, "sample.yaml")
        findings = [finding for finding in refused.value.findings if message in finding.message]
        assert findings, str(refused.value)
        assert line_of(text, at) in {finding.line for finding in findings}, str(refused.value)
        assert f"sample.yaml, line {findings[0].line}, column {findings[0].column}: " in str(refused.value)

    def test_reports_every_problem_and_not_only_the_first(self) -> None:
        text = spoilt("bound: 500", "bound: many").replace("confidence: doubtful", "confidence: sure")
        with pytest.raises(RulebookError) as refused:
            parse_rulebook(text.replace("2027-03-31", "2027-02-29"))
        assert [finding.line for finding in refused.value.findings] == [8, 17, 23]

    @pytest.mark.parametrize(
        "text",
        ["[" * 5_000, "{a: " * 5_000, "- " * 5_000, "a:\n" + "".join(" " * i + "- \n" for i in range(500))],
        ids=["brackets", "braces", "dashes", "indents"],
    )
    def test_refuses_depth_without_exhausting_the_stack(self, text: str) -> None:
        with pytest.raises(RulebookError, match=r"deep|not YAML"):
            parse_rulebook(text)

    def test_refuses_an_alias_bomb_at_its_first_anchor(self) -> None:
        layers = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
        with pytest.raises(RulebookError, match="line 1, column 5: anchors"):
            parse_rulebook("\n".join(["a0: &a0 [x, x, x]", *layers]))

    @pytest.mark.parametrize("text", ["", "\n# only a comment\n", "just words", "- a\n- b\n", "\x07", "x" * 300_001])
    def test_refuses_what_is_no_rulebook(self, text: str) -> None:
        with pytest.raises(RulebookError):
            parse_rulebook(text)


class TestLoadRulebook:
    def test_names_the_file_and_line_of_another_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "gbk.yaml"
        path.write_bytes(GOOD.encode("gb18030"))
        with pytest.raises(RulebookError, match="line 4, column 1: this is not UTF-8"):
            load_rulebook(path)


class TestLoadRulebooks:
    def test_loads_all_that_ship_and_none_of_their_cases(self) -> None:
        shipped = load_rulebooks(SHIPPED)
        assert {(rulebook.programme, rulebook.version) for rulebook in shipped} >= {
            ("tech_sme", "2017"),
            ("hnte", "2016"),
        }
        assert all(rulebook.criteria or rulebook.status == "draft" for rulebook in shipped)

    def test_finds_an_article_and_a_confidence_at_every_criterion(self) -> None:
        for rulebook in load_rulebooks(SHIPPED):
            for criterion in rulebook.walk():
                assert criterion.article
                assert criterion.confidence
                assert criterion.text.zh
                assert criterion.text.en
