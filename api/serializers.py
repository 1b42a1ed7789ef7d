"""What all serializers of the API share: fields with awkward names, and input that means what it says."""

import copy
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import Field

AnyField = Field[Any, Any, Any, Any]


class IsoDateField(serializers.DateField):
    """A day as YYYY-MM-DD and in no other way: Python's own reading takes 20250601 and full-width digits too."""

    def to_internal_value(self, value: Any) -> date:
        """The day.

        :raises ValidationError: the text is of another form, or there is no such day.
        """
        if not (isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
            self.fail("invalid", format="YYYY-MM-DD")
        day: date = super().to_internal_value(value)
        return day


class Out(serializers.Serializer[Any]):
    """A serializer for answers. `reserved`: fields whose names Python or the framework keeps for itself."""

    reserved: ClassVar[Mapping[str, AnyField]] = {}

    def get_fields(self) -> dict[str, AnyField]:
        """The declared fields and the reserved ones."""
        return {**super().get_fields(), **copy.deepcopy(dict(self.reserved))}


class StrictSerializer(Out):
    """A serializer for input. Nobody sets, and nobody believes to have set, what is not declared."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated values.

        :raises ValidationError: a value is wrong, or a name is not declared or is read-only.
        """
        known = {name for name, field in self.fields.items() if not field.read_only}
        if isinstance(data, Mapping) and (unknown := set(data) - known):
            error = serializers.ErrorDetail(str(_("There is no field of this name to set.")), code="unknown_field")
            raise serializers.ValidationError({name: [error] for name in sorted(unknown)})
        return super().to_internal_value(data)
