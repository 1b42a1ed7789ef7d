"""Training labels: they count only once somebody else than who stated them has approved them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.models import TrainingLabel
from scoring.overrides import NoSuchTarget
from scoring.training_labels import (
    LabelBasis,
    LabelDecided,
    LabelNote,
    LabelNotYours,
    LabelStands,
    LabelYear,
    OwnLabel,
    approve_label,
    label_rights,
    refuse_label,
    state_label,
    withdraw_label,
)
from tests.factories import EnterpriseFactory, UserFactory

TODAY = date(2026, 6, 1)
BASIS = "豫高企认定办〔2025〕3号公示名单第47行"
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    return EnterpriseFactory()


@pytest.fixture
def owner() -> User:
    return UserFactory(role="model_owner")


@pytest.fixture
def approver() -> User:
    return UserFactory(role="rule_approver")


def stated(firm: Enterprise, by: User, **said: object) -> TrainingLabel:
    given = {"target": "hnte_12m", "year": 2024, "outcome": "reached", "basis": BASIS, "on": TODAY, **said}
    return state_label(enterprise=firm, by=by, **given)  # type: ignore[arg-type]  # as each test has it


class TestStateLabel:
    def test_waits_for_somebody_else(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = stated(firm, owner)
        assert (label.state, label.basis, label.decided_by) == ("proposed", BASIS, None)
        assert label_rights(label, owner) == ("withdraw",)
        assert label_rights(label, approver) == ("approve", "refuse")

    @pytest.mark.parametrize(("target", "last"), [("hnte_12m", 2025), ("gazelle_3y", 2023)])
    def test_asks_for_a_horizon_that_has_run_out(self, firm: Enterprise, owner: User, target: str, last: int) -> None:
        assert stated(firm, owner, target=target, year=last).year == last
        for year in (last + 1, 1999):
            with pytest.raises(LabelYear, match=str(year)):
                stated(firm, owner, target=target, year=year)

    @pytest.mark.parametrize("basis", ["", "听说的", "据\u200b" * 9, "据" * 401])
    def test_asks_what_it_rests_on(self, firm: Enterprise, owner: User, basis: str) -> None:
        with pytest.raises(LabelBasis):
            stated(firm, owner, basis=basis)

    def test_refuses_a_second_one_while_the_first_stands(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = stated(firm, owner)
        with pytest.raises(LabelStands):
            stated(firm, approver, outcome="not_reached")
        approve_label(label_id=label.pk, by=approver)
        with pytest.raises(LabelStands):
            stated(firm, approver)
        withdraw_label(label_id=label.pk, by=owner)
        assert stated(firm, approver, outcome="not_reached").state == "proposed"

    def test_refuses_what_nothing_is_foretold_of_and_an_outcome_that_there_is_not(
        self, firm: Enterprise, owner: User
    ) -> None:
        with pytest.raises(NoSuchTarget):
            stated(firm, owner, target="unicorn_1m")
        with pytest.raises(ValueError, match="perhaps"):
            stated(firm, owner, outcome="perhaps")


class TestDecide:
    def test_counts_once_another_person_has_approved_it(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = approve_label(label_id=stated(firm, owner).pk, by=approver, note="与名单核对无误")
        assert (label.state, label.decided_by, label.note) == ("approved", approver, "与名单核对无误")
        assert label_rights(label, approver) == ("refuse",)

    def test_refuses_an_approved_one_whose_author_has_left(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = approve_label(label_id=stated(firm, owner).pk, by=approver)
        User.objects.filter(pk=owner.pk).update(is_active=False)
        refused = refuse_label(label_id=label.pk, by=approver, note="名单后来更正了")
        assert (refused.state, refused.decided_by, refused.note) == ("refused", approver, "名单后来更正了")
        assert label_rights(refused, approver) == ()
        assert stated(firm, approver, outcome="not_reached").state == "proposed"

    @pytest.mark.parametrize("decide", [approve_label, refuse_label])
    def test_is_not_for_who_stated_it_whatever_the_role(self, firm: Enterprise, approver: User, decide: object) -> None:
        label = stated(firm, approver)
        with pytest.raises(OwnLabel):
            decide(label_id=label.pk, by=approver, note="自己看过")  # type: ignore[operator]  # either of the two
        assert "approve" not in label_rights(label, approver)

    def test_holds_in_the_database_too(self, firm: Enterprise, owner: User) -> None:
        label = stated(firm, owner)
        with pytest.raises(IntegrityError, match="training_label_decided_by_another"), transaction.atomic():
            TrainingLabel.objects.filter(pk=label.pk).update(
                state="approved", decided_by=owner, decided_at=timezone.now()
            )

    def test_tells_the_author_why_it_was_refused(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = stated(firm, owner)
        with pytest.raises(LabelNote):
            refuse_label(label_id=label.pk, by=approver, note=" \u200b ")
        assert refuse_label(label_id=label.pk, by=approver, note="名单里没有这家").note == "名单里没有这家"

    def test_decides_nothing_twice(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = approve_label(label_id=stated(firm, owner).pk, by=approver)
        with pytest.raises(LabelDecided):
            approve_label(label_id=label.pk, by=UserFactory(role="rule_approver"), note="再看一遍")
        refuse_label(label_id=label.pk, by=approver, note="名单里没有这家")
        for decide in (approve_label, refuse_label):
            with pytest.raises(LabelDecided):
                decide(label_id=label.pk, by=UserFactory(role="rule_approver"), note="再看一遍")


class TestWithdrawLabel:
    def test_is_for_who_stated_it_alone(self, firm: Enterprise, owner: User, approver: User) -> None:
        label = stated(firm, owner)
        with pytest.raises(LabelNotYours):
            withdraw_label(label_id=label.pk, by=approver)
        assert withdraw_label(label_id=label.pk, by=owner).state == "withdrawn"
        with pytest.raises(LabelDecided):
            withdraw_label(label_id=label.pk, by=owner)
        with pytest.raises(LabelDecided):
            approve_label(label_id=label.pk, by=approver)
