"""Each named constraint of `crm.programmes`, violated once."""

from datetime import date

import pytest

from tests.constraints import constraint_names, refusing_constraint, twice
from tests.factories import ApplicationFactory, EnterpriseFactory, ProgrammeFactory, RecognitionFactory


def second_programme_of_a_tier() -> None:
    ProgrammeFactory(code="hnte")
    ProgrammeFactory(code="hnte-of-the-city", kind="recognition", tier=2)


def same_application_twice() -> None:
    firm = EnterpriseFactory()
    twice(lambda: ApplicationFactory(enterprise=firm))()


def same_term_twice() -> None:
    firm = EnterpriseFactory()
    twice(lambda: RecognitionFactory(enterprise=firm))()


VIOLATIONS = {
    "programme_tier_one_to_four": lambda: ProgrammeFactory(code="x", kind="recognition", tier=5),
    "programme_tier_once": second_programme_of_a_tier,
    "application_once_a_day": same_application_twice,
    "application_decided_has_a_day": lambda: ApplicationFactory(outcome="granted"),
    "application_decided_after_submission": lambda: ApplicationFactory(
        submitted_on=date(2024, 7, 2), decided_on=date(2024, 7, 1), outcome="refused"
    ),
    "recognition_term_runs_forward": lambda: RecognitionFactory(
        valid_from=date(2024, 11, 2), valid_until=date(2024, 11, 1)
    ),
    "recognition_certificate_once": twice(lambda: RecognitionFactory(certificate_no="GR202441000001")),
    "recognition_once_a_term": same_term_twice,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_only_recognitions_give_a_tier() -> None:
    assert refusing_constraint(lambda: ProgrammeFactory(code="x", kind="loan", tier=1)) == "programme_tier_one_to_four"


@pytest.mark.django_db
def test_a_pending_application_is_not_decided() -> None:
    decided = lambda: ApplicationFactory(outcome="pending", decided_on=date(2024, 9, 1))  # noqa: E731  # a violation is a thunk
    assert refusing_constraint(decided) == "application_decided_has_a_day"


@pytest.mark.django_db
def test_announcements_may_lack_the_number_of_the_certificate() -> None:
    RecognitionFactory(certificate_no="")
    assert RecognitionFactory(certificate_no="").pk


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("programmes") == VIOLATIONS.keys()
