"""Intellectual property in force, and its class."""

from datetime import date

import pytest

from crm.enterprises.models import IPRight
from tests.factories import IPRightFactory


@pytest.mark.django_db
class TestInForce:
    def test_is_from_the_grant_to_the_day_before_the_end(self) -> None:
        IPRightFactory(granted_on=date(2022, 6, 1), ended_on=date(2025, 6, 1))
        days = (date(2022, 5, 31), date(2022, 6, 1), date(2025, 5, 31), date(2025, 6, 1))
        assert [IPRight.objects.in_force(day).exists() for day in days] == [False, True, True, False]

    def test_is_never_before_a_grant(self) -> None:
        IPRightFactory(granted_on=None)
        assert not IPRight.objects.in_force(date(2026, 1, 1)).exists()


class TestIpClass:
    def test_is_ii_for_utility_models_designs_and_software_only(self) -> None:
        second = {kind for kind in IPRight.Kind.values if IPRight(kind=kind).ip_class == "II"}
        assert second == {"utility_model", "design", "software"}
