"""Masked personal data tells too little to use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.masking import mask_email, mask_name, mask_phone, mask_within

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8)
digits = st.text("0123456789", min_size=1, max_size=16)


class TestMaskName:
    @pytest.mark.parametrize(
        ("name", "masked"), [("张三丰", "张**"), ("张三", "张*"), ("张", "*"), ("", ""), ("John Smith", "J*********")]
    )
    def test_keeps_the_first_character(self, name: str, masked: str) -> None:
        assert mask_name(name) == masked

    @given(chinese)
    def test_shows_nothing_after_the_first_character(self, name: str) -> None:
        masked = mask_name(name)
        assert len(masked) == len(name)
        assert set(masked[1:]) <= {"*"}
        assert masked != name


class TestMaskPhone:
    @pytest.mark.parametrize(
        ("phone", "masked"),
        [
            ("13812345678", "138****5678"),
            ("0377-63312345", "037*-****2345"),
            ("63312345", "******45"),
            ("110", "***"),
            ("", ""),
            ("+86 138 1234 5678", "+86 1** **** 5678"),
        ],
    )
    def test_keeps_what_one_recognises_a_number_by(self, phone: str, masked: str) -> None:
        assert mask_phone(phone) == masked

    @given(digits)
    def test_hides_at_least_four_digits_or_all(self, phone: str) -> None:
        assert mask_phone(phone).count("*") >= min(4, len(phone))

    @given(st.text(max_size=20))
    def test_touches_nothing_but_digits(self, phone: str) -> None:
        for shown, digit in zip(mask_phone(phone), phone, strict=True):
            assert shown == digit or (shown == "*" and digit.isdecimal())


class TestMaskEmail:
    @pytest.mark.parametrize(
        ("email", "masked"),
        [
            ("li.si@example.cn", "l***@example.cn"),
            ("l@example.cn", "***@example.cn"),
            ("no address", "**********"),
            ("", ""),
        ],
    )
    def test_keeps_the_first_letter_and_the_domain(self, email: str, masked: str) -> None:
        assert mask_email(email) == masked

    @given(st.emails())
    def test_gives_not_even_the_length_of_the_name_away(self, email: str) -> None:
        local, _, domain = mask_email(email).rpartition("@")
        assert domain == email.rpartition("@")[2]
        assert len(local) <= 4
        assert email.rpartition("@")[0] != local


class TestMaskWithin:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("13803771234", "138****1234"),
            ("王经理13803771234", "王经理138****1234"),
            ("+86 138-0377-1234", "+86 1**-****-1234"),
            ("0377-63312345（办）", "037*-****2345（办）"),
            ("邮箱：li.si@example.cn", "邮箱：l***@example.cn"),
            ("１３８０３７７１２３４", "１３８****１２３４"),
            ("经理", "经理"),
            ("91411303MA44XXXX0U", "91411303MA44XXXX0U"),
            ("914113031234567890", "914113031234567890"),
            ("411300000012345", "411300000012345"),
            ("2026-05-01", "2026-05-01"),
        ],
    )
    def test_strikes_out_phones_and_addresses_and_nothing_else(self, text: str, masked: str) -> None:
        assert mask_within(text) == masked
