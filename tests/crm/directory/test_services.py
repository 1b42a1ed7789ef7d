"""Loading the reference data: once, again, and after a change."""

import time
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

import seeds
from crm.directory.models import IndustrialChain, Industry, Region
from crm.directory.reference_files import ReferenceFileUnreadable
from crm.directory.services import load_reference
from crm.directory.upsert import Changes

SHIPPED = Path(seeds.__file__).parent / "directory"
pytestmark = pytest.mark.django_db


class TestLoadReference:
    def test_loads_all_tables(self) -> None:
        tables = load_reference(SHIPPED)
        assert tables["regions"] == Changes(created=3354, updated=0, unchanged=0)
        assert tables["industries"] == Changes(created=1970, updated=0, unchanged=0)
        assert Industry.objects.get(code="3812").name == "电动机制造"

    def test_changes_nothing_the_second_time_and_is_quick(
        self, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        load_reference(SHIPPED)
        begun = time.process_time()
        with django_assert_max_num_queries(14):
            again = load_reference(SHIPPED)
        assert time.process_time() - begun < 1
        assert {(changes.created, changes.updated) for changes in again.values()} == {(0, 0)}

    def test_brings_a_changed_row_back_in_line(self) -> None:
        load_reference(SHIPPED)
        Region.objects.filter(code="411302").update(name="宛城县")
        assert load_reference(SHIPPED)["regions"] == Changes(created=0, updated=1, unchanged=3353)
        assert Region.objects.get(code="411302").name == "宛城区"

    def test_leaves_the_bureau_its_chains(self) -> None:
        load_reference(SHIPPED)
        IndustrialChain.objects.filter(slug="textiles").update(zh="纺织服装", is_example=False)
        IndustrialChain.objects.create(slug="edible-fungi", zh="食用菌", en="Edible fungi")
        assert load_reference(SHIPPED)["chains"] == Changes(created=0, updated=0, unchanged=27)
        assert IndustrialChain.objects.get(slug="textiles").zh == "纺织服装"
        assert IndustrialChain.objects.filter(slug="edible-fungi").exists()

    def test_changes_no_table_when_one_file_is_damaged(self, tmp_path: Path) -> None:
        for file in SHIPPED.glob("*.csv"):
            (tmp_path / file.name).write_bytes(file.read_bytes())
        (tmp_path / "chains.csv").write_text("slug\n", "utf-8")
        with pytest.raises(ReferenceFileUnreadable):
            load_reference(tmp_path)
        assert not Region.objects.exists()
