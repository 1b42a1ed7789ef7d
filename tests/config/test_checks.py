from pathlib import Path

import pytest

from config.cli import checks
from config.cli.checks import check, fix
from config.cli.steps import StepFailed


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which programs are run; each does nothing and is content."""
    run: list[str] = []
    monkeypatch.setattr(checks, "compile_messages", lambda: None)
    monkeypatch.setattr(checks, "ensure_packages", lambda: None)
    monkeypatch.setattr(checks, "run_quietly", lambda command, **given: run.append(given["doing"]))
    monkeypatch.setattr(checks, "run_script", lambda name, *arguments, node: run.append(name))
    monkeypatch.setattr(checks, "_demand_same", lambda kept, made: None)
    return run


class TestCheck:
    def test_is_content_when_every_check_is(self, programs: list[str]):
        assert check([]) == 0
        assert {"ruff", "mypy", "lint-imports", "typecheck", "lint", "makemigrations", "generate", "check"} <= set(
            programs
        )

    def test_goes_on_after_a_failure_and_names_it_at_the_end(
        self, programs: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        def fail(command: list[Path | str], *, doing: str, **given: object) -> None:
            programs.append(doing)
            if doing == "mypy":
                raise StepFailed("mypy failed: a wrong type")

        monkeypatch.setattr(checks, "run_quietly", fail)
        assert check([]) == 1
        assert programs[-1] == "check"
        assert capsys.readouterr().out.splitlines()[-1] == "1 of 10 checks failed: mypy --strict"

    def test_takes_no_arguments(self):
        with pytest.raises(StepFailed, match="--fast"):
            check(["--fast"])


class TestFix:
    def test_regenerates_the_document_before_the_client(self, programs: list[str]):
        assert fix([]) == 0
        assert programs.index("spectacular") < programs.index("generate")


class TestOpenapiDrift:
    def test_notices_a_document_that_the_code_has_left_behind(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        kept = tmp_path / "openapi.yaml"
        kept.write_text("openapi: 3.1.0\n")
        monkeypatch.setattr(checks, "ROOT", tmp_path)
        monkeypatch.setattr(checks, "OPENAPI", kept)
        monkeypatch.setattr(checks, "_write_openapi", lambda target: target.write_text("openapi: 3.1.0\npaths: {}\n"))
        with pytest.raises(StepFailed, match=r"\./tidu fix"):
            checks._openapi_drift()
