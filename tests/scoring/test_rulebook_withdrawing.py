"""Withdrawing takes one action and a reason, and can be undone; both stay on record."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.errors import DomainError
from scoring.models import RulebookVersion
from scoring.rulebook_withdrawing import reinstate_version, withdraw_version, withdrawal_of
from tests.factories import UserFactory
from tests.scoring.drafts import TODAY, resting_on, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver() -> User:
    user: User = UserFactory(role="rule_approver")
    return user


def refused(code: str) -> "pytest.RaisesExc[DomainError]":
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def withdraw(version: RulebookVersion, by: User, reason: str = "界值有误") -> RulebookVersion:
    return withdraw_version(version_id=version.pk, by=by, on=TODAY, reason=reason)


def reinstate(version: RulebookVersion, by: User, reason: str = "撤错了") -> RulebookVersion:
    return reinstate_version(version_id=version.pk, by=by, reason=reason)


def in_force(programme: str = "gazelle") -> RulebookVersion | None:
    found: RulebookVersion | None = RulebookVersion.objects.in_force(TODAY).filter(programme=programme).first()
    return found


def leaning(on: RulebookVersion, version: str = "2026", **more: str) -> RulebookVersion:
    """A stored version that takes over the criteria of another."""
    text = resting_on(on, version, **more)
    made = stored(version, begins=more.get("begins", "2026-01-01"))
    return _with_text(made, text)


def _with_text(version: RulebookVersion, text: str) -> RulebookVersion:
    columns = {name: getattr(version, name) for name in ("programme", "status", "effective_from", "cases")}
    return RulebookVersion.objects.create(**columns, version=f"{version.version}.1", source=text, sha256="0" * 64)


class TestWithdrawVersion:
    def test_gives_the_word_back_to_the_version_before_and_has_all_done_again(self, approver: User) -> None:
        before, newer = stored("2020"), stored("2025", begins="2025-01-01")
        withdrawn = withdraw(newer, approver)
        assert in_force() == before
        assert (withdrawn.withdrawn_by, withdrawn.withdrawn_because) == (approver, "界值有误")
        jobs = ProcrastinateJob.objects.filter(status="todo").order_by("pk").values_list("task_name", flat=True)
        assert list(jobs) == ["scoring.tasks.refresh_scores", "scoring.tasks.plan_gaps"]

    def test_leaves_none_where_there_was_none_before(self, approver: User) -> None:
        withdraw(stored("2020"), approver)
        assert in_force() is None

    def test_refuses_without_a_reason_twice_and_for_a_draft(self, approver: User) -> None:
        version = stored("2020")
        with refused("draft.note_missing"):
            withdraw(version, approver, " ")
        withdraw(version, approver)
        with refused("rulebook.withdrawn"):
            withdraw(version, approver)
        with refused("rulebook.not_published"):
            withdraw(stored("2021", status="draft"), approver)

    @pytest.mark.parametrize("begins", ["2026-01-01", (TODAY + timedelta(days=90)).isoformat()])
    def test_refuses_while_a_version_in_force_or_to_come_rests_on_it(self, approver: User, begins: str) -> None:
        other = stored("2011", programme="sme_size")
        resting = leaning(other, begins=begins)
        with pytest.raises(DomainError) as refusal:
            withdraw(other, approver)
        assert (refusal.value.code, refusal.value.details) == ("rulebook.referred_to", {"referring": [str(resting)]})
        withdraw(resting, approver)
        assert withdraw(other, approver).withdrawn_at


class TestWithdrawalOf:
    def test_tells_who_decides_then_and_who_rests_on_it(self) -> None:
        before, newer = stored("2020"), stored("2025", begins="2025-01-01")
        stored("2030", begins="2030-01-01")
        told = withdrawal_of(newer, TODAY)
        assert (told.decides, told.successor, told.referring) == (True, before, ())
        told = withdrawal_of(before, TODAY)
        assert (told.decides, told.successor) == (False, None)
        other = stored("2011", programme="sme_size")
        resting = leaning(other)
        assert withdrawal_of(other, TODAY).referring == (resting,)
        assert withdrawal_of(other, TODAY).successor is None


class TestReinstateVersion:
    def test_has_it_decide_again_for_a_reason_and_forgets_nothing(self, approver: User) -> None:
        version = stored("2020")
        withdraw(version, approver)
        back = reinstate(version, approver)
        assert in_force() == version
        assert (back.withdrawn_at, back.reinstated_by, back.reinstated_because) == (None, approver, "撤错了")
        withdraw(version, approver, "还是有误")
        history = RulebookVersion.pgh_event_model.objects.filter(pgh_obj_id=version.pk)  # type: ignore[attr-defined]  # made at run time
        told = history.order_by("pgh_id").values_list("withdrawn_because", "reinstated_because")
        assert list(told) == [("", ""), ("界值有误", ""), ("", "撤错了")]

    def test_refuses_without_a_reason_what_is_not_withdrawn_and_the_author(self, approver: User) -> None:
        version = stored("2020")
        with refused("rulebook.not_withdrawn"):
            reinstate(version, approver)
        RulebookVersion.objects.filter(pk=version.pk).update(author=approver)
        withdraw(version, UserFactory(role="rule_approver"))
        with refused("draft.note_missing"):
            reinstate(version, approver, " ")
        with refused("draft.own"):
            reinstate(version, approver)

    def test_refuses_what_rests_on_a_withdrawn_version(self, approver: User) -> None:
        other = stored("2011", programme="sme_size")
        resting = leaning(other)
        withdraw(resting, approver)
        withdraw(other, approver)
        with refused("rulebook.refers_to_withdrawn"):
            reinstate(resting, approver)
        reinstate(other, approver)
        assert reinstate(resting, approver).withdrawn_at is None


class TestConstraints:
    @pytest.mark.parametrize("what", ["withdrawn", "reinstated"])
    def test_nothing_is_done_without_a_reason(self, what: str) -> None:
        version = stored("2020")
        with pytest.raises(IntegrityError, match=f"rulebook_{what}_for_a_reason"), transaction.atomic():
            RulebookVersion.objects.filter(pk=version.pk).update(**{f"{what}_at": timezone.now()})
