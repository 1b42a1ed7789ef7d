"""Founding the demo city: all of it or nothing, and never among real firms by accident."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from crm.accounts.models import User
from crm.casework.models import Portfolio
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from seeds.demo.load import ReferenceDataMissing
from seeds.demo.services import RealFirmsPresent, demo_firms, found_demo_city
from tests.factories import EnterpriseFactory

found = partial(found_demo_city, seed=1, firms=40, today=date(2026, 11, 23), at=datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.usefixtures("reference_data")
class TestFoundDemoCity:
    def test_makes_firms_and_logins_and_gives_the_caseworkers_their_firms(self) -> None:
        founded = found()
        assert demo_firms() == founded.rows["enterprises"] == 40
        held = set(Portfolio.objects.values_list("caseworker__role", flat=True))
        assert held <= {"city_caseworker", "county_caseworker"}
        assert "city_caseworker" in held
        worker = User.objects.get(role="city_caseworker")
        assert Enterprise.objects.visible_to(worker).count() == worker.portfolios.count() > 0

    def test_refuses_to_stand_among_real_firms(self) -> None:
        EnterpriseFactory()
        with pytest.raises(RealFirmsPresent, match="1 "):
            found()
        assert demo_firms() == 0
        assert not User.objects.filter(is_demo=True).exists()

    def test_stands_beside_them_when_told(self) -> None:
        EnterpriseFactory()
        found(beside=True)
        assert (demo_firms(), Enterprise.objects.count()) == (40, 41)

    def test_leaves_nothing_when_it_fails_half_way(self) -> None:
        Region.objects.filter(code="411381").delete()
        with pytest.raises(ReferenceDataMissing):
            found_demo_city(seed=1, firms=300, today=date(2026, 11, 23), at=datetime(2026, 11, 23, tzinfo=UTC))
        assert not User.objects.filter(is_demo=True).exists()
