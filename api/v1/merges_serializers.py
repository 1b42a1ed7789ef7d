"""Merges: what one would do, what was asked for, what was done."""

from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.duplicates_serializers import SideOut
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.reference_serializers import TextOut
from crm.enterprises.choosing import REASONS
from crm.enterprises.merging.plan import DIFFERENT_CODES, FieldPlan, RelationPlan
from crm.enterprises.merging.relations import RELATIONS, WORDS, Decision
from crm.enterprises.merging.undo import can_undo
from crm.enterprises.models import Enterprise, Merge
from crm.words import in_both
from scoring.words import field_name, shown

STAYS = ("kept", "merged")
DECISIONS = [decision.value for decision in Decision]


class MergePlanQuery(serializers.Serializer[object]):
    """Which record to keep, and which to merge into it."""

    keep = serializers.RegexField("^[0-9A-Za-z]{18}$")
    merge = serializers.RegexField("^[0-9A-Za-z]{18}$")


class MergeIn(MergePlanQuery, StrictSerializer):
    """A merge as planned, and why."""

    reason = serializers.CharField(max_length=300)
    confirm_codes = serializers.BooleanField(
        default=False, help_text="It is known that two different valid codes are one firm's."
    )


class WhyOut(TextOut):
    """A reason, by its code and in both languages."""

    code = serializers.CharField()


class FieldPlanOut(TextOut):
    """One field: what each record shows, what will be shown."""

    reserved = {"field": serializers.CharField()}
    kept = serializers.CharField(allow_null=True)
    merged = serializers.CharField(allow_null=True)
    becomes = serializers.CharField(allow_null=True)
    stays = serializers.ChoiceField(choices=STAYS, help_text="Whose value will be shown.")
    why = WhyOut(allow_null=True)

    def to_representation(self, plan: FieldPlan) -> dict[str, object]:
        """Values in words: a region by its name."""
        kept, merged, becomes = (
            shown(Enterprise, plan.field, value) for value in (plan.kept, plan.merged, plan.becomes)
        )
        name = field_name(Enterprise, plan.field)
        return {
            "field": plan.field,
            "zh": name.zh,
            "en": name.en,
            "kept": kept,
            "merged": merged,
            "becomes": becomes,
            "stays": "kept" if plan.becomes == plan.kept else "merged",
            "why": {"code": plan.reason, **in_both(REASONS[plan.reason])} if plan.reason else None,
        }


class RelationPlanOut(TextOut):
    """One kind of rows: what becomes of them, and of how many."""

    relation = serializers.CharField()
    decision = serializers.ChoiceField(choices=DECISIONS)
    moves = serializers.IntegerField(help_text="Rows that will hang on the record that is kept.")
    set_aside = serializers.IntegerField(help_text="Rows that the record that is kept has already.")
    differing = serializers.IntegerField(help_text="Of those set aside, rows that say something else.")
    why = WhyOut()

    def to_representation(self, plan: RelationPlan) -> dict[str, object]:
        """Numbers of rows."""
        return {
            "relation": plan.relation,
            **in_both(RELATIONS[plan.relation].words),
            "decision": plan.decision.value,
            "moves": len(plan.rows.moves),
            "set_aside": len(plan.rows.set_aside),
            "differing": len(plan.rows.differing),
            "why": {"code": plan.decision.value, **in_both(WORDS[plan.decision])},
        }


class MergePlanOut(Out):
    """What a merge would do; nothing has been done."""

    keep = SideOut()
    merge = SideOut()
    reserved = {"fields": FieldPlanOut(many=True)}
    relations = RelationPlanOut(many=True)
    blocked_by = serializers.ListField(child=serializers.CharField(), help_text="Relations that nobody decided on.")
    needs = serializers.ListField(child=serializers.ChoiceField(choices=[DIFFERENT_CODES]))


class RecordRefOut(Out):
    """A record, in another answer."""

    uscc = serializers.CharField()
    name = serializers.CharField()


class MergeOut(Out):
    """A merge that was carried out, and perhaps undone."""

    id = serializers.IntegerField()
    keep = RecordRefOut(source="kept")
    merged = RecordRefOut()
    reason = serializers.CharField()
    moved = serializers.SerializerMethodField(help_text="Rows that it moved.")
    merged_by = CaseworkerOut(allow_null=True)
    merged_at = serializers.DateTimeField()
    undone_by = CaseworkerOut(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    can_undo = serializers.SerializerMethodField(help_text="False too where a later merge builds on it.")

    def get_moved(self, merge: Merge) -> int:
        """Of all relations together."""
        return sum(len(rows) for rows in merge.moves["rows"].values())

    def get_can_undo(self, merge: Merge) -> bool:
        """Whether nothing stands in the way."""
        return can_undo(merge)
