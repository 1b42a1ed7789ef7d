"""What came of the firms after a day: by the lists, and by what people stated and others approved."""

from datetime import date

import pytest

from crm.enterprises.models import Enterprise
from scoring.likelihood.targets import HNTE_12M, HNTE_APPLIES_12M, HNTE_IF_APPLIED, Target
from scoring.models import TrainingLabel
from scoring.training.outcomes import label
from scoring.training.past import Past
from tests.factories import (
    ApplicationFactory,
    EngagementFactory,
    EnterpriseFactory,
    RecognitionFactory,
    UserFactory,
)
from tests.scoring.training.city import TODAY, day, firm

pytestmark = pytest.mark.django_db


def outcome(of: Enterprise, target: Target) -> bool | None:
    past = Past.read(TODAY)
    made = label(past, target, day(past)).astype("object")
    found = made[of.pk]
    return found if isinstance(found, bool) else None


def applied(of: Enterprise, result: str = "granted", submitted_on: date = date(2026, 6, 1)) -> None:
    decided = None if result == "pending" else date(2026, 10, 20)
    ApplicationFactory(
        enterprise=of, programme__code="hnte", submitted_on=submitted_on, outcome=result, decided_on=decided
    )


def stated(
    of: Enterprise, result: str, *, target: Target = HNTE_12M, state: str = "approved", year: int = 2025
) -> None:
    TrainingLabel.objects.create(
        enterprise=of,
        target=target.key,
        year=year,
        outcome=result,
        basis="省厅批复文件",
        state=state,
        stated_by=UserFactory(),
        decided_by=UserFactory() if state == "approved" else None,
        decided_at="2026-10-01T00:00:00Z" if state == "approved" else None,
    )


class TestOnRecord:
    def test_takes_a_title_that_began_inside_the_horizon(self) -> None:
        won, stayed = firm(), firm()
        RecognitionFactory(enterprise=won, valid_from=date(2025, 11, 1))
        assert (outcome(won, HNTE_12M), outcome(stayed, HNTE_12M)) == (True, False)

    def test_does_not_know_of_a_holder_that_looked_without(self) -> None:
        holder = firm()
        RecognitionFactory(enterprise=holder, valid_from=date(2024, 11, 1), known_on=date(2026, 1, 1))
        assert outcome(holder, HNTE_12M) is None

    @pytest.mark.parametrize(
        ("withdrawn", "expected"),
        [
            ({"withdrawn_on": date(2025, 9, 24)}, False),
            ({"withdrawn_on": date(2025, 9, 25)}, None),
            ({"withdrawn_on": date(2025, 9, 1), "withdrawn_known_on": date(2026, 1, 1)}, False),
            ({"withdrawn_on": date(2025, 9, 1), "withdrawn_known_on": date(2026, 12, 1)}, None),
        ],
        ids=["by the day", "after it", "known later", "not known yet"],
    )
    def test_takes_nobody_for_a_holder_whose_title_was_withdrawn(
        self, withdrawn: dict[str, date], expected: bool | None
    ) -> None:
        former = firm()
        RecognitionFactory(enterprise=former, valid_from=date(2024, 11, 1), known_on=date(2024, 11, 9), **withdrawn)
        assert outcome(former, HNTE_12M) is expected

    @pytest.mark.parametrize(
        ("result", "expected"), [("granted", True), ("refused", False), ("withdrawn", None), ("pending", None)]
    )
    def test_tells_of_who_applied_how_it_was_decided(self, result: str, expected: bool | None) -> None:
        one = firm()
        applied(one, result)
        for _ in range(20):  # so that one that waits does not leave the whole year open
            applied(firm(), "granted")
        assert outcome(one, HNTE_IF_APPLIED) is expected

    def test_tells_nothing_of_who_never_applied(self) -> None:
        applied(firm())
        assert outcome(firm(), HNTE_IF_APPLIED) is None

    def test_tells_who_came_without_being_called_on(self) -> None:
        EngagementFactory(enterprise=EnterpriseFactory(), happened_on=date(2024, 1, 1))
        alone, called_on, quiet = firm(), firm(), firm()
        applied(alone)
        applied(called_on)
        EngagementFactory(enterprise=called_on, happened_on=date(2026, 5, 1))
        assert outcome(alone, HNTE_APPLIES_12M) is True
        assert outcome(called_on, HNTE_APPLIES_12M) is None
        assert outcome(quiet, HNTE_APPLIES_12M) is False

    def test_does_not_ask_who_waits_for_a_decision_whether_it_will_apply(self) -> None:
        EngagementFactory(enterprise=EnterpriseFactory(), happened_on=date(2024, 1, 1))
        waiting, decided = firm(), firm()
        applied(waiting, submitted_on=date(2025, 9, 24))
        ApplicationFactory(
            enterprise=decided,
            programme__code="hnte",
            submitted_on=date(2025, 6, 1),
            outcome="refused",
            decided_on=date(2025, 9, 24),
        )
        assert outcome(waiting, HNTE_APPLIES_12M) is None
        assert outcome(decided, HNTE_APPLIES_12M) is False
        assert outcome(waiting, HNTE_IF_APPLIED) is None


class TestStated:
    @pytest.mark.parametrize(("result", "expected"), [("reached", True), ("not_reached", False), ("leave_out", None)])
    def test_counts_in_place_of_the_lists_once_approved(self, result: str, expected: bool | None) -> None:
        one, won = firm(), firm()
        RecognitionFactory(enterprise=won, valid_from=date(2025, 11, 1))
        for each in (one, won):
            stated(each, result)
        assert [outcome(each, HNTE_12M) for each in (one, won)] == [expected, expected]

    @pytest.mark.parametrize(
        "given", [{"state": "proposed"}, {"state": "withdrawn"}, {"target": HNTE_IF_APPLIED}, {"year": 2024}]
    )
    def test_counts_for_nothing_else(self, given: dict[str, object]) -> None:
        one = firm()
        stated(one, "reached", **given)  # type: ignore[arg-type]  # each is of the type of its field
        assert outcome(one, HNTE_12M) is False
