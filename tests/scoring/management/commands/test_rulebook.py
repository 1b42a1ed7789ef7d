"""`./tidu rulebook check`: what it says, and its exit status."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from config.cli.main import NEED_NO_DATABASE
from tests.scoring.drafts import cases, text


def check(*paths: Path) -> tuple[int, str]:
    """Exit status and words."""
    out = io.StringIO()
    try:
        call_command("rulebook", "check", *map(str, paths), stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A rulebook that is well, with cases that pass."""
    folder = tmp_path / "gazelle"
    folder.mkdir()
    (folder / "2026.cases.yaml").write_text(cases(), "utf-8")
    path = folder / "2026.yaml"
    path.write_text(text(), "utf-8")
    return path


class TestCheck:
    """These tests ask for no database, so pytest-django refuses any use of one."""

    def test_says_that_all_is_well(self, file: Path) -> None:
        status, words = check(file)
        assert status == 0
        assert "gazelle@2026, 2 of 2 cases as they should be" in words

    def test_names_line_and_column_of_every_finding(self, file: Path) -> None:
        file.write_text(text(status="activ").replace("unit: people", "unit: yuan"), "utf-8")
        status, words = check(file)
        assert status == 1
        assert f"{file}:3:9: 这里不能写 `activ`，只能是：" in words
        assert f"{file}:16:11: 这里的单位是people，不是yuan。" in words
        assert " / the unit here is people, not yuan." in words

    def test_names_the_case_that_comes_out_otherwise(self, file: Path) -> None:
        file.write_text(text(bound=60), "utf-8")
        status, words = check(file)
        assert status == 1
        assert (
            "2026.cases.yaml:3: 刚好 — just enough: 评估结论为不符合，应为符合 / verdict is unmet, expected met"
            in words
        )

    def test_names_what_is_wrong_with_the_cases(self, file: Path) -> None:
        file.with_name("2026.cases.yaml").write_text("rulebook: 2026.yaml\n", "utf-8")
        status, words = check(file)
        assert (status, "2026.cases.yaml:1:1: 缺少 `cases`，请写上 `cases: …`。" in words) == (1, True)

    def test_checks_a_folder_and_a_rulebook_by_its_cases(self, file: Path) -> None:
        (file.parent / "2027.yaml").write_text("[", "utf-8")
        status, words = check(file.parent)
        assert (status, "1 of 2 files have something wrong" in words) == (1, True)
        assert check(file.with_name("2026.cases.yaml"))[0] == 0

    def test_fails_for_what_is_not_there(self, tmp_path: Path) -> None:
        status, words = check(tmp_path / "nowhere.yaml")
        assert (status, "cannot be read" in words) == (1, True)
        assert check(tmp_path)[0] == 1

    def test_starts_no_postgresql(self) -> None:
        assert "rulebook" in NEED_NO_DATABASE
