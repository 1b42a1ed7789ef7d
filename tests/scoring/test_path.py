"""The cultivation path of one firm."""

from datetime import date

import pytest

from crm.enterprises.models import Enterprise
from scoring.path import path_of
from tests.factories import EnterpriseFactory, ProgrammeFactory, RecognitionFactory

ON = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    for code in ("tech_sme", "hnte", "gazelle", "innovation_leader"):
        ProgrammeFactory(code=code)
    made: Enterprise = EnterpriseFactory()
    return made


def recognise(firm: Enterprise, code: str, valid_from: str, valid_until: str, **columns: object) -> None:
    days = {"valid_from": date.fromisoformat(valid_from), "valid_until": date.fromisoformat(valid_until)}
    RecognitionFactory(enterprise=firm, programme__code=code, **days, **columns)


def states(firm: Enterprise, on: date = ON) -> list[str]:
    return [step.state for step in path_of(firm, on).steps]


class TestPathOf:
    def test_begins_at_the_first_step(self, firm: Enterprise) -> None:
        assert path_of(firm, ON).tier == 0
        assert states(firm) == ["next", "ahead", "ahead", "ahead"]

    def test_tells_held_from_passed_and_next(self, firm: Enterprise) -> None:
        recognise(firm, "hnte", "2024-01-01", "2026-12-31")
        assert path_of(firm, ON).tier == 2
        assert states(firm) == ["passed", "held", "next", "ahead"]

    def test_remembers_what_was_held_before(self, firm: Enterprise) -> None:
        recognise(firm, "tech_sme", "2020-01-01", "2020-12-31")
        recognise(firm, "hnte", "2024-01-01", "2026-12-31")
        recognise(firm, "innovation_leader", "2019-01-01", "2021-12-31")
        assert states(firm) == ["held_before", "held", "next", "held_before"]

    def test_comes_back_to_a_step_that_lapsed_and_shows_its_last_term(self, firm: Enterprise) -> None:
        recognise(firm, "tech_sme", "2026-01-01", "2026-12-31")
        recognise(firm, "hnte", "2019-01-01", "2021-12-31")
        recognise(firm, "hnte", "2022-01-01", "2024-12-31")
        step = path_of(firm, ON).steps[1]
        assert (step.state, step.since, step.until) == ("next", date(2022, 1, 1), date(2024, 12, 31))

    def test_ends_a_term_on_the_day_it_was_withdrawn(self, firm: Enterprise) -> None:
        recognise(firm, "hnte", "2024-01-01", "2026-12-31", withdrawn_on=ON)
        assert path_of(firm, ON).tier == 0
        assert path_of(firm, date(2026, 5, 31)).tier == 2
        assert path_of(firm, ON).steps[1].until == ON

    def test_knows_nothing_of_what_became_known_later(self, firm: Enterprise) -> None:
        recognise(firm, "hnte", "2024-01-01", "2026-12-31", known_on=date(2026, 6, 2))
        assert states(firm) == ["next", "ahead", "ahead", "ahead"]

    def test_has_the_tier_that_the_list_has(self, firm: Enterprise) -> None:
        recognise(firm, "tech_sme", "2026-01-01", "2026-12-31")
        recognise(firm, "gazelle", "2025-01-01", "2027-12-31")
        assert path_of(firm, ON).tier == Enterprise.objects.with_tier(ON).get(pk=firm.pk).tier == 3
