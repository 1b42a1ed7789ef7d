"""Fictional codes: right in form, and nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from seeds.demo.codes import (
    LARGEST_SERIAL,
    CityTooLarge,
    certificate_number,
    organisation_code,
    patent_number,
    phone_number,
    unified_code,
)


class TestOrganisationCode:
    @pytest.mark.parametrize(("serial", "code"), [(1, "TT0000015"), (0, "TT0000002"), (LARGEST_SERIAL, "TT9999990")])
    def test_ends_in_the_check_character_of_gb_11714(self, serial: int, code: str) -> None:
        weights = (3, 7, 9, 10, 5, 8, 4, 2)
        assert organisation_code(serial)[:8] == code[:8]
        total = sum(w * int(c, 36) for w, c in zip(weights, organisation_code(serial), strict=False))
        last = organisation_code(serial)[8]
        assert (total + (10 if last == "X" else int(last))) % 11 == 0

    def test_agrees_with_the_worked_example(self) -> None:
        assert organisation_code(1) == "TT0000015"

    def test_refuses_a_serial_that_has_no_code(self) -> None:
        with pytest.raises(CityTooLarge, match="1,000,000 firms"):
            organisation_code(LARGEST_SERIAL + 1)


class TestUnifiedCode:
    def test_agrees_with_the_worked_example(self) -> None:
        assert unified_code("411300", 1) == "91411300TT0000015U"

    @given(region=st.sampled_from(["411302", "411371", "411381"]), serial=st.integers(0, LARGEST_SERIAL))
    def test_passes_an_independent_validator(self, region: str, serial: int) -> None:
        assert uscc.validate(unified_code(region, serial))

    @given(serial=st.integers(0, LARGEST_SERIAL))
    def test_lies_in_the_range_that_no_office_issues(self, serial: int) -> None:
        assert unified_code("411302", serial)[8:10] == "TT"


class TestCertificateNumber:
    def test_has_the_form_of_its_programme_and_a_letter_that_no_real_one_has(self) -> None:
        assert certificate_number("hnte", 2025, 7) == "GR202541T00007"
        assert certificate_number("tech_sme", 2025, 7) == "2025411300T0000007"
        assert len(certificate_number("tech_sme", 2025, 7)) == 18

    def test_names_the_programme_where_no_form_is_known(self) -> None:
        assert certificate_number("gazelle", 2025, 7) == "T-gazelle-2025-0007"


class TestPatentNumber:
    @pytest.mark.parametrize(
        ("kind", "number"),
        [("invention", "ZL20211TT000009"), ("utility_model", "ZL20212TT000009"), ("software", "2021SRTT000009")],
    )
    def test_tells_the_kind_and_is_no_real_number(self, kind: str, number: str) -> None:
        assert patent_number(kind, 2021, 9) == number


class TestPhoneNumber:
    @given(serial=st.integers(0, 10**9))
    def test_has_eleven_digits_and_is_no_mobile_number(self, serial: int) -> None:
        assert len(phone_number(serial)) == 11
        assert phone_number(serial).startswith("100")
