import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.uscc import ALPHABET, UsccProblem, UsccRefused, check_digit, division_of, is_valid, read_uscc

VALID = "91530100MA6NABCD06"
PUBLISHED = ["91110000600037341L"]
FICTIONAL = [
    "91411300TT0000015U",
    "91411302TT0X001700",
    "91411303MATE5T2Q45",
    "91411371TTY90G4H5J",
    "92411381TTW3K8L61F",
]

valid_codes = st.builds(
    lambda head, division, organisation: head + division + organisation + check_digit(head + division + organisation),
    st.tuples(st.sampled_from("123456789ANY"), st.sampled_from("12359")).map("".join),
    st.from_regex(r"[1-6][0-9]{5}", fullmatch=True),
    st.text(alphabet=ALPHABET, min_size=9, max_size=9),
)


def problem_of(text: str) -> UsccProblem:
    refused = read_uscc(text)
    assert isinstance(refused, UsccRefused)
    return refused.problem


class TestReadUscc:
    @pytest.mark.parametrize("code", PUBLISHED + FICTIONAL)
    def test_accepts_a_published_code_and_codes_worked_out_by_hand(self, code: str):
        assert read_uscc(code) == code

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("91411300TT0000015V", UsccProblem.CHARACTER),
            ("91411300TT0000015W", UsccProblem.CHECK_DIGIT),
            ("91411300TT0000051U", UsccProblem.CHECK_DIGIT),
            ("91411300TT000001U", UsccProblem.LENGTH),
            ("914113O0TT0000015U", UsccProblem.CHARACTER),
            ("91411A00TT0000015U", UsccProblem.SHAPE),
            ("A1110000600037341L", UsccProblem.CHECK_DIGIT),
            ("12345", UsccProblem.LENGTH),
            ("91 110000 600037341L", UsccProblem.SEPARATED),
            ("91530100-MA6NABCD06", UsccProblem.SEPARATED),
            ("91530100\u200bMA6NABCD06", UsccProblem.SEPARATED),
            ("411300100012345", UsccProblem.REGISTRATION_NO),
            ("600037341", UsccProblem.ORGANISATION_CODE),
            ("60003734-1", UsccProblem.ORGANISATION_CODE),
            ("", UsccProblem.LENGTH),
        ],
    )
    def test_says_what_is_wrong(self, text: str, problem: UsccProblem):
        assert problem_of(text) is problem

    def test_suggests_the_digit_for_a_letter_that_no_code_has_and_corrects_nothing(self):
        refused = read_uscc("9153010OMA6NABCD06")
        assert isinstance(refused, UsccRefused)
        assert refused.suggestion == VALID
        assert "O" in refused.message
        assert VALID in refused.message

    def test_suggests_nothing_that_does_not_pass_the_check(self):
        refused = read_uscc("9153010OMA6NABCD07")
        assert isinstance(refused, UsccRefused)
        assert refused.suggestion == ""

    def test_accepts_the_letters_of_other_registering_authorities(self):
        body = "N2411303TT0000015"
        assert read_uscc(body + check_digit(body)) == body + check_digit(body)

    @given(valid_codes, st.sampled_from([" ", "\u3000", "\xa0", "\u200b", "\ufeff", "\n", "\t"]))
    def test_forgives_case_width_and_what_is_invisible_at_the_ends(self, code: str, rim: str):
        wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
        assert read_uscc(f"{rim}{code.lower()}{rim}") == read_uscc(wide) == code

    @given(valid_codes, st.integers(0, 16))
    def test_notices_two_neighbours_swapped(self, code: str, at: int):
        swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
        assert swapped == code or isinstance(read_uscc(swapped), UsccRefused)

    @given(st.text(max_size=30))
    def test_never_accepts_what_is_not_in_its_one_form(self, text: str):
        read = read_uscc(text)
        assert isinstance(read, UsccRefused) or is_valid(read)
        assert isinstance(read, str) or read.message


class TestDivisionOf:
    def test_is_digits_three_to_eight(self):
        assert division_of(VALID) == "530100"
