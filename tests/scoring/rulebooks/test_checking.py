"""Checking a text while it is typed: whatever is written, findings come out, soon, and nothing is raised."""

import re
import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.rulebooks import checking
from scoring.rulebooks.checking import Checked, check
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.loader import CASES_SUFFIX, RulebookError, parse_rulebook
from scoring.rulebooks.numbers import numbers_in
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import SHIPPED
from tests.scoring.rulebooks.samples import GOOD

BASES = ("sme_size/2011", "etrc_henan/2024", "tech_sme/2017", "gazelle_oecd/2007")
ODD = (
    *("", "[]", "{}", "[[]]", "[1, 2, 3]", "[a, [b]]", "{a: b}", "{? [a] : b}", "~", "null", "-1", "0", "1e9", "010"),
    *(
        "9999999999999999",
        "0.000000001",
        '"01"',
        '"97-01"',
        "total",
        "unknown",
        "met",
        "large",
        "2026-02-30",
        "[total]",
    ),
    *(
        '"\\0"',
        '"\\ud800"',
        '"\\U00110000"',
        '"\\n"',
        "!!x y",
        "&a b",
        "*a",
        "|",
        "'",
        "\t",
        "---",
        "🙂",
        "sme_size@2011",
    ),
    "x" * 300,
)
VALUE = re.compile(r"(?<=: )(\[[^\]\n]*\]|\{[^}\n]*\}|[^,{}\[\]\n]+)")
KEY = re.compile(r"[a-z_]+(?=:)")
BAD_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
WORDS = "title: {zh: 甲, en: a}, text: {zh: 甲, en: a}, article: x, confidence: solid"
MEMBERS = f"  - {{id: g, {WORDS}, kind: any_of, members: [\n"


@cache
def library(programme: str, version: str) -> Rulebook | None:
    path = SHIPPED / programme / f"{version}.yaml"
    return parse_rulebook(path.read_text("utf-8"), library=library) if path.is_file() else None


@cache
def shipped(name: str) -> tuple[str, str]:
    path = SHIPPED / f"{name}.yaml"
    return path.read_text("utf-8"), path.with_name(path.stem + CASES_SUFFIX).read_text("utf-8")


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """The text with a few things cut, doubled, renamed or replaced."""
    for _ in range(draw(st.integers(1, 3))):
        how = draw(st.sampled_from(("cut", "lose", "double", "rename", *("replace",) * 4)))
        lines = text.splitlines(keepends=True)
        at = draw(st.integers(0, max(len(lines) - 1, 0)))
        if how == "cut":
            text = text[: draw(st.integers(0, len(text)))]
        elif how == "lose":
            text = "".join(lines[:at] + lines[at + 1 :])
        elif how == "double":
            text = "".join(lines[:at] + lines[at : at + 1] * 2 + lines[at + 1 :])
        elif places := list((KEY if how == "rename" else VALUE).finditer(text)):
            place = draw(st.sampled_from(places))
            other = draw(st.sampled_from(("points", "measure", "total", "é", "<<"))) if how == "rename" else None
            text = text[: place.start()] + (other or draw(st.sampled_from(ODD))) + text[place.end() :]
    return text


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    source, cases = shipped(draw(st.sampled_from(BASES)))
    if draw(st.booleans()):
        return source, draw(spoilt(cases))
    return draw(spoilt(source)), cases


def sheet(member: str, count: int) -> str:
    """A rulebook with a choice of `count` members; `7` in `member` becomes the number of each."""
    head = GOOD[: GOOD.index("criteria:\n")] + "criteria:\n"
    return head + MEMBERS + "".join(f"    {member.replace('7', str(at))},\n" for at in range(count)) + "  ]}\n"


MEETS = "{id: a7, title: {zh: 甲, en: a}, kind: meets, rulebook: sme_size@2011}"
FLAG = "{id: a7, title: {zh: 甲, en: a}, kind: is_true, measure: own_rnd_ip}"


def firms(count: int) -> str:
    return "rulebook: x\ncases:\n" + "- {case: a, expect: {verdict: met}}\n" * count


def messages(found: Checked) -> list[str]:
    return [finding.message for finding in (*found.findings, *found.case_findings)]


class TestCheck:
    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(written())
    def test_raises_nothing_whatever_is_written_and_says_it_in_both_languages(self, texts: tuple[str, str]) -> None:
        found = check(*texts, library)
        for finding in (*found.findings, *found.case_findings):
            assert finding.line >= 1
            assert finding.column >= 1
            assert not BAD_CHARACTER.search(finding.message)
            assert in_words(finding.message).zh != finding.message
        try:
            numbers_in(texts[0])
        except RulebookError:
            assert found.findings

    def test_runs_the_cases_of_a_rulebook_that_reads_nothing(self) -> None:
        source = GOOD[: GOOD.index("criteria:\n")].replace("status: active", "status: draft")
        assert [result.line for result in check(source, firms(2), library).case_results] == [3, 4]

    def test_runs_the_cases_of_one_text_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        source, cases = sheet(FLAG.replace("7", "once"), 1), firms(3)
        before = check(source, cases, library)
        monkeypatch.setattr(checking, "run_cases", lambda *_: pytest.fail("run again"))
        assert check(source, cases, library) == before
        with pytest.raises(pytest.fail.Exception, match="run again"):
            check(source, cases + "\n", library)

    def test_counts_criteria_taken_over_and_refuses_too_many(self) -> None:
        found = check(sheet(MEETS, 399), "", library)
        assert [words for words in messages(found) if "criteria" in words] == [
            "here are more than 400 criteria, those taken over by `meets` among them. Split the rulebook."
        ]
        assert not [words for words in messages(check(sheet(FLAG, 399), "", library)) if "criteria" in words]
        assert [words for words in messages(check(sheet(FLAG, 400), "", library)) if "criteria" in words]

    def test_refuses_ids_that_get_too_long_by_taking_over(self) -> None:
        inner = parse_rulebook(sheet(MEETS.replace("a7", "i" * 28), 1), library=library)
        assert max(len(one.id) for one in inner.walk()) == 33
        source = sheet(MEETS.replace("a7", "o" * 25), 1)
        assert not messages(check(source, "", lambda *_: inner))
        (finding,) = check(source.replace("o" * 25, "o" * 26), "", lambda *_: inner).findings
        assert "gets 61 characters, at most 60" in finding.message
        assert (finding.line, finding.column) == (source[: source.index("ooo")].count("\n") + 1, 10)

    def test_refuses_too_many_cases(self) -> None:
        source = sheet(FLAG, 1)
        assert len(check(source, firms(150), library).case_results) == 150
        found = check(source, firms(151), library)
        assert messages(found) == ["here are 151 cases; at most 150 are run. Remove those that show the same."]
        assert found.case_findings[0].line == 3

    def test_takes_no_more_than_seconds_for_the_most_that_can_be_written(self) -> None:
        started = time.process_time()
        found = check(sheet(MEETS, 199), firms(150), library)
        assert len(found.case_results) == 150
        check(
            *shipped("sme_size/2011")[:1],
            "rulebook: x\nbase:\n" + "".join(f" rnd{at}: 1\n" for at in range(4000)),
            library,
        )
        assert time.process_time() - started < 5
