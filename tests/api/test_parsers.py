"""Strict JSON."""

import io

import pytest
from rest_framework.exceptions import ParseError

from api.parsers import StrictJSONParser


def parse(body: bytes) -> object:
    return StrictJSONParser().parse(io.BytesIO(body))


class TestStrictJSONParser:
    def test_reads_json(self) -> None:
        assert parse('{"名": ["a", 1, null]}'.encode()) == {"名": ["a", 1, None]}

    @pytest.mark.parametrize(
        "body",
        [
            b"[" * 100_000,
            b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
            b'{"a": 1, "a": 2}',
            b'{"a": NaN}',
            b"[Infinity]",
            b"9" * 5_000,
            '{"a": "é"}'.encode("utf-16"),
            '{"名": 1}'.encode("gbk"),
            b"",
            b"{",
        ],
        ids=lambda body: repr(body[:12]),
    )
    def test_refuses_what_is_no_such_json(self, body: bytes) -> None:
        with pytest.raises(ParseError):
            parse(body)
