"""Rulebooks as published: what `scoring.rulebooks.schema` holds, without a firm."""

from rest_framework import serializers

from api.serializers import AnyField, Out
from api.v1.explanation_serializers import ProvisionOut
from api.v1.reference_serializers import TextOut

STATUSES = ("active", "reference", "draft", "historical")


class DocumentOut(Out):
    """An official document that a rulebook rests on."""

    number = serializers.CharField()
    title = TextOut()
    issuers = serializers.ListField(child=serializers.CharField())
    issued_on = serializers.DateField(allow_null=True)


class RulebookRefOut(Out):
    """Which version of a rulebook, on what it rests and when it holds."""

    version = serializers.CharField()
    title = TextOut()
    documents = DocumentOut(many=True)
    effective_from = serializers.DateField()
    effective_until = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=STATUSES)


class RulebookRowOut(RulebookRefOut):
    """A rulebook in the list."""

    programme = serializers.CharField()


class RuleOut(ProvisionOut):
    """A criterion as the document words it; a group has members of the same shape."""

    text = TextOut()
    document = serializers.CharField()
    kind = serializers.CharField(source="clause.kind")

    def get_fields(self) -> dict[str, AnyField]:
        """The declared fields and the members of a group."""
        return {**super().get_fields(), "members": RuleOut(many=True, source="clause.members", default=())}


class SheetItemOut(ProvisionOut):
    """One line of the score sheet."""

    max = serializers.FloatField()
    bonus = serializers.BooleanField()


class SheetPartOut(Out):
    """Items under one maximum."""

    id = serializers.CharField()
    title = TextOut()
    max = serializers.FloatField()
    items = SheetItemOut(many=True)


class SheetOut(Out):
    """The score sheet."""

    max = serializers.FloatField()
    parts = SheetPartOut(many=True)


class RemarkOut(Out):
    """Something a reader has to know that is no criterion."""

    text = TextOut()
    confidence = serializers.CharField()


class RulebookOut(RulebookRowOut):
    """A rulebook in full, like the official table."""

    criteria = RuleOut(many=True)
    score = SheetOut(allow_null=True)
    notes = RemarkOut(many=True)
