import sys

import pytest

from config.cli.entry import run
from config.cli.steps import StepFailed, run_quietly, step


class TestRunQuietly:
    def test_hears_every_line_and_shows_none_of_them(self, capsys: pytest.CaptureFixture[str]):
        heard: list[str] = []
        run_quietly([sys.executable, "-c", "print('one'); print('two')"], doing="counting", heard=heard.append)
        assert heard == ["one", "two"]
        assert capsys.readouterr().out == ""

    def test_says_what_the_program_said_last_when_it_failed(self):
        with pytest.raises(StepFailed, match=r"counting failed \(exit status 3\):\nwrong number"):
            run_quietly([sys.executable, "-c", "print('wrong number'); exit(3)"], doing="counting")

    def test_names_a_program_that_is_not_there(self):
        with pytest.raises(StepFailed, match="/no/such/program could not be started"):
            run_quietly(["/no/such/program"], doing="counting")


class TestStep:
    def test_says_when_it_begins_and_how_long_it_took(self, capsys: pytest.CaptureFixture[str]):
        with step("counting") as under_way:
            under_way.line("one")
        begun, said, ended = capsys.readouterr().out.splitlines()
        assert (begun, said.strip()) == ("▸ counting", "one")
        assert ended.startswith("✓ counting (0.")

    def test_says_that_it_failed(self, capsys: pytest.CaptureFixture[str]):
        with pytest.raises(ZeroDivisionError), step("dividing"):
            _ = 1 / 0
        assert capsys.readouterr().out.splitlines()[-1].startswith("✗ dividing")


class TestRun:
    @pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
    def test_lists_the_sub_commands_without_installing_anything(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("config.cli.entry.ensure_installed", lambda lock: pytest.fail("it installs"))
        assert run(arguments) == 0
        printed = capsys.readouterr().out
        assert all(f"./tidu {name}" in printed for name in ("up", "serve", "test", "check", "fix", "bench"))
        assert "load_reference" in printed
