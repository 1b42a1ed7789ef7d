"""Numbers of IP rights, however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.kinds.ip_rights import check_digit, form_of_number, number_spelling, tidy, tidy_number

DIGITS = st.from_regex(r"20[0-2][0-9][12389][0-9]{7}", fullmatch=True)


class TestTidyNumber:
    @pytest.mark.parametrize(
        ("written", "tidied"),
        [
            ("ＺＬ２０１５１０１２３４５６．７", "ZL201510123456.7"),
            ("ZL 2015 1 0123456.7", "ZL201510123456.7"),
            ("zl2015101234567", "ZL201510123456.7"),
            ("专利号：ZL201510123456.7", "ZL201510123456.7"),
            ("CN201510123456.7", "201510123456.7"),
            ("201510123456", "201510123456"),
            ("95115608.x", "95115608.X"),
            ("2019SR 0123456", "2019SR0123456"),
            ("登记号：2019SR0123456", "2019SR0123456"),
            ("CN102345678B", "CN102345678B"),
            ("ZL20231TT000123", "ZL20231TT000123"),
            ("CNA20150123.4", "CNA20150123.4"),
        ],
    )
    def test_writes_numbers_as_the_office_prints_them(self, written: str, tidied: str) -> None:
        assert tidy_number(written) == tidied

    @given(st.text("ZLCNSRxX0159.:- ：．－（）专利号登记申请证ｚＺ０\u3000", max_size=20))
    def test_changes_nothing_any_more_when_repeated(self, written: str) -> None:
        assert tidy_number(tidy_number(written)) == tidy_number(written)


class TestNumberSpelling:
    @given(DIGITS)
    def test_is_one_for_all_spellings_of_a_number(self, digits: str) -> None:
        check = check_digit(digits)
        spellings = (digits, f"ZL{digits}", f"{digits}.{check}", f"CN{digits}{check}", f"ZL {digits[:4]} {digits[4:]}")
        assert {number_spelling(spelt) for spelt in spellings} == {digits}

    @given(DIGITS, DIGITS)
    def test_keeps_two_numbers_apart(self, one: str, other: str) -> None:
        assert (number_spelling(f"ZL{one}") == number_spelling(other)) == (one == other)


class TestCheckDigit:
    @pytest.mark.parametrize(
        ("digits", "check"), [("201710601862", "3"), ("95115608", "X"), ("201310699744", "2"), ("97101765", "4")]
    )
    def test_agrees_with_published_numbers(self, digits: str, check: str) -> None:
        assert check_digit(digits) == check


class TestFormOfNumber:
    @pytest.mark.parametrize(
        ("number", "form"),
        [
            ("ZL201510123456.7", "invention"),
            ("201580123456", "invention"),
            ("ZL201520123456.7", "utility_model"),
            ("201590123456", "utility_model"),
            ("ZL201530123456.7", "design"),
            ("95115608.X", "invention"),
            ("97201765.4", "utility_model"),
            ("2019SR0123456", "software"),
            ("CN102345678B", None),
            ("201570123456", None),
            ("软著登字第1234567号", None),
        ],
    )
    def test_reads_the_digit_behind_the_year(self, number: str, form: str | None) -> None:
        assert form_of_number(number) == form


class TestTidy:
    def test_tells_of_a_wrong_check_digit_without_refusing(self) -> None:
        values, findings = tidy({"number": "ZL201710601862.4"})
        assert values == {"number": "ZL201710601862.4", "kind": "invention"}
        assert [(one.code, one.weight, one.details["right"]) for one in findings] == [
            ("ip_right.check_digit", "remark", "3")
        ]

    def test_holds_a_software_copyright_that_has_the_number_of_a_patent(self) -> None:
        _values, findings = tidy({"number": "ZL201710601862.3", "kind": "software"})
        assert [(one.code, one.weight) for one in findings] == [("ip_right.kind_differs", "hold")]
