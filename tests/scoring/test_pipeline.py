"""The pipeline: counts on a day, and what of them may be told to who may only count."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.models import Enterprise
from scoring.models import Assessment, RulebookVersion, ScoringRun
from scoring.pipeline import SMALL, hide_small, pipeline
from tests.factories import EnterpriseFactory, ProgrammeFactory, RecognitionFactory, RegionFactory

ON = date(2026, 6, 1)


class TestHideSmall:
    @given(st.dictionaries(st.text(max_size=3), st.integers(0, 20), max_size=6))
    def test_shows_no_small_number_and_none_that_a_sum_gives_away(self, counts: dict[str, int]) -> None:
        shown = hide_small(counts)
        hidden = [name for name, count in shown.items() if count is None]
        assert not [count for count in shown.values() if count is not None and 0 < count < SMALL]
        assert all(shown[name] in (None, count) for name, count in counts.items())
        assert len(hidden) != 1 or sum(1 for count in counts.values() if count) == 1

    def test_hides_the_next_smallest_with_a_single_one(self) -> None:
        assert hide_small({"met": 3, "unmet": 40, "undetermined": 900}) == {
            "met": None,
            "unmet": None,
            "undetermined": 900,
        }

    def test_shows_everything_when_nothing_is_small(self) -> None:
        assert hide_small({"met": 5, "unmet": 0}) == {"met": 5, "unmet": 0}


@pytest.mark.django_db
class TestPipeline:
    def test_counts_tiers_by_region(self) -> None:
        EnterpriseFactory(hnte=True)
        EnterpriseFactory.create_batch(2)
        EnterpriseFactory(registered_region=RegionFactory(code="411323"), tech_sme=True)
        EnterpriseFactory(registered_region=None)
        counted = pipeline(Enterprise.objects.all(), ON)
        assert counted.tiers == (3, 1, 1, 0, 0)
        by_region = {county.region and county.region.code: county.counts for county in counted.counties}
        assert by_region == {"411303": (2, 0, 1, 0, 0), "411323": (0, 1, 0, 0, 0), None: (1, 0, 0, 0, 0)}

    def test_counts_a_firm_by_its_highest_tier(self) -> None:
        EnterpriseFactory(hnte=True, tech_sme=True)
        assert pipeline(Enterprise.objects.all(), ON).tiers == (0, 0, 1, 0, 0)

    def test_leaves_out_what_did_not_operate_or_was_not_known_on_the_day(self) -> None:
        EnterpriseFactory(dissolved=True)
        EnterpriseFactory(registered_on=date(2026, 6, 2))
        EnterpriseFactory(known_on=date(2026, 6, 2))
        assert pipeline(Enterprise.objects.all(), ON).tiers == (0, 0, 0, 0, 0)

    def test_counts_only_the_given_firms(self) -> None:
        mine = EnterpriseFactory()
        EnterpriseFactory()
        assert sum(pipeline(Enterprise.objects.filter(pk=mine.pk), ON).tiers) == 1

    def test_counts_the_verdicts_of_the_newest_run_up_to_the_day(self) -> None:
        firm = EnterpriseFactory()
        for day, verdict in ((date(2026, 4, 1), "met"), (date(2026, 5, 1), "unmet"), (date(2026, 7, 1), "met")):
            self.assessed(firm, day, verdict)
        assert pipeline(Enterprise.objects.all(), ON).verdicts == {"hnte": {"met": 0, "unmet": 1, "undetermined": 0}}
        assert pipeline(Enterprise.objects.all(), date(2026, 3, 1)).verdicts == {}

    def assessed(self, firm: Enterprise, day: date, verdict: str) -> None:
        rulebook, _made = RulebookVersion.objects.get_or_create(
            programme=ProgrammeFactory(code="hnte"), version="1", status="active", effective_from=date(2016, 1, 1)
        )
        run = ScoringRun.objects.create(kind="assess", as_of=day, state="done", finished_at=timezone.now())
        Assessment.objects.create(run=run, enterprise=firm, rulebook=rulebook, verdict=verdict)

    def test_counts_certificates_that_end_within_twelve_months(self) -> None:
        for until in (date(2026, 6, 1), date(2026, 6, 30), date(2027, 5, 31), date(2027, 6, 1), date(2026, 5, 31)):
            RecognitionFactory(valid_from=date(2024, 1, 1), valid_until=until)
        RecognitionFactory(programme__code="tech_sme", valid_from=date(2025, 1, 1), valid_until=date(2026, 7, 31))
        expiring = pipeline(Enterprise.objects.all(), ON).expiring
        assert next(iter(expiring)) == date(2026, 6, 1)
        assert {month: count for month, count in expiring.items() if count} == {
            date(2026, 6, 1): 2,
            date(2027, 5, 1): 1,
        }

    def test_says_whether_there_are_demo_firms(self) -> None:
        EnterpriseFactory()
        assert not pipeline(Enterprise.objects.all(), ON).is_synthetic
        EnterpriseFactory(synthetic=True)
        assert pipeline(Enterprise.objects.all(), ON).is_synthetic
