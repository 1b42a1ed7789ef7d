"""Rulebooks as published: what `scoring.rulebooks.schema` holds, without a firm, in words that an official reads."""

from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import AnyField, Out, StrictSerializer
from api.v1.explanation_serializers import ProvisionOut
from api.v1.reference_serializers import TextOut
from crm.programmes.models import Programme
from scoring.rulebooks.cases import CaseResult
from scoring.rulebooks.schema import ClassRow, ClassTable, Criterion, Item, Rulebook
from scoring.rulebooks.wording import code_ranges, condition, measure_words
from scoring.rulebooks.wording_score import class_bounds, scale_lines, titles_of

CHANGE_KINDS = ("added", "removed", "changed")
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
    programme_name = TextOut()
    kind = serializers.ChoiceField(choices=Programme.Kind.choices)
    tier = serializers.IntegerField(allow_null=True)
    in_force = serializers.BooleanField(help_text="Whether it is the version that decides today.")
    withdrawn = serializers.BooleanField()


class RuleOut(ProvisionOut):
    """A criterion as the document words it and as it is computed; a group has members of the same shape."""

    text = TextOut()
    document = serializers.CharField()
    kind = serializers.CharField(source="clause.kind")
    condition = serializers.SerializerMethodField(help_text="What is asked for, in words: measures, sign, bound.")

    def get_fields(self) -> dict[str, AnyField]:
        """The declared fields and the members of a group."""
        return {**super().get_fields(), "members": RuleOut(many=True, source="clause.members", default=())}

    @extend_schema_field(TextOut)
    def get_condition(self, criterion: Criterion) -> Any:
        """What the clause asks for."""
        return TextOut(condition(criterion.clause, self.context.get("titles"))).data


class ScaleLineOut(Out):
    """Points for what; `route` is the way, if there are several, and `of` the number that is looked at."""

    route = TextOut(allow_null=True)
    of = TextOut(allow_null=True)
    when = TextOut()
    points = TextOut()
    doubtful = serializers.BooleanField(help_text="The document has no such band; we had to read it into it.")


class SheetItemOut(ProvisionOut):
    """One line of the score sheet."""

    max = serializers.FloatField()
    bonus = serializers.BooleanField()
    scale = serializers.SerializerMethodField()

    @extend_schema_field(ScaleLineOut(many=True))
    def get_scale(self, item: Item) -> Any:
        """The bands, flags or routes, a line each."""
        return ScaleLineOut(scale_lines(item.scale), many=True).data


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


class NamedClassOut(Out):
    """One class of a table."""

    id = serializers.CharField()
    title = TextOut()


class ClassRowOut(Out):
    """For firms with one of these codes: by class, what they have to reach."""

    title = TextOut()
    codes = serializers.ListField(child=serializers.CharField(), help_text="Codes and ranges of codes.")
    bounds = serializers.DictField(child=TextOut())


class ClassTableOut(Out):
    """Classes, the highest first; whoever reaches the bounds of none is in the last."""

    measure = TextOut()
    classes = NamedClassOut(many=True)
    rows = ClassRowOut(many=True)

    def to_representation(self, table: ClassTable) -> Any:
        """The table in words."""
        rows = [self.row(row, table) for row in table.rows]
        return super().to_representation({"measure": measure_words(table.by), "classes": table.classes, "rows": rows})

    def row(self, row: ClassRow, table: ClassTable) -> dict[str, Any]:
        """One row in words."""
        return {"title": row.title, "codes": code_ranges(row.codes), "bounds": dict(class_bounds(row, table))}


class RemarkOut(Out):
    """Something a reader has to know that is no criterion."""

    text = TextOut()
    confidence = serializers.CharField()


BODY = ("criteria", "score", "class_table", "notes")


class RulebookTextOut(RulebookRefOut):
    """What the text of a rulebook says, published or not."""

    programme = serializers.CharField()
    criteria = RuleOut(many=True)
    score = SheetOut(allow_null=True)
    class_table = ClassTableOut(allow_null=True)
    notes = RemarkOut(many=True)


class CaseResultOut(Out):
    """A case of a rulebook, and what came out otherwise than it says."""

    name = serializers.CharField()
    line = serializers.IntegerField()
    passed = serializers.BooleanField()
    differences = serializers.SerializerMethodField(help_text="In the language of the request.")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_differences(self, result: CaseResult) -> list[str]:
        """What came out otherwise, in words."""
        chinese = (get_language() or "").startswith("zh")
        return [words.zh if chinese else words.en for words in result.differences]


class PersonOut(Out):
    """Somebody of the bureau."""

    display_name = serializers.CharField()


class RulebookRightsOut(Out):
    """What who asks may do with a version."""

    withdraw = serializers.BooleanField()
    reinstate = serializers.BooleanField()
    draft = serializers.BooleanField(help_text="Whether a draft can be begun from it.")


class VersionNameOut(Out):
    """A version by its name."""

    programme = serializers.CharField(source="programme_id")
    version = serializers.CharField()


class WithdrawalOut(Out):
    """What withdrawing a version would do."""

    decides = serializers.BooleanField(help_text="Whether it decides today.")
    successor = VersionNameOut(allow_null=True, help_text="What would decide in its place; null: nothing would.")
    referring = VersionNameOut(many=True, help_text="Versions that take its criteria over: they stand in the way.")


class RulebookOut(RulebookRowOut):
    """A rulebook in full, like the official table, with its text and who answers for it."""

    criteria = RuleOut(many=True)
    score = SheetOut(allow_null=True)
    class_table = ClassTableOut(allow_null=True)
    notes = RemarkOut(many=True)
    reserved = {
        "source": serializers.CharField(help_text="YAML."),
    }
    cases = serializers.CharField(help_text="YAML; empty: there are none.")
    case_results = CaseResultOut(many=True)
    loaded_at = serializers.DateTimeField()
    author = PersonOut(allow_null=True, help_text="Null: the version ships with Tidu.")
    published_by = PersonOut(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_by = PersonOut(allow_null=True)
    withdrawn_because = serializers.CharField()
    reinstated_at = serializers.DateTimeField(allow_null=True)
    reinstated_by = PersonOut(allow_null=True)
    reinstated_because = serializers.CharField()
    if_withdrawn = WithdrawalOut()
    can = RulebookRightsOut()


class WithdrawalIn(StrictSerializer):
    """Why a version is taken back, or reinstated."""

    reason = serializers.CharField(max_length=400)


class ComparedOut(Out):
    """One of two rulebooks that are compared; `draft` is its number if it is a draft."""

    programme = serializers.CharField()
    version = serializers.CharField()
    title = TextOut()
    draft = serializers.IntegerField(allow_null=True)


class FieldChangeOut(Out):
    """One field of a thing, before and after; null where there is nothing."""

    name = serializers.CharField()
    before = TextOut(allow_null=True)
    after = TextOut(allow_null=True)


class RulebookChangeOut(Out):
    """A thing that was added, removed or changed."""

    kind = serializers.ChoiceField(choices=CHANGE_KINDS)
    what = serializers.ChoiceField(choices=("term", "document", "criterion", "item", "class", "note"))
    id = serializers.CharField()
    title = TextOut()
    reserved = {"fields": FieldChangeOut(many=True)}


class ComparisonOut(Out):
    """What the right one has otherwise than the left one."""

    left = ComparedOut()
    right = ComparedOut()
    changes = RulebookChangeOut(many=True)


def text_out(rulebook: Rulebook) -> Any:
    """The text of a rulebook under the names of the API."""
    return RulebookTextOut(rulebook, context={"titles": titles_of(rulebook)}).data
