"""A small city that the tests read, and the reference data that it needs in a database."""

from datetime import date

import pytest

from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from seeds.demo.city import City, make_city
from seeds.demo.ladder import STEPS
from seeds.demo.mix import read_mix
from seeds.demo.titles import TIERS
from tests.factories import ProgrammeFactory, RegionFactory

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def town() -> City:
    """Three hundred firms: enough for most things to happen once."""
    return make_city(seed=3, firms=300, today=TODAY)


@pytest.fixture(scope="session")
def city() -> City:
    """The city that ships, in the size of its rates."""
    return make_city(seed=20241, firms=7000, today=TODAY)


@pytest.fixture
def reference_data(db: None) -> None:
    """All that a city refers to, and no more."""
    mix = read_mix()
    city = RegionFactory(code="411300")
    Region.objects.bulk_create(
        Region(code=place.code, name=place.name, level="zone", parent=city, path=f"{city.path}{place.code}/")
        for place in mix.places
    )
    section = Industry.objects.create(code="C", name="制造业", level="section", section="C")
    Industry.objects.bulk_create(
        Industry(code=code, name=code, level="class", section="C", parent=section)
        for code in sorted({code for trade in mix.trades for code in trade.classes})
    )
    TechnologyField.objects.bulk_create(
        TechnologyField(code=str(code), zh=f"领域{code}", en="") for code in range(1, 9)
    )
    for code in (*TIERS, *(step.programme for step in STEPS)):
        ProgrammeFactory(code=code)
    IndustrialChain.objects.create(slug="new-energy", zh="新能源", en="New energy")
