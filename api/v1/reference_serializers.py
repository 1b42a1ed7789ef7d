"""Reference data as the API gives it, and the short forms of it that other answers carry."""

from rest_framework import serializers

from api.serializers import Out
from crm.directory.models import Industry, Region
from crm.programmes.models import Programme


class TextOut(Out):
    """The same words in Chinese and English."""

    zh = serializers.CharField()
    en = serializers.CharField()


class NamedOut(Out):
    """A code and its name."""

    code = serializers.CharField()
    name = serializers.CharField()


class TitledOut(TextOut):
    """A code with its Chinese and English name."""

    code = serializers.CharField()


class RegionOut(NamedOut):
    """An administrative division or functional zone."""

    level = serializers.ChoiceField(choices=Region.Level.choices)
    reserved = {"parent": serializers.CharField(source="parent_id", allow_null=True)}
    is_official = serializers.BooleanField(help_text="Whether the code stands in GB/T 2260.")


class IndustryOut(NamedOut):
    """A category of GB/T 4754-2017."""

    level = serializers.ChoiceField(choices=Industry.Level.choices)
    section = serializers.CharField()
    reserved = {"parent": serializers.CharField(source="parent_id", allow_null=True)}


class ProgrammeRefOut(TitledOut):
    """A programme, in another answer."""


class ProgrammeWithTierOut(TitledOut):
    """A programme and the tier that its recognition gives."""

    tier = serializers.IntegerField(allow_null=True)


class ProgrammeOut(ProgrammeWithTierOut):
    """Anything an enterprise can apply for."""

    kind = serializers.ChoiceField(choices=Programme.Kind.choices)
    issuer = serializers.CharField()
    is_draft = serializers.BooleanField()


class TechnologyFieldOut(TitledOut):
    """One of the fields that the State supports (国家重点支持的高新技术领域)."""

    reserved = {"parent": serializers.CharField(source="parent_id", allow_null=True)}
    is_verified = serializers.BooleanField()


class ChainRefOut(TextOut):
    """An industrial chain, in another answer."""

    slug = serializers.CharField()


class ChainOut(ChainRefOut):
    """An industrial chain that the bureau follows."""

    is_example = serializers.BooleanField()
    reserved = {"source": serializers.CharField()}
