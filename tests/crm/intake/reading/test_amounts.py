from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.findings import Finding
from crm.intake.reading.amounts import UNITS, amount_cell, count_cell, ratio_cell
from crm.intake.reading.cells import Cell


def amount(cell: Cell, unit: str | None = None, may_be_negative: bool = False) -> Decimal | str | None:
    read = amount_cell(cell, unit=unit, may_be_negative=may_be_negative)
    return read.code if isinstance(read, Finding) else read


class TestAmountCell:
    @pytest.mark.parametrize(
        ("text", "yuan"),
        [
            ("1,000(万元)", "10000000.00"),
            ("100万人民币", "1000000.00"),
            ("50(万)", "500000.00"),
            ("3( 万人民币元)", "30000.00"),
            ("80万元人民币", "800000.00"),
            ("500(万元（人民币）)", "5000000.00"),
            ("50万元人民币元", "500000.00"),
            ("5人民币元", "5.00"),
            ("300000元人民币", "300000.00"),
            ("0.5亿元", "50000000.00"),
            ("1,234.5万元", "12345000.00"),
            ("￥ 1 234元", "1234.00"),
        ],
    )
    def test_reads_the_unit_that_the_cell_states(self, text: str, yuan: str):
        assert amount(text) == Decimal(yuan)

    @pytest.mark.parametrize(
        ("cell", "yuan"),
        [
            (1.2345, "12345.00"),
            ("1.2345", "12345.00"),
            ("0.005", "50.00"),
            ("１２３", "1230000.00"),
            (123000.0, "1230000000.00"),
            ("1,234.5万元", "12345000.00"),
            ("￥12", "120000.00"),
        ],
    )
    def test_applies_the_unit_of_the_header(self, cell: Cell, yuan: str):
        assert amount(cell, "万元") == Decimal(yuan)

    @pytest.mark.parametrize(
        "text", ["16(万美元)", "5(万香港元)", "20(万欧元)", "1000(万日元)", "3(万元(美元))", "9(万元港元)"]
    )
    def test_leaves_foreign_money_empty_and_says_so(self, text: str):
        read = amount_cell(text, unit=None, may_be_negative=False)
        assert isinstance(read, Finding)
        assert (read.code, read.refuses) == ("amount.foreign_currency", False)

    @pytest.mark.parametrize("cell", ["-5", "(5)", "−5", "△5", "▲5", "-￥5", -5.0])
    def test_reads_a_loss_where_there_can_be_one_and_refuses_it_elsewhere(self, cell: Cell):
        assert amount(cell, "元", may_be_negative=True) == Decimal("-5.00")
        assert amount(cell, "元") == "amount.negative"

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("1000", "amount.unit_missing"),
            (1000.0, "amount.unit_missing"),
            ("1000()", "amount.unit_missing"),
            ("1.23E+05", "amount.exponent"),
            ("1e400", "amount.exponent"),
            ("NaN", "amount.not_a_number"),
            ("Infinity", "amount.not_a_number"),
            (float("nan"), "cell.kind"),
            (float("inf"), "cell.kind"),
            (True, "cell.kind"),
            ("١٢٣", "amount.not_a_number"),
            ("壹佰万元", "amount.in_words"),
            ("1,2O0", "amount.letter_in_number"),
            ("l00", "amount.letter_in_number"),
            ("1,2345", "amount.separators"),
            ("12.5%", "amount.not_a_number"),
            ("1.2.3", "amount.not_a_number"),
            ("100-200", "amount.not_a_number"),
            ("约100万元", "amount.not_a_number"),
            ("万元", "amount.not_a_number"),
            ("100万斤", "amount.unit_unknown"),
            ("1234567890123456789元", "amount.too_large"),
        ],
    )
    def test_refuses_what_it_would_have_to_guess(self, cell: Cell, code: str):
        assert amount(cell) == code

    def test_refuses_a_cell_that_contradicts_the_header(self):
        assert amount("5亿元", "万元") == "amount.unit_conflict"

    @pytest.mark.parametrize("cell", [None, "", "-", "—", "/", "无", "N/A", "待定"])
    def test_reads_a_blank_as_not_known_and_never_as_zero(self, cell: Cell):
        assert amount(cell, "万元") is None

    @given(st.decimals(0, 10**11, places=6), st.sampled_from(sorted(UNITS)))
    def test_is_exact_to_the_fen_in_every_unit(self, number: Decimal, unit: str):
        read = amount(f"{number:f}", unit)
        wanted = number * UNITS[unit]
        assert read == "amount.too_large" if wanted >= 10**16 else abs(Decimal(str(read)) - wanted) <= Decimal("0.005")

    @given(st.integers(0, 10**9))
    def test_takes_thousands_parted_by_commas_as_the_same_number(self, number: int):
        assert amount(f"{number:,}", "元") == amount(str(number), "元") == Decimal(number)

    @given(st.one_of(st.text(max_size=20), st.floats(), st.integers()))
    def test_answers_anything_with_an_amount_a_blank_or_a_reason(self, cell: Cell):
        read = amount_cell(cell, unit="万元", may_be_negative=False)
        assert read is None or (isinstance(read, Finding) and read.message) or read >= 0


class TestCountCell:
    @pytest.mark.parametrize(("cell", "count"), [("12人", "12"), (12.5, "12.5"), ("1,200", "1200"), (0, "0")])
    def test_reads_a_number_of_people(self, cell: Cell, count: str):
        assert count_cell(cell) == Decimal(count)

    @pytest.mark.parametrize(
        ("cell", "code"), [("-3", "amount.negative"), ("十二", "amount.in_words"), (10**9, "amount.too_large")]
    )
    def test_refuses_the_rest(self, cell: Cell, code: str):
        read = count_cell(cell)
        assert isinstance(read, Finding)
        assert read.code == code


class TestRatioCell:
    def test_reads_by_the_unit_that_is_declared(self):
        assert (
            ratio_cell("12.5%", unit=None)
            == ratio_cell(12.5, unit="%")
            == ratio_cell("0.125", unit="1")
            == Decimal("0.125")
        )

    @pytest.mark.parametrize("cell", [0.125, "12.5"])
    def test_refuses_a_bare_number_that_could_be_either(self, cell: Cell):
        read = ratio_cell(cell, unit=None)
        assert isinstance(read, Finding)
        assert read.code == "ratio.unit_missing"
