"""Phones and addresses of contacts, however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.intake.kinds.contacts import phone_spelling, tidy, tidy_phone


class TestTidyPhone:
    @pytest.mark.parametrize(
        ("written", "tidied"),
        [
            ("138 0000 0000", "13800000000"),
            ("138-0000-0000", "13800000000"),
            ("+86 13800000000", "13800000000"),
            ("００８６13800000000", "13800000000"),
            ("0377-63312345", "0377-63312345"),
            ("（0377）63312345", "(0377)63312345"),
        ],
    )
    def test_writes_a_mobile_number_as_eleven_digits(self, written: str, tidied: str) -> None:
        assert tidy_phone(written) == tidied

    @given(st.text("0186+-()（）　－＋１８６—/转", max_size=20))
    def test_changes_nothing_any_more_when_repeated(self, written: str) -> None:
        assert tidy_phone(tidy_phone(written)) == tidy_phone(written)


class TestPhoneSpelling:
    def test_is_one_whatever_parts_the_digits(self) -> None:
        assert phone_spelling("(0377)63312345") == phone_spelling("0377-63312345") == "037763312345"


class TestTidy:
    def test_keeps_an_address_that_can_be_written_to(self) -> None:
        values, findings = tidy({"person": "张三", "email": " zhang.san＠example.cn "})
        assert (values["email"], findings) == ("zhang.san@example.cn", ())

    def test_quotes_no_address_that_it_drops(self) -> None:
        values, (finding,) = tidy({"person": "张三", "email": "zhang.san#example.cn"})
        assert "email" not in values
        assert (finding.weight, dict(finding.details)) == ("remark", {})
