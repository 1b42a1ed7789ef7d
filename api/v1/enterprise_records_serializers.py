"""Firms entered and corrected by hand."""

from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import IsoDateField, StrictSerializer
from api.v1.enterprises_serializers import EnterpriseOut
from api.v1.reference_serializers import TextOut
from crm.directory.models import Industry, Region, TechnologyField
from crm.enterprises.accepting import Value
from crm.enterprises.models import Enterprise, Registration
from scoring.words import field_name


class CodeField(serializers.PrimaryKeyRelatedField[Any]):
    """Something of a reference list, by its code."""

    def to_internal_value(self, data: Any) -> Any:
        """The code, after making sure that there is such a thing."""
        found: Model = super().to_internal_value(data)
        return found.pk

    def to_representation(self, value: Any) -> Any:
        """Never given out: answers name what they refer to."""
        return value


def text(most: int, **kwargs: Any) -> serializers.CharField:
    """A text that may be missing; it is trimmed and checked by the service."""
    return serializers.CharField(
        required=False, allow_null=True, allow_blank=True, trim_whitespace=False, max_length=most, **kwargs
    )


def code(objects: Any) -> CodeField:
    """A code that may be missing."""
    return CodeField(queryset=objects, required=False, allow_null=True)


class StatedIn(StrictSerializer):
    """What may be said of a firm."""

    name = text(200)
    registration_no = text(40)
    legal_form = text(64)
    registered_on = IsoDateField(required=False, allow_null=True)
    registered_capital = serializers.DecimalField(
        max_digits=18, decimal_places=2, required=False, allow_null=True, help_text="In yuan."
    )
    registered_region = code(Region.objects.all())
    operating_region = code(Region.objects.all())
    address = text(300)
    business_scope = text(10_000)
    industry = code(Industry.objects.all())
    technology_field = code(TechnologyField.objects.all())
    status = serializers.ChoiceField(choices=Enterprise.Status.choices, required=False, allow_null=True)
    ended_on = IsoDateField(required=False, allow_null=True)


class EnterpriseIn(StatedIn):
    """A new firm."""

    uscc = serializers.CharField(max_length=40)
    name = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=300, default="", allow_blank=True)
    confirm_duplicates = serializers.BooleanField(
        default=False, help_text="It is known that this is none of the firms that it resembles."
    )

    def stated(self) -> dict[str, Value]:
        """What is said of the firm, by field."""
        given: dict[str, Value] = self.validated_data
        return {name: value for name, value in given.items() if name in Registration.STATED}


class ChangeIn(StrictSerializer):
    """A correction of a firm."""

    changes = StatedIn(help_text="What is right.")
    was = StatedIn(help_text="What each of these fields showed when it was changed.")
    reason = serializers.CharField(max_length=300)
    confirm_duplicates = serializers.BooleanField(default=False)


class OutrankedOut(TextOut):
    """A field of which another source counts for more."""

    reserved = {"field": serializers.CharField()}


class EnterpriseChangedOut(EnterpriseOut):
    """The firm after the change, and the fields of which what was entered is kept but not shown."""

    outranked = serializers.SerializerMethodField()

    @extend_schema_field(OutrankedOut(many=True))
    def get_outranked(self, _profile: object) -> object:
        """By name."""
        names = {name: field_name(Enterprise, name) for name in self.context["outranked"]}
        return [{"field": name, "zh": words.zh, "en": words.en} for name, words in names.items()]
