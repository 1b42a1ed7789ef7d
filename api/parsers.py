"""Strict JSON: what a lenient parser would guess at is refused, and no text brings the server down."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class StrictJSONParser(BaseParser):
    """JSON as UTF-8, without repeated keys, NaN or more nesting than anybody means."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Read the body.

        :raises ParseError: it is no such JSON.
        """
        try:
            return json.loads(stream.read().decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse_constant)
        except RecursionError as deep:
            raise ParseError(_("The JSON is nested too deeply."), code="too_deep") from deep
        except ValueError as wrong:
            raise ParseError(_("The body is not JSON in UTF-8: %(why)s") % {"why": wrong}) from wrong


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return members


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
