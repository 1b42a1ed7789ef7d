"""From which day a version would decide, as the database would have it once it is stored."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.models import RulebookVersion
from scoring.rulebook_terms import decides_from, previewed_on
from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.schema import Rulebook
from tests.factories import ProgrammeFactory
from tests.scoring.drafts import TODAY, text

pytestmark = pytest.mark.django_db
days = st.integers(min_value=-20, max_value=20).map(lambda days: TODAY + timedelta(days=days))
terms = st.tuples(days, st.none() | st.integers(min_value=0, max_value=15)).map(
    lambda term: (term[0], None if term[1] is None else term[0] + timedelta(days=term[1]))
)


def version(name: str, since: date, until: date | None) -> Rulebook:
    ends = f"\neffective_until: {until}" if until else ""
    return parse_rulebook(text(name, begins=f"{since}{ends}"))


def store(rulebook: Rulebook) -> RulebookVersion:
    return RulebookVersion.objects.create(
        programme=ProgrammeFactory(code=rulebook.programme),
        version=rulebook.version,
        status=rulebook.status,
        effective_from=rulebook.effective_from,
        effective_until=rulebook.effective_until,
    )


class TestDecidesFrom:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(others=st.lists(terms, max_size=4), term=terms)
    def test_is_the_first_day_on_which_it_is_in_force(
        self, others: list[tuple[date, date | None]], term: tuple[date, date | None]
    ) -> None:
        RulebookVersion.objects.all().delete()
        for number, (since, until) in enumerate(others):
            store(version(f"v{number}", since, until))
        draft = version("draft", *term)
        told, made = decides_from(draft, TODAY), store(draft)
        each = (TODAY + timedelta(days=days) for days in range(60))
        found = next((day for day in each if made in RulebookVersion.objects.in_force(day)), None)
        assert told == found

    def test_is_never_of_a_text_that_calls_itself_a_draft(self) -> None:
        assert decides_from(parse_rulebook(text(status="draft")), TODAY) is None


class TestPreviewedOn:
    @pytest.mark.parametrize(
        ("begins", "day"),
        [
            ("2026-01-01", TODAY),
            ("2026-09-01", date(2026, 9, 1)),
            ("2040-01-01", date(2029, 1, 1)),
        ],
    )
    def test_is_the_day_it_would_begin_to_decide_as_far_as_can_be_said(self, begins: str, day: date) -> None:
        assert previewed_on(parse_rulebook(text(begins=begins)), TODAY) == day
