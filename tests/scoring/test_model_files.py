"""Opening models: only what training wrote is served, and what was loaded goes on serving."""

from pathlib import Path

import pytest
from pytest_django import Settings

from scoring.likelihood.targets import TARGETS
from scoring.model_files import ModelUnavailable, model_folder, open_afresh, open_model, untrained_targets, warm_up
from scoring.models import ModelVersion
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ModelVersion:
    return a_version(trained_by=UserFactory(role="model_owner"), in_use=True)


class TestOpenModel:
    def test_reads_what_training_wrote(self, version: ModelVersion) -> None:
        model = open_model(version)
        assert (model.card.target, model.card.version) == ("hnte_12m", version.version)
        assert len(model.refits) == 3

    def test_says_who_is_to_do_what_where_files_are_missing(self, version: ModelVersion) -> None:
        (model_folder(version) / "model.skops").unlink()
        with pytest.raises(ModelUnavailable, match=r"\./tidu train") as refused:
            open_model(version)
        assert str(version) in refused.value.message
        assert "./tidu model promote" in refused.value.message, "training alone puts nothing in use"
        assert str(Path(model_folder(version))) not in refused.value.message, "no place of this machine"

    def test_refuses_the_files_of_another_version(self, version: ModelVersion) -> None:
        other = a_version("hnte_12m", trained_by=None, version="2026-05-02-bbbb")
        target = model_folder(version)
        for name in ("model.skops", "card.json"):
            (target / name).write_bytes((model_folder(other) / name).read_bytes())
        with pytest.raises(ModelUnavailable):
            open_model(version)

    def test_refuses_files_that_the_database_does_not_know(self, version: ModelVersion) -> None:
        ModelVersion.objects.filter(pk=version.pk).update(sha256="f" * 64)
        version.refresh_from_db()
        with pytest.raises(ModelUnavailable):
            open_model(version)

    def test_goes_on_serving_what_it_loaded_when_the_files_break(self, version: ModelVersion) -> None:
        served = open_model(version)
        (model_folder(version) / "model.skops").write_bytes(b"broken")
        assert open_model(version) is served
        with pytest.raises(ModelUnavailable):
            open_afresh(version)
        assert open_model(version) is served


class TestUntrainedTargets:
    def test_are_those_without_a_model_that_can_be_used(self, version: ModelVersion) -> None:
        assert [target.key for target in untrained_targets()] == [key for key in TARGETS if key != "hnte_12m"]
        (model_folder(version) / "model.skops").write_bytes(b"another")
        assert [target.key for target in untrained_targets()] == list(TARGETS)

    def test_are_those_with_a_model_of_a_release_before(self, version: ModelVersion) -> None:
        card = {name: said for name, said in version.card.items() if name != "earned"}
        ModelVersion.objects.filter(pk=version.pk).update(card=card)
        assert [target.key for target in untrained_targets()] == list(TARGETS)

    def test_are_all_once_the_instance_has_another_key(self, version: ModelVersion, settings: Settings) -> None:
        settings.SECRET_KEY = "another key of this instance, as long as it has to be"
        assert [target.key for target in untrained_targets()] == list(TARGETS)
        a_version(trained_by=None, version="2026-05-02-bbbb")
        assert "hnte_12m" not in [target.key for target in untrained_targets()], "the new one waits to be promoted"


class TestWarmUp:
    def test_goes_past_a_model_that_cannot_be_used(
        self, version: ModelVersion, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        broken = a_version("gazelle_3y", trained_by=None, in_use=True)
        (model_folder(broken) / "card.json").unlink()
        monkeypatch.setattr("scoring.model_files.connection.close", lambda: None)  # the connection is this test's own
        warm_up()
        assert "gazelle_3y" in caplog.text
        (model_folder(version) / "model.skops").unlink()
        assert open_model(version).card.target == "hnte_12m", "it was loaded before"
