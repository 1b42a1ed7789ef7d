"""Headers as bureaus write them, mapped; and what is asked where they do not say enough."""

from collections.abc import Sequence
from typing import Any

import pytest

from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.mapping import AskedUnusable, MappedTable, map_table
from crm.intake.reading.sheets import Sheet, Table
from crm.intake.reading.tables import read_table
from crm.intake.templates import template_headers
from tests.crm.intake.files import csv_file, xlsx_file

YEARS = "financial_years"


def table_of(*rows: Sequence[Any]) -> Table:
    return read_table(csv_file(*rows))


def mapped(*rows: Sequence[Any], kind: str = "enterprises", **said: Any) -> MappedTable:
    return map_table(table_of(*rows), kind, **said)


def fields(found: MappedTable) -> list[tuple[str | None, str | None]]:
    return [(column.field.name if column.field else None, column.unit) for column in found.read[0].columns]


def names(found: MappedTable) -> list[str | None]:
    return [name for name, _unit in fields(found)]


def needs(found: MappedTable) -> list[tuple[str, str]]:
    assert all(need.message for need in found.needs)
    return [(need.code, need.letter or need.field) for need in found.needs]


class TestWords:
    def test_maps_the_columns_of_a_real_register(self):
        header = "企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址,code_status"
        assert names(mapped(tuple(header.split(",")), ("甲",) * 10)) == [
            "name", "uscc", "registered_on", "legal_form", "registered_capital", "business_scope", "province", "city",
            "address", None,
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("header", "unit"),
        [
            ("营业收入（万元）", "万元"),
            ("营业收入(元)", "元"),
            ("营业收入：亿元", "亿元"),
            ("营业收入_万元", "万元"),
            ("营业收入[千元]", "千元"),
            ("营业收入（单位：万元）", "万元"),
            ("营 业 收 入\n（万元）", "万元"),
            ("*营业收入(万元)", "万元"),
            ("3、营业收入(万元)", "万元"),
        ],
    )
    def test_reads_word_and_unit_of_a_header(self, header: str, unit: str):
        found = mapped(("信用代码", "年份", f'"{header}"'), ("x", "2025", "1"), kind=YEARS)
        assert fields(found)[2] == ("revenue", unit)
        assert not found.needs

    def test_takes_the_unit_that_a_line_above_declares_for_the_sheet(self):
        found = mapped(("单位：万元", "", ""), ("信用代码", "年度", "净利润"), ("x", "2025", "1"), kind=YEARS)
        assert fields(found)[2] == ("net_profit", "万元")

    def test_takes_the_units_of_a_row_below_the_header(self):
        found = mapped(
            ("信用代码", "年度", "净利润", "职工总数"), ("", "", "（万元）", "人"), ("x", "2025", "1", "2"), kind=YEARS
        )
        assert fields(found)[2:] == [("net_profit", "万元"), ("headcount", None)]
        assert [row.number for row in found.read[0].data_rows] == [3]

    def test_leaves_a_column_of_money_alone_that_states_units_cell_by_cell(self):
        found = mapped(("信用代码", "注册资本"), ("x", "100万元"), ("y", "N/A"))
        assert fields(found)[1] == ("registered_capital", None)
        assert not found.needs

    def test_reads_no_column_of_two_that_describe_the_same_and_tells(self):
        found = mapped(("信用代码", "地址", "住所"), ("x", "a", "b"))
        assert names(found) == ["uscc", None, None]
        assert [finding.code for finding in found.read[0].findings] == ["column.ambiguous"]


class TestSuggestions:
    def test_offers_the_nearest_field_and_does_not_take_it(self):
        found = mapped(("信用代码", "年度", "研发费用支出额（万元）"), ("x", "2025", "1"), kind=YEARS)
        column = found.read[0].columns[2]
        assert column.field is None
        assert column.suggestions[0].field.name == "rnd_expense"
        assert 0.6 <= column.suggestions[0].similarity < 1

    def test_offers_nothing_for_what_resembles_nothing(self):
        assert mapped(("信用代码", "qqqqq"), ("x", "1")).read[0].columns[1].suggestions == ()

    def test_offers_fields_for_a_sheet_without_a_header_it_knows(self):
        found = mapped(("信用号码", "企业的名称全"), ("x", "y"))
        assert not found.read
        assert found.sheets[0].columns[0].suggestions[0].field.name == "uscc"


class TestNeeds:
    def test_asks_for_the_unit_of_money(self):
        found = mapped(("信用代码", "年度", "营业收入"), ("x", "2025", "100"), kind=YEARS)
        assert needs(found) == [("table.unit_missing", "C")]
        assert "营业收入" in found.needs[0].message

    def test_asks_for_a_column_without_which_a_row_says_nothing(self):
        found = mapped(("信用代码", "净利润（万元）"), ("x", "1"), kind=YEARS)
        assert needs(found) == [("table.column_missing", "year")]

    def test_asks_which_of_two_columns_of_one_figure_counts(self):
        header = ("信用代码", "年度", "营业收入（万元）", "销售收入（万元）")
        found = mapped(header, ("x", "2025", "1", "2"), kind=YEARS)
        assert needs(found) == [("table.column_ambiguous", "C")]
        assert names(found) == ["uscc", "year", None, None]

    def test_asks_for_the_header_where_no_row_names_columns_and_quotes_what_is_there(self):
        found = mapped(("说明", ""), ("请如实填报", ""))
        assert needs(found) == [("table.no_header", "")]
        assert "说明、请如实填报" in found.needs[0].message

    def test_leaves_a_sheet_of_notes_aside_where_another_is_complete(self):
        notes = Sheet(name="字典", rows=table_of(("企业名称", "备注"), ("a", "b")).sheets[0].rows)
        table = table_of(("信用代码", "年度", "净利润（万元）"), ("x", "2025", "1"))
        found = map_table(Table(format="xlsx", sheets=(*table.sheets, notes)), YEARS)
        assert [sheet.sheet.name for sheet in found.read] == [""]
        assert not found.needs


class TestHeadersOfSeveralRows:
    def test_flattens_a_year_that_is_merged_above_its_figures(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.merge_range("A1:A2", "统一社会信用代码")
            sheet.merge_range("B1:B2", "企业名称")
            sheet.merge_range("C1:D1", "2024年")

        file = xlsx_file((), ("", "", "营业收入（万元）", "研发费用（万元）"), ("x", "甲", 1, 2), touch=touch)
        found = map_table(read_table(file), YEARS)
        sheet = found.read[0]
        assert [column.header for column in sheet.columns][1:] == [
            "企业名称", "2024年/营业收入（万元）", "2024年/研发费用（万元）",
        ]  # fmt: skip
        assert fields(found)[2:] == [("revenue", "万元"), ("rnd_expense", "万元")]
        assert (sheet.header_row, sheet.fixed) == (2, {"year": "2024"})
        assert [finding.code for finding in sheet.findings] == ["table.year_from_header"]
        assert not found.needs

    def test_asks_which_year_is_meant_where_the_header_has_two(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.merge_range("A1:A2", "信用代码")
            sheet.merge_range("B1:C1", "营业收入（万元）")

        found = map_table(read_table(xlsx_file((), ("", "2023年", "2024年"), ("x", 1, 2), touch=touch)), YEARS)
        assert needs(found) == [("table.column_ambiguous", "B"), ("table.column_missing", "year")]

    def test_reads_the_year_that_a_person_chose_of_two(self):
        header = ("信用代码", "2023年营业收入（万元）", "2024年营业收入（万元）")
        by_hand = {"B": {"field": None}, "C": {"field": "revenue", "unit": "万元"}}
        asked = {"sheets": [{"name": "", "read": True, "columns": by_hand}]}
        found = mapped(header, ("x", "1", "2"), kind=YEARS, asked=asked)
        assert names(found) == ["uscc", None, "revenue"]
        assert found.read[0].fixed == {"year": "2024"}
        assert not found.needs

    def test_keeps_a_narrower_heading_from_passing_for_the_whole(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.merge_range("A1:A2", "信用代码")
            sheet.merge_range("B1:B2", "年度")
            sheet.merge_range("C1:D1", "研发费用（万元）")

        file = xlsx_file((), ("", "", "其中：人员人工费用", "其中：折旧"), ("x", 2024, 1, 2), touch=touch)
        assert names(map_table(read_table(file), YEARS)) == ["uscc", "year", None, None]

    def test_joins_two_header_rows_of_a_csv_file(self):
        found = mapped(
            ("信用代码", "企业名称", "2024年", ""),
            ("", "", "营业收入（万元）", "研发费用（万元）"),
            ("x", "甲", "1", "2"),
            kind=YEARS,
        )
        assert names(found) == ["uscc", "name", "revenue", "rnd_expense"]
        assert found.read[0].fixed == {"year": "2024"}

    def test_takes_a_line_across_the_sheet_for_a_title(self):
        def touch(book: Any, sheet: Any) -> None:
            sheet.merge_range("A1:C1", "2024年南阳市企业名录")

        found = map_table(
            read_table(xlsx_file((), ("信用代码", "名称", "地址"), ("x", "y", "z"), touch=touch)), "enterprises"
        )
        assert [column.header for column in found.read[0].columns] == ["信用代码", "名称", "地址"]


class TestByHand:
    def test_takes_the_header_row_that_a_person_chose(self):
        rows = (("甲", "乙"), ("信用码", "全名"), ("x", "y"))
        asked = {"sheets": [{"name": "", "read": True, "header_row": 2, "columns": {"A": {"field": "uscc"}}}]}
        found = mapped(*rows, asked=asked)
        assert names(found) == ["uscc", None]
        assert [column.header for column in found.read[0].columns] == ["信用码", "全名"]
        assert [row.number for row in found.read[0].data_rows] == [3]

    def test_goes_before_what_the_header_says(self):
        asked = {"sheets": [{"name": "", "columns": {"C": {"field": "revenue", "unit": "万元"}}}]}
        found = mapped(("信用代码", "年度", "收入", "营业收入（元）"), ("x", "2025", "1", "2"), kind=YEARS, asked=asked)
        assert fields(found)[2:] == [("revenue", "万元"), (None, None)]

    def test_reads_a_hidden_sheet_only_when_asked_to(self):
        def touch(book: Any, sheet: Any) -> None:
            hidden = book.add_worksheet("藏")
            hidden.write_row(0, 0, ("信用代码", "名称"))
            hidden.write_row(1, 0, ("x", "y"))
            hidden.hide()

        table = read_table(xlsx_file(("信用代码", "名称"), ("x", "y"), touch=touch))
        assert len(map_table(table, "enterprises").read) == 1
        assert len(map_table(table, "enterprises", asked={"sheets": [{"name": "藏", "read": True}]}).read) == 2

    def test_leaves_a_sheet_aside(self):
        asked = {"sheets": [{"name": "", "read": False}]}
        assert mapped(("信用代码", "名称"), ("x", "y"), asked=asked).read == ()

    @pytest.mark.parametrize(
        "sheet",
        [
            {"name": "无此表"},
            {"name": "", "header_row": 99},
            {"name": "", "columns": {"Z": {"field": "uscc"}}},
            {"name": "", "columns": {"A": {"field": "nothing"}}},
            {"name": "", "columns": {"A": {"field": "registered_capital", "unit": "斤"}}},
            {"name": "", "columns": {"A": {"field": "name"}, "B": {"field": "name"}}},
        ],
    )
    def test_refuses_what_is_not_there(self, sheet: dict[str, Any]):
        with pytest.raises(AskedUnusable):
            mapped(("信用代码", "名称"), ("x", "y"), asked={"sheets": [sheet]})

    def test_takes_a_fixed_value_for_a_column_that_is_not_there(self):
        found = mapped(("信用代码", "净利润（万元）"), ("x", "1"), kind=YEARS, fixed={"year": "2024"})
        assert not found.needs
        assert found.read[0].fixed == {"year": "2024"}

    def test_lets_a_column_go_before_a_fixed_value(self):
        header = ("信用代码", "年度", "净利润（万元）")
        assert mapped(header, ("x", "2023", "1"), kind=YEARS, fixed={"year": "2024"}).read[0].fixed == {}


class TestSaved:
    SAVED = {"单位代号": {"field": "uscc", "unit": None}, "全年营收": {"field": "revenue", "unit": "千元"}}

    def test_maps_headers_that_no_synonym_covers(self):
        found = mapped(("单位代号", "年度", "全年营收"), ("x", "2025", "1"), kind=YEARS, saved=self.SAVED)
        assert fields(found) == [("uscc", None), ("year", None), ("revenue", "千元")]
        assert [column.by for column in found.read[0].columns] == ["saved", "word", "saved"]

    def test_gives_way_to_a_person(self):
        asked = {"sheets": [{"name": "", "columns": {"C": {"field": "net_profit", "unit": "元"}}}]}
        found = mapped(("单位代号", "年度", "全年营收"), ("x", "2025", "1"), kind=YEARS, saved=self.SAVED, asked=asked)
        assert fields(found)[2] == ("net_profit", "元")


class TestTemplates:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_a_template_maps_back_to_every_field(self, kind: str):
        header = tuple(template_headers(kind))
        found = mapped(tuple(f'"{text}"' for text in header), ("x",) * len(header), kind=kind)
        assert names(found) == [field.name for field in FIELDS[kind]]
