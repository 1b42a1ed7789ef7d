"""Kinds of tables and their fields."""

from typing import get_args

from rest_framework import serializers

from api.serializers import Out
from api.v1.reference_serializers import TextOut
from crm.intake.kinds.fields import Reading
from crm.intake.models import Kind


class ImportChoiceOut(Out):
    """A value that a field may have, and the word for it in tables."""

    value = serializers.CharField()
    zh = serializers.CharField()


class ImportFieldOut(Out):
    """A field that a column may be."""

    name = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    reading = serializers.ChoiceField(choices=get_args(Reading), help_text="How its cells are read.")
    identifies = serializers.BooleanField(help_text="Whether it says which firm a row is about.")
    one_of = serializers.ListField(
        child=serializers.CharField(), help_text="Fields of which a table needs at least one; this is among them."
    )
    units = serializers.ListField(child=serializers.CharField(), help_text="Units that its column may be in.")
    choices = ImportChoiceOut(many=True)
    reserved = {
        "required": serializers.BooleanField(help_text="Whether no table of the kind can do without it."),
        "help": TextOut(allow_null=True),
    }


class ImportKindOut(Out):
    """A kind of tables."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    zh = serializers.CharField()
    en = serializers.CharField()
    may_import = serializers.BooleanField(help_text="Whether who asks may import tables of it.")
    reserved = {"fields": ImportFieldOut(many=True)}
