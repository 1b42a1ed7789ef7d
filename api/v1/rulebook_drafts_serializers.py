"""Drafts of rulebooks: what is sent, and what is told of them."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.explanation_serializers import CRITERION_STATUSES
from api.v1.provenance_serializers import FirmRefOut
from api.v1.reference_serializers import ProgrammeRefOut, TextOut
from api.v1.rulebooks_serializers import CaseResultOut, PersonOut, RulebookTextOut
from crm.programmes.models import Programme
from scoring.models import Assessment, ImpactPreview, RulebookDraft

MOST_CHARACTERS = 60_000
"""Three times the longest rulebook that ships; the worst that can be written in as many is read in a few seconds."""
VERDICTS_BEFORE = ("met", "unmet", "undetermined", "none")


class YamlField(serializers.CharField):
    """A text as it is, with all its blanks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, trim_whitespace=False, max_length=MOST_CHARACTERS, **kwargs)


class RevisionField(serializers.IntegerField):
    """The revision of a draft that was read: what was meant for another is refused."""

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=2**31 - 1, help_text="As it was read.")


class DraftIn(StrictSerializer):
    """What a draft begins with: a version, an empty form (nothing given), or a text."""

    programme = serializers.SlugField(max_length=40)
    based_on = serializers.CharField(max_length=40, required=False, help_text="A version of the programme.")
    reserved = {"source": YamlField(required=False)}
    cases = YamlField(required=False)

    def validate_programme(self, code: str) -> Programme:
        """The programme with this code."""
        found = Programme.objects.filter(code=code).first()
        if found is None:
            raise serializers.ValidationError(_("There is no programme with this code."), code="does_not_exist")
        return found


class TextIn(StrictSerializer):
    """A text to be checked."""

    reserved = {"source": YamlField()}
    cases = YamlField(default="")


class DraftEditIn(StrictSerializer):
    """Another text for the draft as it was at `revision`."""

    revision = RevisionField()
    reserved = {"source": YamlField(required=False)}
    cases = YamlField(required=False)


@extend_schema_field({"oneOf": [{"type": "number"}, {"type": "string"}]})
class WrittenNumberField(serializers.Field[str, Any, str, Any]):
    """A number as it is to be written: a JSON number, or a text of digits with at most one point."""

    default_error_messages = {"invalid": _("Give a plain number.")}

    def to_internal_value(self, data: Any) -> str:
        """The digits.

        :raises ValidationError: it is neither.
        """
        if isinstance(data, bool) or not isinstance(data, (int, float, str)):
            self.fail("invalid")
        text = data if isinstance(data, str) else f"{Decimal(repr(data)):f}"
        if not re.fullmatch(r"-?[0-9]{1,16}(\.[0-9]{1,9})?", text, flags=re.ASCII):
            self.fail("invalid")
        return text


class NumberChangeIn(StrictSerializer):
    """Another value for the number at a place."""

    line = serializers.IntegerField(min_value=1, max_value=MOST_CHARACTERS)
    column = serializers.IntegerField(min_value=1, max_value=MOST_CHARACTERS)
    value = WrittenNumberField()


class NumbersIn(StrictSerializer):
    """Other numbers for the draft as it was at `revision`."""

    revision = RevisionField()
    changes = NumberChangeIn(many=True, allow_empty=False)


class SubmitIn(StrictSerializer):
    """Which revision is handed in."""

    revision = RevisionField()


class ReturnIn(StrictSerializer):
    """What has to be changed, and which revision was read."""

    revision = RevisionField()
    note = serializers.CharField(max_length=400)


class PublishIn(StrictSerializer):
    """What the approver says, and which revision was read."""

    note = serializers.CharField(max_length=400, allow_blank=True, default="")
    revision = RevisionField()


class RuleFindingOut(Out):
    """Something that is wrong with a text: where, counted from 1, and what to do."""

    line = serializers.IntegerField()
    column = serializers.IntegerField()
    message = TextOut()


class NumberOut(Out):
    """A number that the text sets, where it stands, and what it is of."""

    path = serializers.CharField()
    reserved = {"label": TextOut()}
    value = serializers.CharField(help_text="As it is written.")
    unit = serializers.CharField()
    line = serializers.IntegerField()
    column = serializers.IntegerField()


class CheckedOut(Out):
    """What is wrong with a text, what its cases give, and what it says."""

    version = serializers.CharField()
    findings = RuleFindingOut(many=True)
    case_findings = RuleFindingOut(many=True)
    case_results = CaseResultOut(many=True)
    rulebook = RulebookTextOut(allow_null=True, help_text="Null: the text cannot be read.")
    numbers = NumberOut(many=True)
    decides_from = serializers.DateField(
        allow_null=True,
        help_text="The first day on which it would decide if it were published today; null: on none.",
    )


class DraftRightsOut(Out):
    """What who asks may do with a draft now."""

    edit = serializers.BooleanField()
    submit = serializers.BooleanField()
    take_back = serializers.BooleanField()
    publish = serializers.BooleanField()
    discard = serializers.BooleanField()
    preview = serializers.BooleanField()
    see_impact = serializers.BooleanField()
    reserved = {"return": serializers.BooleanField(source="send_back")}


class DraftRowOut(Out):
    """A draft in the list."""

    id = serializers.IntegerField()
    programme = ProgrammeRefOut()
    version = serializers.CharField(help_text="As the text names it; empty if it names none.")
    based_on = serializers.CharField(allow_null=True)
    author = PersonOut()
    state = serializers.ChoiceField(choices=RulebookDraft.State.choices)
    revision = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_by = PersonOut(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    published_as = serializers.CharField(allow_null=True)
    can = DraftRightsOut()


class TransitionCountOut(Out):
    """Firms with one transition; `before` is `none` where no version is in force."""

    before = serializers.ChoiceField(choices=VERDICTS_BEFORE)
    after = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    firms = serializers.IntegerField(allow_null=True, help_text="Null: too few to be told.")


class CellCountOut(TransitionCountOut):
    """Firms of one county and tier with one transition."""

    region = serializers.CharField(allow_null=True)
    region_name = serializers.CharField(allow_null=True)
    tier = serializers.IntegerField()


class ImpactProgressOut(Out):
    """How far working out what a draft would change has come."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ImpactPreview.State.choices)
    stalled = serializers.BooleanField(help_text="Running on paper only: nobody works on it. Start it again.")
    problem = serializers.CharField()
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class ImpactOut(ImpactProgressOut):
    """What a draft would change, as last worked out, and how far working it out has come."""

    revision = serializers.IntegerField()
    as_of = serializers.DateField()
    newer = ImpactProgressOut(allow_null=True, help_text="One begun after this that is under way, or has failed.")
    against = serializers.CharField(allow_null=True, help_text="The version in force on that day; null: there is none.")
    outdated = serializers.BooleanField(help_text="Rules, facts or time have moved on: run it again.")
    finished_at = serializers.DateTimeField(allow_null=True)
    summary = TransitionCountOut(many=True)
    counts = CellCountOut(many=True)


class DraftOut(DraftRowOut, CheckedOut):
    """A draft in full: its text, all that is wrong with it, and what it would change."""

    reserved = {"source": serializers.CharField(help_text="YAML.")}
    cases = serializers.CharField(help_text="YAML.")
    impact = ImpactOut(allow_null=True, help_text="Of this revision; null: not asked for, or not for who asks.")


class FlippedCriterionOut(Out):
    """A criterion that the two versions judge differently; null where a version does not have it."""

    id = serializers.CharField()
    title = TextOut()
    before = serializers.ChoiceField(choices=CRITERION_STATUSES, allow_null=True)
    after = serializers.ChoiceField(choices=CRITERION_STATUSES, allow_null=True)


class FlipOut(Out):
    """A firm whose verdict the draft would change."""

    enterprise = FirmRefOut(allow_null=True)
    region = serializers.CharField(allow_null=True)
    region_name = serializers.CharField(allow_null=True)
    tier = serializers.IntegerField(allow_null=True)
    before = serializers.ChoiceField(choices=VERDICTS_BEFORE)
    after = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    criteria = FlippedCriterionOut(many=True)
