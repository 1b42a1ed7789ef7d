"""Questions to applications and recognitions."""

from datetime import date

import pytest

from crm.programmes.models import Application, Recognition
from tests.factories import ApplicationFactory, RecognitionFactory

pytestmark = pytest.mark.django_db


class TestInForce:
    @pytest.mark.parametrize(
        ("day", "in_force"),
        [
            (date(2024, 10, 31), False),
            (date(2024, 11, 1), True),
            (date(2027, 10, 31), True),
            (date(2027, 11, 1), False),
        ],
    )
    def test_covers_the_first_and_the_last_day(self, day: date, in_force: bool) -> None:
        RecognitionFactory(valid_from=date(2024, 11, 1), valid_until=date(2027, 10, 31))
        assert Recognition.objects.in_force(day).exists() is in_force

    def test_ends_on_the_day_of_withdrawal(self) -> None:
        RecognitionFactory(withdrawn_on=date(2025, 6, 1))
        assert Recognition.objects.in_force(date(2025, 5, 31)).exists()
        assert not Recognition.objects.in_force(date(2025, 6, 1)).exists()


class TestOverlapping:
    def test_counts_both_ends(self) -> None:
        RecognitionFactory(valid_from=date(2024, 11, 1), valid_until=date(2027, 10, 31))
        assert Recognition.objects.overlapping(date(2027, 10, 31), date(2030, 1, 1)).exists()
        assert Recognition.objects.overlapping(date(2020, 1, 1), date(2024, 11, 1)).exists()
        assert not Recognition.objects.overlapping(date(2027, 11, 1), date(2030, 1, 1)).exists()


class TestOpenOn:
    def test_is_from_submission_to_the_day_before_the_decision(self) -> None:
        ApplicationFactory(submitted_on=date(2024, 7, 1), decided_on=date(2024, 11, 1), outcome="granted")
        open_days = [
            Application.objects.open_on(day).exists()
            for day in (date(2024, 6, 30), date(2024, 7, 1), date(2024, 10, 31), date(2024, 11, 1))
        ]
        assert open_days == [False, True, True, False]


class TestKnownOn:
    def test_keeps_what_was_known_by_the_day(self) -> None:
        RecognitionFactory(known_on=date(2024, 12, 1))
        assert not Recognition.objects.known_on(date(2024, 11, 30)).exists()
        assert Recognition.objects.known_on(date(2024, 12, 1)).exists()
