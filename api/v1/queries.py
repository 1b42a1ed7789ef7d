"""Query parameters that several views read."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.serializers import IsoDateField

EARLIEST = date(1949, 10, 1)


class AsOfQuery(serializers.Serializer[Any]):
    """As of which day; today unless said."""

    as_of = IsoDateField(required=False, help_text="Only what was known on this day counts. Default: today.")

    def validate_as_of(self, as_of: date) -> date:
        """Refuse days on which nothing was, or is yet, known."""
        if not EARLIEST <= as_of <= timezone.localdate():
            raise serializers.ValidationError(_("Give a day from 1949-10-01 to today."), code="out_of_range")
        return as_of
