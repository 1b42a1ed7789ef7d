from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.findings import Finding
from crm.intake.reading.cells import (
    BLANKS,
    BrokenCell,
    Cell,
    choice_cell,
    code_cell,
    date_cell,
    is_blank,
    name_cell,
    text_cell,
    uscc_cell,
    year_cell,
)

LATEST = date(2045, 12, 31)


def day(cell: Cell, epoch_1904: bool = False) -> date | str | None:
    read = date_cell(cell, epoch_1904=epoch_1904, latest=LATEST)
    return read.code if isinstance(read, Finding) else read


def code_of(read: object) -> str:
    assert isinstance(read, Finding)
    assert read.message, "every finding has words"
    return read.code


class TestIsBlank:
    @pytest.mark.parametrize("cell", [None, *BLANKS, " — ", "n/a", "　", "\u200b"])
    def test_takes_what_people_write_for_nothing(self, cell: Cell):
        assert is_blank(cell)

    @pytest.mark.parametrize("cell", [0, 0.0, "0", False])
    def test_takes_no_zero_for_nothing(self, cell: Cell):
        assert not is_blank(cell)


class TestDateCell:
    @pytest.mark.parametrize(
        "text",
        [
            "2025-06-01",
            "2025/6/1",
            "2025.6.1",
            "2025年6月1日",
            "20250601",
            "２０２５-０６-０１",
            "2025-06-01 00:00:00",
            " 2025-6-1 ",
        ],
    )
    def test_reads_every_form_with_one_reading(self, text: str):
        assert day(text) == date(2025, 6, 1)

    def test_reads_serials_by_the_date_system_of_the_workbook(self):
        assert day(45809.0) == date(2025, 6, 1)
        assert day(45809.0, epoch_1904=True) == date(2029, 6, 2)

    def test_reads_an_eight_digit_number_as_a_day(self):
        assert day(20250601.0) == date(2025, 6, 1)

    def test_takes_the_day_in_shanghai_of_an_instant(self):
        assert day("2025-05-31T20:00:00Z") == date(2025, 6, 1)
        assert day(datetime.fromisoformat("2025-06-01T23:59")) == date(2025, 6, 1)

    @pytest.mark.parametrize("text", ["2025-02-30", "1900-02-29", "20251301", "0000-00-00"])
    def test_refuses_days_that_never_were(self, text: str):
        assert day(text) == "date.no_such_day"

    @pytest.mark.parametrize("text", ["25-6-1", "06/01/25", "1/6/2025", "25年6月1日"])
    def test_refuses_what_has_two_readings(self, text: str):
        assert day(text) == "date.ambiguous"

    @pytest.mark.parametrize("cell", ["0001-01-01", "9999-12-31", "1949-09-30", 2005.0])
    def test_refuses_days_out_of_range(self, cell: Cell):
        assert day(cell) == "date.out_of_range"

    @pytest.mark.parametrize(
        "cell", ["45809", "١٩٩٩-01-01", "昨天", True, -3.0, 1e9, float("inf"), float("nan"), "2025-06-01 25:00", "2025"]
    )
    def test_refuses_what_is_no_date(self, cell: Cell):
        assert day(cell) == "date.unreadable"

    @given(
        st.dates(date(1949, 10, 1), LATEST),
        st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]),
    )
    def test_reads_back_every_day_it_may(self, wanted: date, form: str):
        assert day(wanted.strftime(form)) == wanted

    @given(st.text(max_size=20))
    def test_answers_any_text_with_a_day_a_blank_or_a_reason(self, text: str):
        read = date_cell(text, epoch_1904=False, latest=LATEST)
        assert read is None or isinstance(read, date) or code_of(read).startswith("date.")


class TestYearCell:
    @pytest.mark.parametrize("cell", [2025, 2025.0, "2025", "2025年", "2025年度", "２０２５"])
    def test_reads_a_year(self, cell: Cell):
        assert year_cell(cell, latest=2026) == 2025

    @pytest.mark.parametrize(
        ("cell", "code"), [("25", "year.unreadable"), ("2025-2026", "year.unreadable"), (2031, "year.out_of_range")]
    )
    def test_refuses_the_rest(self, cell: Cell, code: str):
        assert code_of(year_cell(cell, latest=2026)) == code


class TestUsccCell:
    def test_refuses_a_number_that_has_lost_digits(self):
        assert code_of(uscc_cell(914403001922038272.0)) == "uscc.not_text"

    def test_returns_an_old_number_as_it_is(self):
        assert uscc_cell("411300100012345") == uscc_cell(411300100012345.0) == "411300100012345"

    def test_says_what_is_wrong_with_a_code(self):
        assert code_of(uscc_cell("91530100MA6NABCD00")) == "uscc.check_digit"


class TestCodeCell:
    def test_writes_a_whole_number_without_a_point(self):
        assert code_cell(411300.0) == "411300"


class TestTextCell:
    @pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "@SUM(1)", "＝1+1", "-1+1"])
    def test_keeps_formula_like_text_as_it_stands(self, text: str):
        assert text_cell(text) == text

    def test_keeps_emoji_in_notes(self):
        assert text_cell("做得好🙂") == "做得好🙂"

    def test_unifies_line_ends(self):
        assert text_cell("一\r\n二\r三") == "一\n二\n三"

    @pytest.mark.parametrize("text", ["a\x01b", "a\x00b", "a\u202eb", "a\x1fb"])
    def test_refuses_signs_that_nobody_sees(self, text: str):
        assert code_of(text_cell(text)) == "text.control"

    @pytest.mark.parametrize("text", ["南阳\ufffd\ufffd公司", "锟斤拷公司"])
    def test_refuses_what_was_garbled_before(self, text: str):
        assert code_of(text_cell(text)) == "text.garbled"

    def test_refuses_more_than_fits(self):
        assert code_of(text_cell("长" * 32_768, 32_767)) == "text.too_long"

    def test_tells_of_an_error_cell(self):
        assert code_of(text_cell(BrokenCell(kind="error", shown="#DIV/0!"))) == "cell.error"
        assert code_of(text_cell(BrokenCell(kind="formula_without_value"))) == "cell.formula_without_value"


class TestNameCell:
    @pytest.mark.parametrize("name", ["二○○三印刷厂", "䶮·㐀（南阳）𬭎业有限公司", "=1+1 公司"])
    def test_keeps_rare_characters(self, name: str):
        assert name_cell(name) == name

    @pytest.mark.parametrize("name", ["南阳🙂公司", "南阳★公司", "x\u0323\u0301公司", "南阳\ue000公司", "南\u200d阳"])
    def test_refuses_what_no_register_enters(self, name: str):
        assert code_of(name_cell(name)) == "text.not_in_a_name"

    def test_brings_decomposed_letters_together(self):
        assert name_cell("Cafe\u0301 公司") == "Café 公司"

    def test_writes_a_name_on_one_line(self):
        assert name_cell("南阳\n示例") == "南阳 示例"


class TestChoiceCell:
    def test_finds_the_value_for_a_word(self):
        assert choice_cell(" 存续 ", {"存续": "operating"}) == "operating"

    def test_names_the_words_it_knows(self):
        refused = choice_cell("活着", {"存续": "operating"})
        assert code_of(refused) == "choice.unknown"
        assert isinstance(refused, Finding)
        assert "存续" in refused.message


class TestAnyCell:
    @given(
        st.one_of(
            st.none(),
            st.text(max_size=40),
            st.floats(),
            st.integers(),
            st.booleans(),
            st.dates(),
            st.decimals().map(str),
        )
    )
    def test_gets_an_answer_and_never_an_exception(self, cell: Cell):
        for read in (
            uscc_cell(cell),
            text_cell(cell, 10),
            name_cell(cell),
            year_cell(cell, latest=2026),
            date_cell(cell, epoch_1904=False, latest=LATEST),
        ):
            assert read is None or isinstance(read, str | int | date | Decimal) or code_of(read)
