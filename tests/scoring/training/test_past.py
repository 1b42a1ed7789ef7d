"""What training reads: nothing that the outreach moves, and each day made once."""

from datetime import date

import pandas as pd
import pytest
from django.utils import timezone

from crm.enterprises.models import Enterprise
from scoring.likelihood.features import derive
from scoring.likelihood.targets import HNTE_12M, TARGETS
from scoring.models import TrainingLabel
from scoring.training.past import Past
from scoring.training.tables import table
from tests.crm.enterprises.merging.situations import merged, recorded
from tests.factories import ControlFactory, EngagementFactory, JudgementFactory, PortfolioFactory, UserFactory
from tests.scoring.training.city import AS_OF, TODAY, day, firm

pytestmark = pytest.mark.django_db


def stated(firm: Enterprise, outcome: str, *, year: int) -> TrainingLabel:
    """A label that somebody stated and another approved."""
    return TrainingLabel.objects.create(
        enterprise=firm,
        target="hnte_12m",
        year=year,
        outcome=outcome,
        basis="公示名单第三页",
        state="approved",
        stated_by=UserFactory(),
        decided_by=UserFactory(),
        decided_at=timezone.now(),
    )


class TestDay:
    def test_is_the_same_whether_or_not_the_bureau_was_there(self) -> None:
        """The leak that would tell a model where we have been: visits, calls, who looks after whom, what was judged."""
        one, other = firm(with_years=3), firm(with_years=3)
        before = day(Past.read(TODAY))
        EngagementFactory.create_batch(3, enterprise=one, happened_on=date(2025, 3, 1))
        PortfolioFactory(enterprise=one, caseworker=UserFactory(), since=date(2025, 1, 1))
        JudgementFactory(
            enterprise=one, measure="core_ip", value=1, judged_on=date(2025, 3, 1), known_on=date(2025, 3, 1)
        )
        after = day(Past.read(TODAY))
        assert set(before.frame.index) == {one.pk, other.pk}
        for target in TARGETS.values():
            made = [derive(made.frame, target.derivations) for made in (before, after)]
            pd.testing.assert_frame_equal(*made)

    def test_knows_nothing_that_became_known_later(self) -> None:
        one = firm()
        late = firm(known_on=date(2026, 1, 1))
        assert list(day(Past.read(TODAY)).frame.index) == [one.pk]
        assert late.pk in Past.read(TODAY).facts.enterprises.index

    def test_ties_firms_of_one_controller_together(self) -> None:
        sisters = [firm(), firm()]
        alone = firm()
        for one in sisters:
            ControlFactory(enterprise=one)
        group = day(Past.read(TODAY)).group
        assert group[sisters[0].pk] == group[sisters[1].pk] != group[alone.pk]

    def test_keeps_a_firm_in_one_group_whenever_its_controller_came_or_went(self) -> None:
        sisters, alone = [firm(), firm(), firm()], firm()
        long, late, former = sisters
        ControlFactory(enterprise=long)
        ControlFactory(enterprise=late, since=date(2025, 1, 1), known_on=date(2025, 2, 1))
        ControlFactory(enterprise=former, ended_on=date(2024, 1, 1))
        past = Past.read(TODAY)
        before, after = past.day(date(2024, 9, 24)).group, past.day(AS_OF).group
        assert before.equals(after)
        assert set(after[[one.pk for one in sisters]]) == {str(long.pk)}
        assert after[alone.pk] == str(alone.pk)
        assert set(table(past, HNTE_12M).group) == {str(long.pk), str(alone.pk)}

    def test_hears_what_was_stated_of_a_record_that_was_merged_into_the_firm(self) -> None:
        kept, gone = recorded(), recorded()
        ours = stated(kept, "reached", year=2023)
        stated(gone, "not_reached", year=2023)
        theirs = stated(gone, "not_reached", year=2024)
        merged(kept, gone)
        said = Past.read(TODAY).stated.set_index("year")
        assert (list(said.index), set(said["enterprise"])) == ([2023, 2024], {kept.pk})
        assert (said["outcome"][2023], said["stated_by"][2023]) == ("reached", ours.stated_by_id)
        assert (said["outcome"][2024], said["stated_by"][2024]) == ("not_reached", theirs.stated_by_id)

    def test_is_made_once(self) -> None:
        firm()
        past = Past.read(TODAY)
        assert past.day(AS_OF) is past.day(AS_OF)
