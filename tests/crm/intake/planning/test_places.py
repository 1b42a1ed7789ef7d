import pytest

from crm.intake.planning.places import Cities
from tests.factories import RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory() -> None:
    for code in ("411303", "411323", "410100", "410000"):
        RegionFactory(code=code)
    RegionFactory(code="411300-gx", parent=RegionFactory(code="411300"), path="410000/411300/411300-gx/")


class TestElsewhere:
    @pytest.mark.parametrize(
        ("division", "region", "fits"),
        [
            ("411303", "411303", True),
            ("411323", "411303", True),  # another county of the city
            ("411300", "411300-gx", True),  # a zone of our own
            ("410105", "411303", False),  # another city of the province
            ("530100", "411303", False),
            ("410000", "411303", True),  # registered with the province
            ("530000", "411303", False),
            ("100000", "411303", True),  # registered with the national office
            ("410105", "410000", True),  # of the firm only the province is known
        ],
    )
    def test_finds_codes_of_another_city(self, division: str, region: str, fits: bool):
        assert (Cities.load(()).elsewhere(uscc(1, division), region) is None) == fits

    def test_names_both_places(self):
        strange = Cities.load(()).elsewhere(uscc(1, "410105"), "411303")
        assert strange is not None
        assert (strange.division, strange.region) == ("郑州市", "南阳市")

    def test_expects_the_city_of_whoever_enters_it_where_the_table_does_not_say(self):
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411303")])
        assert Cities.load((lead,)).elsewhere(uscc(1, "410105"), None) is not None
        assert Cities.load((lead,)).elsewhere(uscc(1, "411323"), None) is None

    def test_expects_nothing_of_whoever_answers_for_no_region(self):
        assert Cities.load((UserFactory(data_steward=True),)).elsewhere(uscc(1, "410105"), None) is None
        assert Cities.load(()).elsewhere(uscc(1, "410105"), None) is None
