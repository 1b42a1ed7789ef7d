"""Who puts models in use: another person than who trained them, on what the signed card says, or nobody at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import ProgrammingError, transaction
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks

from crm.accounts.models import User
from scoring.likelihood.registry import read_approvals
from scoring.model_decisions import (
    AlreadyInUse,
    DecisionNote,
    FindingsOpen,
    NothingBefore,
    NothingToSign,
    NotInUse,
    OtherChampion,
    OwnModel,
    TrainerUnknown,
    champion_of,
    decisions_of,
    may_promote,
    may_retire,
    may_roll_back,
    promote,
    retire,
    roll_back,
    version_before,
)
from scoring.model_files import ModelUnavailable, model_folder, open_model
from scoring.models import ModelDecision, ModelVersion
from tests.factories import UserFactory
from tests.scoring.stored_models import a_version

WHY = "在2025年留出年份上优于规则基线"
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return UserFactory(role="model_owner")


@pytest.fixture
def approver() -> User:
    return UserFactory(role="rule_approver")


@pytest.fixture
def first(owner: User) -> ModelVersion:
    return a_version(trained_by=owner)


@pytest.fixture
def second(owner: User, first: ModelVersion) -> ModelVersion:
    return a_version(trained_by=owner, version="2026-05-02-bbbb", champion=first.version)


def asked_for_scores() -> bool:
    return ProcrastinateJob.objects.filter(task_name="scoring.tasks.refresh_scores", status="todo").exists()


def truncated(version: ModelVersion) -> None:
    file = model_folder(version) / "model.skops"
    file.write_bytes(file.read_bytes()[:-100])


def without_card(version: ModelVersion) -> None:
    (model_folder(version) / "card.json").unlink()


def said_better_of(version: ModelVersion) -> None:
    card = model_folder(version) / "card.json"
    card.write_text(card.read_text("utf-8").replace('"seed": 0', '"seed": 1'), "utf-8")


class TestPromote:
    def test_puts_it_in_use_on_record_and_signed_and_asks_for_new_scores(
        self,
        first: ModelVersion,
        approver: User,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            decision = promote(version=first, by=approver, note=WHY)
        assert (champion_of("hnte_12m"), decision.replaced, decision.kind) == (first, None, "promote")
        (signed,) = read_approvals(model_folder(first), key=settings.SECRET_KEY.encode())
        assert (signed.decided_by, signed.note, signed.kind) == (approver.username, WHY, "promote")
        assert asked_for_scores()

    def test_takes_the_place_of_the_one_that_was_in_use(
        self, first: ModelVersion, second: ModelVersion, approver: User
    ) -> None:
        promote(version=first, by=approver, note=WHY)
        decision = promote(version=second, by=approver, note=WHY)
        assert (decision.replaced, champion_of("hnte_12m")) == (first, second)
        assert ModelVersion.objects.filter(is_promoted=True).count() == 1

    def test_asks_for_a_comparison_with_the_one_in_use(
        self, first: ModelVersion, second: ModelVersion, owner: User, approver: User
    ) -> None:
        older = a_version(trained_by=owner, version="2026-04-30-eeee")
        for version in (first, second):
            promote(version=version, by=approver, note=WHY)
        third = a_version(trained_by=owner, version="2026-05-03-cccc", champion=first.version)
        for version in (older, third):
            with override("en"), pytest.raises(OtherChampion, match="Train it again"):
                promote(version=version, by=approver, note=WHY)
        assert champion_of("hnte_12m") == second
        retire(target="hnte_12m", by=approver, note=WHY)
        promote(version=older, by=approver, note=WHY)

    def test_is_not_for_who_trained_it_whatever_the_role(self, approver: User) -> None:
        own = a_version(trained_by=approver)
        assert not may_promote(own, approver)
        with pytest.raises(OwnModel):
            promote(version=own, by=approver, note=WHY)
        assert champion_of("hnte_12m") is None

    def test_stays_closed_to_the_trainer_who_has_become_an_approver(self, first: ModelVersion, owner: User) -> None:
        User.objects.filter(pk=owner.pk).update(role="rule_approver")
        with pytest.raises(OwnModel):
            promote(version=first, by=User.objects.get(pk=owner.pk), note=WHY)

    def test_asks_for_somebody_who_trained_it(self, approver: User) -> None:
        nobodys = a_version(trained_by=None)
        assert not may_promote(nobodys, approver)
        with pytest.raises(TrainerUnknown, match="--by"):
            promote(version=nobodys, by=approver, note=WHY)

    @pytest.mark.parametrize("note", ["", "  ", "长" * 401])
    def test_asks_why(self, first: ModelVersion, approver: User, note: str) -> None:
        with pytest.raises(DecisionNote):
            promote(version=first, by=approver, note=note)

    def test_puts_nothing_in_use_twice(self, first: ModelVersion, approver: User) -> None:
        promote(version=first, by=approver, note=WHY)
        assert not may_promote(champion_of("hnte_12m") or first, approver)
        with pytest.raises(AlreadyInUse):
            promote(version=first, by=approver, note=WHY)

    def test_lets_a_person_sign_for_what_can_be_signed_for(self, owner: User, approver: User) -> None:
        version = a_version(trained_by=owner, refused=("slices",))
        with pytest.raises(FindingsOpen) as open_still:
            promote(version=version, by=approver, note=WHY)
        assert open_still.value.details["rules"] == ["slices"]
        decision = promote(version=version, by=approver, note=WHY, signed_for=["slices"])
        assert decision.signed_for == ["slices"]

    def test_lets_nobody_sign_for_the_rest(self, owner: User, approver: User) -> None:
        version = a_version(trained_by=owner, refused=("calibrated", "slices"))
        with pytest.raises(NothingToSign, match="calibrated"):
            promote(version=version, by=approver, note=WHY, signed_for=["calibrated", "slices"])
        with pytest.raises(FindingsOpen, match="calibrated"):
            promote(version=version, by=approver, note=WHY, signed_for=["slices"])

    def test_takes_no_signature_for_what_held(self, first: ModelVersion, approver: User) -> None:
        with pytest.raises(NothingToSign, match="slices"):
            promote(version=first, by=approver, note=WHY, signed_for=["slices"])

    def test_believes_the_signed_card_and_not_the_database(self, owner: User, approver: User) -> None:
        version = a_version(trained_by=owner, refused=("calibrated",))
        held = [{**finding, "held": True} for finding in version.card["findings"]]
        ModelVersion.objects.filter(pk=version.pk).update(card={**version.card, "findings": held, "earned": True})
        with pytest.raises(FindingsOpen):
            promote(version=version, by=approver, note=WHY)

    @pytest.mark.parametrize("damage", [truncated, without_card, said_better_of])
    def test_refuses_damaged_files_and_the_champion_goes_on_serving(
        self, first: ModelVersion, second: ModelVersion, approver: User, damage: Callable[[ModelVersion], None]
    ) -> None:
        promote(version=first, by=approver, note=WHY)
        open_model(second)  # loaded while it was whole: the files count as they are now
        damage(second)
        with pytest.raises(ModelUnavailable):
            promote(version=second, by=approver, note=WHY)
        assert champion_of("hnte_12m") == first
        assert open_model(first).card.version == first.version
        assert ModelDecision.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_leaves_no_approval_behind_that_the_database_does_not_know(
        self, first: ModelVersion, approver: User
    ) -> None:
        def cut_off() -> None:
            with transaction.atomic():
                promote(version=first, by=approver, note=WHY)
                raise RuntimeError("before it was committed")

        with pytest.raises(RuntimeError, match="before it was committed"):
            cut_off()
        assert champion_of("hnte_12m") is None
        assert not (model_folder(first) / "approval.json").exists()

    @pytest.mark.django_db(transaction=True)
    def test_writes_every_decision_anew_where_the_file_was_lost_or_changed(
        self, first: ModelVersion, approver: User, caplog: pytest.LogCaptureFixture
    ) -> None:
        promote(version=first, by=approver, note=WHY)
        (model_folder(first) / "approval.json").write_text("{}")
        retire(target="hnte_12m", by=approver, note="新办法出台")
        signed = read_approvals(model_folder(first), key=settings.SECRET_KEY.encode())
        assert [(one.kind, one.note) for one in signed] == [("promote", WHY), ("retire", "新办法出台")]
        assert "not beside its files" not in caplog.text


class TestRollBack:
    def test_puts_back_what_was_in_use_before_and_further_back_each_time(
        self, owner: User, first: ModelVersion, second: ModelVersion, approver: User
    ) -> None:
        third = a_version(trained_by=owner, version="2026-05-03-cccc", champion=second.version)
        for version in (first, second, third):
            promote(version=version, by=approver, note=WHY)
        for expected in (second, first):
            assert may_roll_back(version_before("hnte_12m"), approver)
            decision = roll_back(target="hnte_12m", by=approver, note="现网校准变差")
            assert (decision.model_version, decision.kind, champion_of("hnte_12m")) == (expected, "roll_back", expected)
        assert not may_roll_back(version_before("hnte_12m"), approver)
        with pytest.raises(NothingBefore):
            roll_back(target="hnte_12m", by=approver, note=WHY)

    def test_is_not_for_who_trained_what_comes_back(
        self, first: ModelVersion, second: ModelVersion, owner: User, approver: User
    ) -> None:
        for version in (first, second):
            promote(version=version, by=approver, note=WHY)
        with pytest.raises(OwnModel):
            roll_back(target="hnte_12m", by=owner, note=WHY)
        assert champion_of("hnte_12m") == second

    def test_asks_for_somebody_who_trained_what_comes_back(
        self, first: ModelVersion, second: ModelVersion, approver: User
    ) -> None:
        for version in (first, second):
            promote(version=version, by=approver, note=WHY)
        ModelVersion.objects.filter(pk=first.pk).update(trained_by=None)
        assert not may_roll_back(version_before("hnte_12m"), approver)
        with pytest.raises(TrainerUnknown):
            roll_back(target="hnte_12m", by=approver, note=WHY)
        assert champion_of("hnte_12m") == second

    def test_leaves_the_champion_where_the_files_before_it_are_damaged(
        self, first: ModelVersion, second: ModelVersion, approver: User
    ) -> None:
        for version in (first, second):
            promote(version=version, by=approver, note=WHY)
        truncated(first)
        with pytest.raises(ModelUnavailable):
            roll_back(target="hnte_12m", by=approver, note=WHY)
        assert champion_of("hnte_12m") == second

    def test_puts_back_what_was_taken_out(self, first: ModelVersion, approver: User) -> None:
        promote(version=first, by=approver, note=WHY)
        retire(target="hnte_12m", by=approver, note="新办法出台")
        assert version_before("hnte_12m") == first
        roll_back(target="hnte_12m", by=approver, note="停用有误")
        assert champion_of("hnte_12m") == first


class TestRetire:
    def test_takes_it_out_of_use_and_keeps_why(self, first: ModelVersion, approver: User) -> None:
        promote(version=first, by=approver, note=WHY)
        assert may_retire(champion_of("hnte_12m"), approver)
        decision = retire(target="hnte_12m", by=approver, note="新办法出台")
        assert (champion_of("hnte_12m"), decision.kind, decision.note) == (None, "retire", "新办法出台")
        assert [one.kind for one in decisions_of("hnte_12m")] == ["retire", "promote"]

    def test_does_without_files(self, first: ModelVersion, approver: User) -> None:
        promote(version=first, by=approver, note=WHY)
        for file in Path(model_folder(first)).iterdir():
            file.unlink()
        retire(target="hnte_12m", by=approver, note="文件损坏")
        assert champion_of("hnte_12m") is None

    def test_has_nothing_to_take_out(self, first: ModelVersion, approver: User) -> None:
        assert not may_retire(champion_of(first.target), approver)
        with pytest.raises(NotInUse):
            retire(target=first.target, by=approver, note=WHY)


class TestDecisions:
    def test_never_change(self, first: ModelVersion, approver: User) -> None:
        promote(version=first, by=approver, note=WHY)
        for change in (lambda: ModelDecision.objects.update(note="改"), ModelDecision.objects.all().delete):
            with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
                change()
