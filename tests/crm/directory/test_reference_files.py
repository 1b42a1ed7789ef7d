"""The files that ship, and what happens to a damaged one."""

from collections import Counter
from pathlib import Path

import pytest

import seeds
from crm.directory.reference_files import (
    ReferenceFileUnreadable,
    read_chains,
    read_industries,
    read_regions,
    read_technology_fields,
)

SHIPPED = Path(seeds.__file__).parent / "directory"


@pytest.fixture
def regions_file(tmp_path: Path) -> Path:
    return tmp_path / "regions.csv"


class TestReadRegions:
    def test_reads_all_of_china_to_the_counties(self) -> None:
        levels = Counter(region.level for region in read_regions(SHIPPED / "regions.csv"))
        assert levels == {"province": 34, "city": 342, "county": 2851, "zone": 127}

    def test_gives_each_region_the_path_of_its_parents(self) -> None:
        paths = {region.code: region.path for region in read_regions(SHIPPED / "regions.csv")}
        assert paths["411302"] == "410000/411300/411302/"

    def test_flags_the_zones_of_nanyang_that_have_no_official_code(self) -> None:
        nanyang = [region for region in read_regions(SHIPPED / "regions.csv") if region.parent_id == "411300"]
        unofficial = {region.name for region in nanyang if not region.is_official}
        zones = {"南阳高新技术产业开发区", "南阳市城乡一体化示范区", "官庄工区", "鸭河工区", "卧龙综合保税区"}
        assert unofficial == zones
        assert all(region.note for region in nanyang if region.name in zones)
        assert len(nanyang) - len(zones) == 13

    def test_says_where_a_parent_is_missing(self, regions_file: Path) -> None:
        regions_file.write_text("code,name,level,parent,is_official,note\n411302,宛城区,county,411300,yes,\n", "utf-8")
        with pytest.raises(ReferenceFileUnreadable, match=r"regions\.csv:2: .*411300"):
            list(read_regions(regions_file))

    @pytest.mark.parametrize(
        ("lines", "where"),
        [
            ("name,code\n", "1"),
            ("code,name,level,parent,is_official,note\n410000,河南省,province,,maybe,\n", "2"),
            ("code,name,level,parent,is_official,note\n410000,河南省,realm,,yes,\n", "2"),
            ("code,name,level,parent,is_official,note\n410000,河南省,province,,yes\n", "2"),
            ("code,name,level,parent,is_official,note\n" + "410000,河南省,province,,yes,\n" * 2, "3"),
        ],
        ids=["other columns", "neither yes nor no", "unknown level", "a cell short", "key twice"],
    )
    def test_refuses_a_damaged_file_and_names_the_line(self, regions_file: Path, lines: str, where: str) -> None:
        regions_file.write_text(lines, "utf-8")
        with pytest.raises(ReferenceFileUnreadable, match=rf"regions\.csv:{where}: "):
            list(read_regions(regions_file))


class TestReadIndustries:
    def test_has_the_counts_of_the_standard(self) -> None:
        levels = Counter(industry.level for industry in read_industries(SHIPPED / "industries.csv"))
        assert levels == {"section": 20, "division": 97, "group": 473, "class": 1380}

    def test_puts_each_below_its_parent(self) -> None:
        by_code = {industry.code: industry for industry in read_industries(SHIPPED / "industries.csv")}
        assert [by_code[code].parent_id for code in ("3812", "381", "38", "C")] == ["381", "38", "C", None]
        assert {industry.section for industry in by_code.values()} == set("ABCDEFGHIJKLMNOPQRST")


class TestReadTechnologyFields:
    def test_has_the_eight_fields_and_flags_what_was_not_checked(self) -> None:
        fields = list(read_technology_fields(SHIPPED / "technology_fields.csv"))
        assert [field.code for field in fields if field.is_verified] == list("12345678")
        assert all(field.parent_id for field in fields if not field.is_verified)


class TestReadChains:
    def test_ships_examples_with_their_sources(self) -> None:
        chains = list(read_chains(SHIPPED / "chains.csv"))
        assert {"光电", "超硬材料", "功能性食品"} <= {chain.zh for chain in chains}
        assert all(chain.is_example and chain.source for chain in chains)
