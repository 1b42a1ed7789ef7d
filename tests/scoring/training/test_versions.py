"""Versions on record: never in use by themselves, never another than what was decided on."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from scoring.likelihood.champion import UnopenedModel
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.targets import HNTE_12M
from scoring.model_decisions import promote
from scoring.model_files import model_folder, open_model
from scoring.models import ModelDecision
from scoring.training.versions import champion_of, git_commit, register
from tests.factories import UserFactory
from tests.scoring.stored_models import a_model

pytestmark = pytest.mark.django_db


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return bool(cursor.fetchone()[0])


class TestRegister:
    def test_stores_what_can_be_opened_and_is_not_in_use(self) -> None:
        owner = UserFactory(role="model_owner")
        version = register(a_model(), trained_by=owner)
        assert (version.is_promoted, version.trained_by) == (False, owner)
        assert open_model(version).card.version == version.version
        assert version.card["target"] == HNTE_12M.key

    def test_replaces_a_version_by_its_like(self) -> None:
        model = a_model()
        first, again = (register(model, trained_by=None) for _ in range(2))
        assert first.pk == again.pk

    def test_never_touches_what_somebody_decided_on(self) -> None:
        model = a_model()
        owner = UserFactory()
        decided = register(model, trained_by=owner)
        ModelDecision.objects.create(model_version=decided, kind="retire", note="不再使用", decided_by=UserFactory())
        content = (model_folder(decided) / "model.skops").read_bytes()
        others = [register(model, trained_by=owner) for _ in range(2)]
        assert [one.version for one in others] == [f"{decided.version}-2"] * 2
        assert (model_folder(decided) / "model.skops").read_bytes() == content
        assert open_model(others[-1]).card.version == others[-1].version

    def test_leaves_a_version_to_who_trained_it(self) -> None:
        owner, model = UserFactory(role="model_owner"), a_model()
        waiting = register(model, trained_by=owner)
        nobodys = register(model, trained_by=None)
        anothers = register(model, trained_by=UserFactory(role="model_owner"))
        assert [one.version for one in (nobodys, anothers)] == [f"{waiting.version}-2", f"{waiting.version}-3"]
        waiting.refresh_from_db()
        assert waiting.trained_by == owner
        assert register(model, trained_by=owner).pk == waiting.pk

    @pytest.mark.django_db(transaction=True)
    def test_waits_for_who_decides_on_the_target(self) -> None:
        """What is decided on while a model is stored is not overwritten: the two take turns."""
        owner, approver, model = UserFactory(role="model_owner"), UserFactory(role="rule_approver"), a_model()
        waiting = register(model, trained_by=owner)
        held, go_on = Event(), Event()

        def decide() -> None:
            try:
                with transaction.atomic():
                    promote(version=waiting, by=approver, note="优于规则基线")
                    held.set()
                    assert go_on.wait(30)
            finally:
                connection.close()

        def store() -> str:
            try:
                return register(model, trained_by=owner).version
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as others:
            decided = others.submit(decide)
            assert held.wait(30)
            stored = others.submit(store)
            while not somebody_waits():
                assert not stored.done()
            go_on.set()
            decided.result()
            assert stored.result() == f"{waiting.version}-2"
        assert open_model(waiting).card.version == waiting.version

    def test_never_touches_the_one_in_use(self) -> None:
        model = a_model()
        in_use = register(model, trained_by=UserFactory())
        in_use.is_promoted = True
        in_use.save()
        other = register(model, trained_by=None)
        in_use.refresh_from_db()
        assert (in_use.is_promoted, other.is_promoted, other.pk == in_use.pk) == (True, False, False)


class TestChampionOf:
    def test_is_the_one_in_use(self) -> None:
        version = register(a_model(), trained_by=None)
        assert champion_of(HNTE_12M.key) is None
        version.is_promoted = True
        version.save()
        found = champion_of(HNTE_12M.key)
        assert isinstance(found, TrainedModel)
        assert found.card.version == version.version

    def test_is_its_version_alone_where_its_files_are_gone(self) -> None:
        version = register(a_model(version="2026-05-01-bbbb"), trained_by=None)
        version.is_promoted = True
        version.save()
        shutil.rmtree(model_folder(version))
        assert champion_of(HNTE_12M.key) == UnopenedModel(version="2026-05-01-bbbb")


class TestGitCommit:
    def test_is_a_commit_or_nothing(self) -> None:
        assert git_commit() == "" or len(git_commit().removesuffix("-dirty")) == 40
