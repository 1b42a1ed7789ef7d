"""Mappings kept under a name: made from an import, found again for a file, and those that ship."""

from pathlib import Path
from typing import Any

import pytest

import seeds
from crm.intake.mappings import (
    MappingNameTaken,
    MappingShipped,
    MappingUnusable,
    change_mapping,
    create_mapping,
    delete_mapping,
    fitting_mappings,
    load_saved_mappings,
    save_mapping,
    with_saved,
)
from crm.intake.models import SavedMapping
from tests.crm.intake.files import CODE, csv_file, preview
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SHIPPED = Path(seeds.__file__).parent / "mappings.yaml"
NAMES = {"火炬统计", "科小评价导出", "税务研发加计扣除", "统计局规上名录", "知识产权清单", "认定公示名单", "走访台账"}


def made(**given: Any) -> SavedMapping:
    about: dict[str, Any] = {
        "name": "某局台账",
        "kind": "financial_years",
        "source": "某局",
        "columns": {"代码": {"field": "uscc", "unit": None}, "营收": {"field": "revenue", "unit": "千元"}},
        "fixed": {"year": "2024"},
        "by": UserFactory(),
    }
    return create_mapping(**(about | given))


class TestSaveMapping:
    def test_keeps_what_the_columns_of_an_import_were_taken_for(self):
        import_ = preview(csv_file(("信用代码", "名称", "注册资本（万元）", "别的"), (CODE, "甲", "1", "x")))
        saved = save_mapping(import_=import_, name="登记名录", by=None)
        assert saved.columns == {
            "信用代码": {"field": "uscc", "unit": None},
            "名称": {"field": "name", "unit": None},
            "注册资本（万元）": {"field": "registered_capital", "unit": "万元"},
        }
        assert (saved.kind, saved.source) == (import_.kind, import_.source)


class TestCreateMapping:
    def test_refuses_a_name_that_the_kind_has(self):
        made()
        with pytest.raises(MappingNameTaken, match="某局台账"):
            made()
        assert made(kind="enterprises", columns={"代码": {"field": "uscc"}}, fixed={}).pk

    @pytest.mark.parametrize(
        "given",
        [
            {"columns": {}},
            {"name": " "},
            {"columns": {"代码": {"field": "nothing"}}},
            {"columns": {"营收": {"field": "revenue", "unit": "斤"}}},
            {"fixed": {"nothing": "1"}},
        ],
    )
    def test_refuses_what_no_table_could_be_read_by(self, given: dict[str, Any]):
        with pytest.raises(MappingUnusable):
            made(**given)


class TestChangeMapping:
    def test_changes_what_is_given_and_leaves_the_rest(self):
        saved = made()
        change_mapping(saved=saved, name="另名")
        assert SavedMapping.objects.get().name == "另名"
        assert SavedMapping.objects.get().fixed == {"year": "2024"}

    def test_leaves_those_that_ship_alone(self):
        load_saved_mappings(SHIPPED)
        shipped = SavedMapping.objects.get(name="火炬统计")
        with pytest.raises(MappingShipped):
            change_mapping(saved=shipped, name="另名")
        with pytest.raises(MappingShipped):
            delete_mapping(saved=shipped)


class TestFittingMappings:
    def test_finds_those_of_whose_headers_the_file_has_half_nearest_first(self):
        made(name="半", columns={"代码": {"field": "uscc"}, "收入额": {"field": "revenue"}})
        made(name="全", columns={"代码": {"field": "uscc"}})
        made(name="无", columns={"甲": {"field": "uscc"}, "乙": {"field": "revenue"}, "代码": {"field": "name"}})
        found = fitting_mappings("financial_years", ["基本情况/代码", "别的"])
        assert [(fitting.saved.name, fitting.overlap) for fitting in found] == [("全", 1.0), ("半", 0.5)]


class TestWithSaved:
    def test_lets_the_values_of_the_import_go_first(self):
        assert with_saved(made(), {"year": "2025", "basis": "税务"}) == {"year": "2025", "basis": "税务"}
        assert with_saved(None, {}) == {}


class TestLoadSavedMappings:
    def test_loads_the_usual_sources_once(self):
        assert load_saved_mappings(SHIPPED).created == len(NAMES)
        assert set(SavedMapping.objects.values_list("name", flat=True)) == NAMES
        assert load_saved_mappings(SHIPPED).unchanged == len(NAMES)

    def test_brings_a_changed_one_back_in_line(self):
        load_saved_mappings(SHIPPED)
        SavedMapping.objects.filter(name="火炬统计").update(source="x")
        assert load_saved_mappings(SHIPPED).updated == 1

    def test_reads_a_table_of_its_source(self):
        load_saved_mappings(SHIPPED)
        saved = SavedMapping.objects.get(name="走访台账")
        header = ("走访企业", "走访时间", "走访形式", "走访内容", "办理情况")
        import_ = preview(
            csv_file(header, ("甲有限公司", "2026-01-05", "走访", "了解研发", "已办")),
            "engagements",
            saved_mapping=saved,
        )
        [sheet] = import_.mapping["sheets"]
        assert [column["field"] for column in sheet["columns"]] == ["name", "happened_on", "kind", "purpose", "outcome"]
