"""A city in PostgreSQL: everything arrives, and the database agrees with it."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from django.db import connection

from crm.casework.models import Engagement
from crm.directory.models import Region
from crm.enterprises.models import (
    Contact,
    Coverage,
    DuplicatePair,
    Enterprise,
    FinancialYear,
    Registration,
    SourceChoice,
)
from crm.enterprises.projection import reproject
from crm.exchange.models import Demand
from crm.programmes.models import Recognition
from seeds.demo.city import City
from seeds.demo.load import TABLES, ReferenceDataMissing, load_city
from seeds.demo.tables import DIRECTORY, SOURCE
from seeds.demo.titles import tier_on
from tests.factories import UserFactory

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def loaded(town: City, reference_data: None) -> dict[str, int]:
    """The town in the database, and the rows of each table."""
    workers = {role: UserFactory(role=role).pk for role in ("city_caseworker", "county_caseworker")}
    return load_city(town, caseworkers=workers, at=AT)


class TestLoadCity:
    def test_writes_every_row_of_every_table(self, town: City, loaded: dict[str, int]) -> None:
        wanted = {name: len(table) for name, table in town.tables() if name != "chains"}
        counted = {name: count for name, count in loaded.items() if name not in {"chains", "duplicates"}}
        assert counted == wanted
        assert {name: model._default_manager.count() for name, model in TABLES.items()} == {
            name: count for name, count in wanted.items() if name != "enterprises"
        }

    def test_satisfies_every_constraint(self, loaded: dict[str, int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")

    def test_leaves_a_mark_of_what_is_made_up_in_every_row(self, loaded: dict[str, int]) -> None:
        assert not Enterprise.objects.filter(is_synthetic=False).exists()
        for model in (Enterprise, FinancialYear, Recognition, Coverage, Contact, Engagement, Demand):
            assert not model._default_manager.exclude(source=SOURCE).exists()
        assert not Registration.objects.exclude(source__startswith=SOURCE).exists()

    def test_keeps_each_fact_with_its_firm(self, town: City, loaded: dict[str, int]) -> None:
        firm = int(town.financial_years["enterprise"].mode()[0])
        rows = town.financial_years[town.financial_years["enterprise"] == firm]
        stored = Enterprise.objects.get(uscc=town.enterprises["uscc"][firm]).financial_years
        assert sorted(stored.values_list("year", flat=True)) == sorted(rows["year"])
        assert {float(one) for one in stored.exclude(revenue=None).values_list("revenue", flat=True)} == set(
            rows["revenue"].dropna()
        )

    def test_gives_the_tiers_that_the_city_has(self, town: City, loaded: dict[str, int]) -> None:
        stored = dict(Enterprise.objects.with_tier(date(2026, 11, 23)).values_list("uscc", "tier"))
        tiers = tier_on(town.recognitions, len(town.enterprises), town.recognitions["known_on"].max().to_datetime64())
        assert sum(tiers > 0) > 50
        today = tier_on(town.recognitions, len(town.enterprises), _day(town.today))
        assert [stored[code] for code in town.enterprises["uscc"]] == today.tolist()

    def test_joins_firms_to_the_chains_that_the_bureau_has(self, town: City, loaded: dict[str, int]) -> None:
        assert loaded["chains"] == (town.chains["chain"] == "新能源").sum() > 0

    def test_stores_what_is_missing_as_missing(self, town: City, loaded: dict[str, int]) -> None:
        assert Enterprise.objects.filter(industry=None).count() == (town.enterprises["industry"] == "").sum()
        assert (
            FinancialYear.objects.filter(rnd_expense=None).count() == town.financial_years["rnd_expense"].isna().sum()
        )

    def test_goes_on_counting_ids_after_the_city(self, loaded: dict[str, int]) -> None:
        last = Enterprise.objects.order_by("-pk").values_list("pk", flat=True)[0]
        made = Enterprise.objects.create(
            uscc="91411300TT0000015U", name="南阳后来机电有限公司", known_on=date(2026, 1, 1)
        )
        assert made.pk == last + 1

    def test_shows_of_every_firm_what_its_sources_say(self, town: City, loaded: dict[str, int]) -> None:
        """The firms are written as they are shown: showing them anew changes nothing."""
        assert not Enterprise.objects.filter(registrations=None).exists()
        assert reproject(list(Enterprise.objects.values_list("pk", flat=True))) == 0

    def test_shows_what_was_chosen_by_hand(self, town: City, loaded: dict[str, int]) -> None:
        assert SourceChoice.objects.count() == len(town.source_choices) > 0
        for choice in SourceChoice.objects.select_related("enterprise"):
            (said,) = choice.enterprise.registrations.filter(source=DIRECTORY)
            assert choice.enterprise.operating_region_id == said.operating_region_id

    def test_queues_the_firms_that_bear_one_name(self, town: City, loaded: dict[str, int]) -> None:
        twins = {name for name in town.enterprises["name"] if name.startswith("南阳市")}
        pairs = DuplicatePair.objects.filter(reasons__contains=["same_core_name"])
        assert {pair.one.name for pair in pairs} | {pair.other.name for pair in pairs} >= twins
        assert loaded["duplicates"] == DuplicatePair.objects.count() >= len(twins) > 0

    def test_gives_engagements_to_whoever_looks_after_the_firm(self, loaded: dict[str, int]) -> None:
        for engagement in Engagement.objects.exclude(caseworker=None):
            assert engagement.enterprise.portfolios.filter(caseworker=engagement.caseworker_id).exists()

    def test_says_which_reference_data_is_missing(self, town: City, reference_data: None) -> None:
        Region.objects.filter(code="411323").delete()
        with pytest.raises(ReferenceDataMissing, match="411323"):
            load_city(town, caseworkers={}, at=AT)
        assert not Enterprise.objects.exists()


def _day(day: date) -> "np.datetime64":
    return np.datetime64(day)
