"""Gap plans: what would have to change for a firm to meet a rulebook, at what effort, and what stands in the way."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.explanation_serializers import ValueOut
from api.v1.reference_serializers import NamedOut, ProgrammeRefOut, TextOut
from api.v1.rulebooks_serializers import RulebookRefOut
from api.v1.what_if_serializers import MeasureChangeOut, MeasureOut
from scoring.models import Assessment, Gap

PLAN_KINDS = ("cheapest", "earliest", "alternative")
GOALS = ("certain", "possible")
REASONS = ("fixed", "judged", "not_known", "beyond_levers", "together")
RUN_STATES = ("none", "queued", "running", "done")
YEAR = "In which it is done; null: any time before the day."


class ShortStepOut(TextOut):
    """A step in a list: a lever, or a fact to be found out."""

    lever = serializers.CharField()
    year = serializers.IntegerField(allow_null=True, help_text=YEAR)
    steps = serializers.IntegerField()
    amount = serializers.FloatField(allow_null=True)
    unit = serializers.CharField()


class PlanStepOut(ShortStepOut):
    """A lever, so many steps, and what it moves."""

    effort = serializers.FloatField()
    measures = MeasureChangeOut(many=True)


class EstablishOut(MeasureOut):
    """A fact to be found out, and how it has to turn out."""

    at_least = serializers.FloatField(allow_null=True)
    at_most = serializers.FloatField(allow_null=True)
    value = ValueOut(allow_null=True)


class PlanOut(Out):
    """One way to close the gap."""

    kind = serializers.ChoiceField(choices=PLAN_KINDS)
    outcome = serializers.ChoiceField(choices=GOALS)
    ready_on = serializers.DateField(help_text="The earliest day on which it can be true.")
    effort = serializers.FloatField(help_text="By the bureau's own weights; finding out facts included.")
    steps = PlanStepOut(many=True)
    establish = EstablishOut(many=True)
    open = MeasureOut(many=True, help_text="What stays unknown, and the verdict then hangs on.")
    verdict_after = serializers.ChoiceField(choices=Assessment.Verdict.choices)


class ObstructedOut(Out):
    """A criterion, in another answer."""

    id = serializers.CharField()
    title = TextOut()


class ObstacleOut(TextOut):
    """A criterion that stands in the way, and why."""

    criterion = ObstructedOut()
    why = serializers.ChoiceField(choices=REASONS)


class GapPlanOut(Out):
    """The gap of one firm to one rulebook, and the ways to close it, the cheapest first."""

    programme = ProgrammeRefOut()
    rulebook = RulebookRefOut()
    as_of = serializers.DateField()
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    outcome = serializers.ChoiceField(choices=Gap.Outcome.choices)
    plans = PlanOut(many=True)
    obstacles = ObstacleOut(many=True)
    assumptions = TextOut(many=True)


class GapRowOut(Out):
    """The cheapest plan of one firm for one programme, as the current run has it."""

    uscc = serializers.CharField(source="enterprise.uscc")
    name = serializers.CharField(source="enterprise.name")
    region = NamedOut(allow_null=True)
    is_synthetic = serializers.BooleanField(source="enterprise.is_synthetic")
    programme = ProgrammeRefOut()
    rulebook = RulebookRefOut()
    as_of = serializers.DateField()
    outcome = serializers.ChoiceField(choices=Gap.Outcome.choices)
    effort = serializers.FloatField(allow_null=True)
    ready_on = serializers.DateField(allow_null=True)
    steps = ShortStepOut(many=True)


class GapRunOut(Out):
    """How far the run over all firms has come."""

    state = serializers.ChoiceField(choices=RUN_STATES)
    as_of = serializers.DateField(allow_null=True)
    total = serializers.IntegerField()
    done = serializers.IntegerField()
    left_out = serializers.IntegerField(help_text="Gaps that are missing because no plan that holds could be told.")
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    may_run = serializers.SerializerMethodField(help_text="Whether who asks may start one.")

    def get_may_run(self, run: object) -> bool:
        """As the view found it."""
        return bool(self.context["may_run"])
