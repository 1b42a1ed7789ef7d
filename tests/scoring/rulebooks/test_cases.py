"""The cases beside the rulebooks pass; a case that is wrong says so."""

import shutil
from pathlib import Path

import pytest

from scoring.rulebooks.cases import CaseResult, check_cases
from scoring.rulebooks.loader import RulebookError, load_rulebook
from tests.scoring.rulebooks.firms import SHIPPED

FILES = sorted(SHIPPED.rglob("*.cases.yaml"))
RESULTS = [(path, result) for path in FILES for result in check_cases(path)]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "tech_sme", tmp_path / "tech_sme")
    return tmp_path / "tech_sme" / "2017.cases.yaml"


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


class TestShippedCases:
    @pytest.mark.parametrize("result", [result for _, result in RESULTS], ids=lambda result: result.name)
    def test_pass(self, result: CaseResult) -> None:
        assert result.passed, f"line {result.line}: {'; '.join(words.en for words in result.differences)}"

    def test_stand_beside_every_rulebook_but_drafts(self) -> None:
        rulebooks = {
            path.with_suffix("")
            for path in SHIPPED.rglob("*.yaml")
            if path not in FILES and load_rulebook(path).status != "draft"
        }
        assert {path.with_suffix("").with_suffix("") for path in FILES} >= rulebooks


class TestCheckCases:
    def test_tells_what_came_out_otherwise(self, cases: Path) -> None:
        rewrite(
            cases, "points: {st_staff: 20, rnd: 40, ip: 24, total: 84}", "points: {total: 85}, criteria: {sales: unmet}"
        )
        first = check_cases(cases)[0]
        assert [(words.zh, words.en) for words in first.differences] == [
            ("“年销售收入不超过2亿元”（sales）为符合，应为不符合", "sales is met, expected unmet"),
            ("总分得84分，应为85分", "total has 84 to 84 points, expected 85 to 85"),
        ]
        assert not first.passed

    def test_fails_when_a_number_of_the_rulebook_changes(self, cases: Path) -> None:
        rewrite(cases.parent / "2017.yaml", "    bound: 500\n", "    bound: 499\n")
        failed = [result.name for result in check_cases(cases) if not result.passed]
        assert failed == ["职工正好500人，仍符合 — exactly 500 employees still pass"]

    def test_names_the_line_of_a_misspelt_measure_and_criterion(self, cases: Path) -> None:
        rewrite(cases, "given: {headcount_y0: 501, st", "given: {headcounts_y0: 501, st")
        rewrite(cases, "criteria: {sales: met}", "criteria: {sale: met}")
        with pytest.raises(RulebookError) as refused:
            check_cases(cases)
        assert [finding.message.split(";")[0] for finding in refused.value.findings] == [
            "there is no measure `headcounts_y0`",
            "the rulebook has no criterion `sale`",
        ]
