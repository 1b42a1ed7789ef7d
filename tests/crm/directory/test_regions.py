"""What a spreadsheet's region means, on the reference data that ships."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from crm.directory.models import Region
from crm.directory.reference_files import read_regions
from crm.directory.regions import GROUPING, RegionBook, find_region, short_names
from tests.factories import RegionFactory

CHINA = list(read_regions(Path(seeds.__file__).parent / "directory" / "regions.csv"))
BOOK = RegionBook.of(CHINA)


def code(text: str, within: str | None = None, level: str | None = None) -> str | None:
    found = BOOK.find(text, within=within, level=level)
    return found.code if found else None


class TestFind:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("411302", "411302"),
            ("4113", "411300"),
            ("41", "410000"),
            ("411302000000", "411302"),
            ("411300-GZ", "411300-GZ"),
            ("４１１３０２", "411302"),
        ],
    )
    def test_takes_codes_of_every_length_in_use(self, text: str, meant: str) -> None:
        assert code(text) == meant

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("河南省", "410000"),
            ("河南", "410000"),
            ("南阳市", "411300"),
            ("南阳", "411300"),
            (" 卧龙区 ", "411303"),
            ("卧龙", "411303"),
            ("内蒙古", "150000"),
            ("新疆", "650000"),
            ("延边", "222400"),
            ("济源", "419001"),
            ("东莞", "441900"),
            ("官庄工区", "411300-GZ"),
        ],
    )
    def test_takes_names_with_and_without_their_suffix(self, text: str, meant: str) -> None:
        assert code(text) == meant

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("河南省南阳市卧龙区", "411303"),
            ("河南南阳卧龙", "411303"),
            ("南阳市 卧龙区", "411303"),
            ("河南省/南阳市/卧龙区", "411303"),
            ("北京市朝阳区", "110105"),
            ("河南省济源市", "419001"),
        ],
    )
    def test_takes_names_joined_from_the_province_down(self, text: str, meant: str) -> None:
        assert code(text) == meant

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("高新区", "411371"),
            ("南阳高新区", "411371"),
            ("示范区", "411372"),
            ("城乡一体化示范区", "411372"),
            ("综保区", "411300-BZ"),
            ("卧龙综保区", "411300-BZ"),
        ],
    )
    def test_takes_the_usual_short_forms_of_zones_within_their_city(self, text: str, meant: str) -> None:
        assert code(text, within="411300") == meant

    def test_never_guesses_among_namesakes(self) -> None:
        assert code("朝阳") is None
        assert code("朝阳", within="110000") == "110105"
        assert code("朝阳", level="city") == "211300"

    def test_takes_a_short_name_for_the_province_before_its_namesakes(self) -> None:
        assert code("吉林") == "220000"
        assert code("吉林", level="city") == "220200"

    def test_takes_the_full_name_before_any_short_one(self) -> None:
        assert code("河南蒙古族自治县") == "632324"

    @pytest.mark.parametrize("text", ["", "411399", "市辖区", "省直辖县级行政区划", "海外", "工区"])
    def test_is_silent_on_what_it_does_not_know(self, text: str) -> None:
        assert code(text) is None

    @given(st.sampled_from(CHINA))
    def test_finds_every_region_by_its_code(self, region: Region) -> None:
        assert BOOK.find(region.code) == region

    @given(st.sampled_from([region for region in CHINA if not GROUPING.match(region.name)]))
    def test_has_every_region_among_its_namesakes(self, region: Region) -> None:
        province = region.path.split("/")[0]
        assert region in BOOK.candidates(region.name, within=province)

    @given(st.text())
    def test_never_fails_on_any_text(self, text: str) -> None:
        BOOK.candidates(text)


class TestCandidates:
    def test_names_all_that_a_text_may_mean(self) -> None:
        assert [region.code for region in BOOK.candidates("朝阳")] == ["110105", "211300", "211321", "220104"]

    def test_includes_the_region_that_it_looks_within(self) -> None:
        assert [region.code for region in BOOK.candidates("南阳市", within="411300")] == ["411300"]


class TestShortNames:
    @pytest.mark.parametrize(
        ("name", "short"),
        [
            ("南阳市", ("南阳",)),
            ("泸县", ()),
            ("郊区", ()),
            ("广西壮族自治区", ("广西",)),
            ("巴音郭楞蒙古自治州", ("巴音郭楞",)),
            ("海西蒙古族藏族自治州", ("海西",)),
            ("管城回族区", ("管城",)),
            ("大兴安岭地区", ("大兴安岭",)),
            ("神农架林区", ("神农架",)),
            ("香港特别行政区", ("香港",)),
        ],
    )
    def test_leaves_off_what_only_says_the_kind(self, name: str, short: tuple[str, ...]) -> None:
        assert short_names(Region(name=name, level="county")) == short


@pytest.mark.django_db
class TestFindRegion:
    def test_reads_the_table(self) -> None:
        county = RegionFactory(code="411302")
        assert find_region("宛城") == county
        assert find_region("宛城", within=RegionFactory(code="410100")) is None
