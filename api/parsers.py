"""Strict JSON: what a lenient parser would guess at is refused, and no text brings the server down."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class BodyTooLarge(APIException):
    """A body of more bytes than are read into memory."""

    status_code = 413
    default_code = "too_large"
    default_detail = gettext_lazy("The body is larger than is accepted here. Send less at a time.")


class StrictJSONParser(BaseParser):
    """JSON as UTF-8, without repeated keys, NaN or more nesting than anybody means."""

    media_type = "application/json"

    @property
    def most(self) -> int:
        """So many bytes are read; read anew each time, so that settings may change."""
        return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Read the body.

        :raises BodyTooLarge: it is larger than `most`, by its own account or in fact.
        :raises ParseError: it is no such JSON.
        """
        body = self._read(stream, parser_context or {})
        try:
            return json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
        except RecursionError as deep:
            raise ParseError(_("The JSON is nested too deeply."), code="too_deep") from deep
        except ValueError as wrong:
            raise ParseError(_("The body is not JSON in UTF-8: %(why)s") % {"why": wrong}) from wrong

    def _read(self, stream: IO[bytes], context: Mapping[str, Any]) -> bytes:
        """The body: one that says that it is too large is not read at all, one that does not say so up to the limit."""
        if _stated_length(context) > self.most:
            raise BodyTooLarge
        body = stream.read(self.most + 1)
        if len(body) > self.most:
            raise BodyTooLarge
        return body


class BatchJSONParser(StrictJSONParser):
    """JSON of many rows: room for 10,000 of three thousand bytes each."""

    most = 32 * 2**20


def _stated_length(context: Mapping[str, Any]) -> int:
    request = context.get("request")
    stated = request.META.get("CONTENT_LENGTH", "") if request is not None else ""
    return int(stated) if str(stated).isdecimal() else 0


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one object")
    if not "".join(members).isascii():
        "".join(members).encode()  # half a character as \\ud800 is no text: UnicodeEncodeError is a ValueError
    return members


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
