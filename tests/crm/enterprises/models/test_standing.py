"""Public lists."""

from datetime import date

import pytest

from crm.enterprises.models import ListEntry
from tests.factories import ListEntryFactory


@pytest.mark.django_db
class TestInForce:
    def test_is_from_the_listing_to_the_day_before_the_removal(self) -> None:
        ListEntryFactory(listed_on=date(2025, 7, 1), removed_on=date(2026, 1, 1))
        days = (date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1))
        assert [ListEntry.objects.in_force(day).exists() for day in days] == [False, True, True, False]

    def test_lasts_until_it_is_removed(self) -> None:
        ListEntryFactory(listed_on=date(2025, 7, 1))
        assert ListEntry.objects.in_force(date(2036, 1, 1)).exists()
