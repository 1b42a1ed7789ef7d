"""Values whose type the file or the field decides, as fields of serializers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from crm.intake.reading.cells import is_text

CELL: dict[str, Any] = {"oneOf": [{"type": "null"}, {"type": "boolean"}, {"type": "number"}, {"type": "string"}]}
CELLS_BY_NAME: dict[str, Any] = {"type": "object", "additionalProperties": CELL}
TEXTS_BY_NAME: dict[str, Any] = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}


@extend_schema_field({"type": "array", "items": CELL})
class CellsField(serializers.JSONField):
    """The cells of a row, in the order of its sheet's columns."""


@extend_schema_field({"type": "object", "additionalProperties": CELLS_BY_NAME})
class ValuesField(serializers.JSONField):
    """`new`: what the row says, by field; `old`: what an update replaces."""


class _TextsField(serializers.JSONField):
    """An object of short texts."""

    default_error_messages = {"not_texts": _("Give an object of texts, by name.")}
    may_be_null = False

    def to_internal_value(self, data: Any) -> dict[str, str | None]:
        """The texts.

        :raises ValidationError: it is no object, or a value is no text that a cell can hold.
        """
        given = super().to_internal_value(data)
        if not isinstance(given, dict) or not all(self._fits(name, text) for name, text in given.items()):
            self.fail("not_texts")
        return dict(given)

    def _fits(self, name: str, text: object) -> bool:
        if text is None:
            return self.may_be_null
        if not isinstance(text, str) or len(text) > 32_767 or len(name) > 32:
            return False
        return "\x00" not in name + text and is_text(name + text)


@extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
class FixedField(_TextsField):
    """Values that every row has, by field, written as a cell would say them."""


@extend_schema_field(TEXTS_BY_NAME)
class CellTextsField(_TextsField):
    """Cells by the letter of their column, as texts; null empties one."""

    may_be_null = True
