"""The words for fields and values: names of fields in both languages, values as a reader knows them."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

from crm.words import in_both
from scoring.rulebooks.schema import Text


@lru_cache(maxsize=512)
def field_name(model: type[Model], field: str) -> Text:
    """What a field is called, in Chinese and English."""
    return Text(**in_both(_field(model, field).verbose_name))


def shown(model: type[Model], field: str, value: object) -> str | None:
    """A stored value in words: the name of a region, of a status; the rest as text."""
    if value is None:
        return None
    column = _field(model, field)
    if isinstance(column, ForeignKey):
        found = column.remote_field.model._default_manager.filter(pk=value).first()
        return str(found) if found is not None else str(value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return as_text(value)


def as_text(value: object) -> str | None:
    """A value as it is shown beside its source: amounts without an exponent."""
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _field(model: type[Model], field: str) -> "Field[Any, Any]":
    found = model._meta.get_field(field)
    assert isinstance(found, Field)
    return found
