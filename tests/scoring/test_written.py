import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.written import readable


class TestReadable:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 0),
            ("新厂房已投产", 6),
            ("a new hall", 10),
            ("  a line\nand another  ", 18),
            ("\u200b\u200c\u200d\u2060\ufeff" * 4, 0),
            ("看\u200b好\u200b", 2),
            ("\u3164\u2800\u115f\u00ad\x00\x07", 0),
            ("\u200b   \u200b", 0),
        ],
    )
    def test_is_what_others_can_see(self, text: str, count: int) -> None:
        assert readable(text) == count

    @given(st.text(), st.sampled_from("\u200b\u2060\x01\u3164"))
    def test_is_not_made_more_by_what_nobody_sees(self, text: str, unseen: str) -> None:
        assert readable(unseen.join(text)) == readable(text)
        assert readable(text) <= len(text)
