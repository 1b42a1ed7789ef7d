"""Strict JSON."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from rest_framework.exceptions import ParseError

from api.parsers import BatchJSONParser, BodyTooLarge, StrictJSONParser


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
            b'{"a\\ud800": 1}',
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

    def test_reads_no_byte_of_a_body_that_says_it_is_too_large(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        stream = io.BytesIO(b"[1, 2, 3, 4]")
        request = SimpleNamespace(META={"CONTENT_LENGTH": "12"})
        with pytest.raises(BodyTooLarge):
            StrictJSONParser().parse(stream, parser_context={"request": request})
        assert stream.tell() == 0

    def test_reads_a_larger_body_than_it_says_no_further_than_the_limit(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        stream = io.BytesIO(b"[1, 2, 3, 4]")
        with pytest.raises(BodyTooLarge):
            StrictJSONParser().parse(stream)
        assert stream.tell() == 11

    def test_takes_a_body_of_just_the_limit(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 12
        assert parse(b"[1, 2, 3, 4]") == [1, 2, 3, 4]

    def test_has_more_room_in_a_batch(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        assert BatchJSONParser().parse(io.BytesIO(b"[1, 2, 3, 4]")) == [1, 2, 3, 4]
