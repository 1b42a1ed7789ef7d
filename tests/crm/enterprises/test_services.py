"""Statements that a list is complete."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crm.enterprises.models import Coverage, Enterprise
from crm.enterprises.services import state_complete
from scoring.frame import frame
from tests.factories import EnterpriseFactory, RegionFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


class TestStateComplete:
    def test_makes_no_row_mean_none_from_that_day_on(self) -> None:
        firm = EnterpriseFactory(operating_region=RegionFactory(code="411303"))
        city = RegionFactory(code="411300")
        state_complete(kind=Coverage.Kind.IP_RIGHT, region=city, known_on=date(2026, 1, 1), source="知识产权局")
        firms = Enterprise.objects.all()
        assert frame(DAY, firms).loc[firm.pk, "ip_class1"] == 0.0
        assert frame(date(2025, 12, 31), firms)["ip_class1"].isna().all()

    def test_keeps_the_earlier_day_when_it_is_said_again(self) -> None:
        city = RegionFactory(code="411300")
        for day in (date(2026, 1, 1), date(2025, 1, 1), date(2026, 5, 1)):
            stated = state_complete(kind=Coverage.Kind.INCIDENT, region=city, known_on=day, source="应急局")
        assert (Coverage.objects.count(), stated.known_on) == (1, date(2025, 1, 1))


class TestStateCoverageCommand:
    def test_takes_a_region_by_name(self) -> None:
        RegionFactory(code="411300")
        said = StringIO()
        asked = ("state_coverage", "incident", "--region", "411300", "--known-on", "2026-01-01", "--source", "应急局")
        call_command(*asked, stdout=said)
        assert "since 2026-01-01" in said.getvalue()

    def test_refuses_a_region_that_is_none(self) -> None:
        with pytest.raises(CommandError, match="is no region"):
            call_command(
                "state_coverage", "incident", "--region", "亚特兰蒂斯", "--known-on", "2026-01-01", "--source", "x"
            )
