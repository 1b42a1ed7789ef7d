import pytest
from django.core.management import CommandError

from config.cli import prepare as preparing
from config.cli.prepare import prepare
from config.cli.steps import StepFailed


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which management commands are called; they do nothing but say what real ones say."""
    names: list[str] = []

    def call_command(*command: str, stdout: preparing.Lines) -> None:
        names.append(command[0])
        if command[0] == "load_demo":
            stdout.write("7,000 firms\nlogin\tcounty_worker\tdemo-county\tSecret-1234\n")

    monkeypatch.setattr(preparing, "call_command", call_command)
    return names


class TestPrepare:
    def test_goes_from_migrations_to_likelihoods_in_order(self, called: list[str]):
        assert prepare([]) == 0
        assert called == [
            *("migrate", "createcachetable", "load_reference", "load_rulebooks"),
            *("load_demo", "assess", "train", "promote_demo_models", "score"),
        ]

    def test_makes_nothing_up_without_the_demo_city(self, called: list[str]):
        prepare(["--no-demo"])
        assert called == ["migrate", "createcachetable", "load_reference", "load_rulebooks"]

    @pytest.mark.usefixtures("called")
    def test_shows_the_logins_once_and_last(self, capsys: pytest.CaptureFixture[str]):
        prepare([])
        printed = capsys.readouterr().out
        assert printed.count("Secret-1234") == 1
        assert printed.splitlines()[-1].split() == ["demo-county", "Secret-1234", "county_worker"]

    @pytest.mark.usefixtures("called")
    def test_shows_the_logins_even_when_a_later_step_fails(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        usual = preparing.call_command

        def fail_at_training(*command: str, stdout: preparing.Lines) -> None:
            if command[0] == "train":
                raise CommandError("no data")
            usual(*command, stdout=stdout)

        monkeypatch.setattr(preparing, "call_command", fail_at_training)
        with pytest.raises(StepFailed, match="train --if-missing --by demo-model-owner refused: no data"):
            prepare([])
        assert "Secret-1234" in capsys.readouterr().out

    def test_refuses_an_option_it_does_not_know(self, called: list[str]):
        with pytest.raises(StepFailed, match="--nodemo"):
            prepare(["--nodemo"])
        assert called == []
