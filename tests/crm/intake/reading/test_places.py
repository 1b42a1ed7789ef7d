import pytest

from crm.intake.reading.places import Places
from tests.factories import IndustryFactory, RegionFactory

pytestmark = pytest.mark.django_db


class TestRegionOfParts:
    @pytest.fixture(autouse=True)
    def regions(self) -> None:
        RegionFactory(code="410000", name="河南省")
        RegionFactory(code="410700", name="新乡市")
        RegionFactory(code="410721", name="新乡县")
        RegionFactory(code="419000", name="省直辖县级行政区划")
        RegionFactory(code="419001", name="济源市")

    def test_prefers_the_level_that_the_column_is_of(self):
        parts = [("province", "河南"), ("city", "新乡")]
        assert Places.load().region_of_parts(parts) == ("410700", None)
        assert Places.load().region_of_parts([*parts, ("county", "新乡")]) == ("410721", None)

    def test_finds_a_county_in_the_column_of_cities_that_stands_for_itself(self):
        assert Places.load().region_of_parts([("province", "河南"), ("city", "济源")]) == ("419001", None)

    def test_keeps_what_is_known_and_names_what_is_not(self):
        parts = [("province", "河南"), ("city", "无此市"), ("county", "新乡县")]
        assert Places.load().region_of_parts(parts) == ("410000", ("city", "无此市"))


class TestIndustry:
    @pytest.mark.parametrize("text", ["3812", "C3812", "c3812", "３８１２", "电动机制造"])
    def test_finds_code_or_name(self, text: str):
        IndustryFactory()
        assert Places.load().industry(text) == "3812"

    def test_a_name_shared_with_an_only_child_means_the_child(self):
        IndustryFactory(code="471", name="房屋工程", section="E")
        IndustryFactory(code="4710", name="房屋工程", section="E")
        assert Places.load().industry("房屋工程") == "4710"

    def test_a_name_of_strangers_means_none(self):
        IndustryFactory(code="3811", name="其他未列明")
        IndustryFactory(code="3899", name="其他未列明")
        assert Places.load().industry("其他未列明") is None


class TestIsListed:
    def test_says_nothing_against_a_code_when_no_list_is_loaded(self):
        assert Places.load().is_listed("530100")

    def test_knows_the_codes_of_the_list(self):
        RegionFactory()
        places = Places.load()
        assert places.is_listed("411303")
        assert not places.is_listed("530100")
