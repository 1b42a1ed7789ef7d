import io

import pytest

from crm.intake.kinds.fields import FIELDS
from crm.intake.reading.columns import (
    Column,
    MappedSheet,
    NoHeader,
    UnitMissing,
    map_sheet,
    no_header,
    template_headers,
)
from crm.intake.reading.sheets import Sheet
from crm.intake.reading.tables import read_table
from tests.crm.intake.files import csv_file


def sheet_of(*rows: tuple[str, ...]) -> Sheet:
    return read_table(csv_file(*rows)).sheets[0]


def mapped(*rows: tuple[str, ...], kind: str = "enterprises") -> MappedSheet:
    found = map_sheet(sheet_of(*rows), kind)
    assert found is not None
    return found


def fields(found: MappedSheet) -> list[tuple[str | None, str | None]]:
    return [(column.field.name if column.field else None, column.unit) for column in found.columns]


class TestMapSheet:
    def test_maps_the_columns_of_a_real_register(self):
        header = "企业名称,统一社会信用代码,注册日期,企业类型,注册资金,经营范围,所在省份,地区,注册地址,code_status"
        names = [name for name, _unit in fields(mapped(tuple(header.split(",")), ("甲",) * 10))]
        assert names == [
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
            ("销售收入（人民币万元）", None),
        ],
    )
    def test_reads_word_and_unit_of_a_header(self, header: str, unit: str | None):
        table = (("信用代码", "年份", f'"{header}"'), ("x", "2025", "1万元"))
        found = mapped(*table, kind="financial_years")
        assert fields(found)[2] == ("revenue" if unit else None, unit)

    def test_takes_the_unit_that_a_line_above_declares_for_the_sheet(self):
        found = mapped(
            ("单位：万元", "", ""), ("信用代码", "年度", "净利润"), ("x", "2025", "1"), kind="financial_years"
        )
        assert fields(found)[2] == ("net_profit", "万元")

    def test_refuses_money_without_any_unit(self):
        with pytest.raises(UnitMissing, match="营业收入"):
            mapped(("信用代码", "年度", "营业收入"), ("x", "2025", "100"), kind="financial_years")

    def test_leaves_a_column_of_money_alone_that_states_units_cell_by_cell(self):
        assert fields(mapped(("信用代码", "注册资本"), ("x", "100万元"), ("y", "N/A")))[1] == (
            "registered_capital",
            None,
        )

    def test_finds_no_header_in_a_sheet_of_notes(self):
        assert map_sheet(sheet_of(("说明",), ("请如实填报",)), "enterprises") is None

    def test_tells_of_two_columns_that_describe_the_same_and_reads_neither(self):
        found = mapped(("信用代码", "地址", "住所"), ("x", "a", "b"))
        assert [name for name, _unit in fields(found)] == ["uscc", None, None]
        assert [finding.code for finding in found.findings] == ["column.ambiguous"]


class TestNoHeader:
    def test_quotes_what_was_found_instead(self):
        refused = no_header((sheet_of(("甲", "乙")),))
        assert isinstance(refused, NoHeader)
        assert "甲、乙" in refused.message


class TestTemplateHeaders:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_maps_back_to_every_field(self, kind: str):
        header = tuple(template_headers(kind))
        found = mapped(header, ("x",) * len(header), kind=kind)
        assert [name for name, _unit in fields(found)] == [field.name for field in FIELDS[kind]]


class TestFields:
    @pytest.mark.parametrize("kind", FIELDS)
    def test_no_word_means_two_fields(self, kind: str):
        words = [word for field in FIELDS[kind] for word in {word.casefold() for word in field.words}]
        assert len(words) == len(set(words))


class TestColumn:
    @pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    def test_has_the_letter_of_the_spreadsheet(self, index: int, letter: str):
        assert Column(index=index, header="").letter == letter


class TestReadTable:
    def test_finds_the_separator(self):
        for separator in ",\t;":
            file = csv_file(("信用代码", "名称"), ("x", "甲，乙"), separator=separator)
            assert read_table(file).sheets[0].rows[1].cells == ("x", "甲，乙")

    def test_numbers_rows_as_a_spreadsheet_does(self):
        rows = read_table(io.BytesIO(b'a,b\r\n\r\n"x\r\ny",1\r\nz,2\r\n')).sheets[0].rows
        assert [row.number for row in rows] == [1, 3, 4]
