"""Models as the API lists them: versions, trainings, decisions, what is watched of them."""

from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.likelihoods_serializers import MetricOut, NoModelOut, TargetOut
from api.v1.reference_serializers import TextOut, TitledOut
from api.v1.rulebooks_serializers import PersonOut
from scoring.models import ModelDecision, TrainingRun

TARGET_ACTIONS = ("train", "roll_back", "retire")
PROMOTE = "promote"
VERSION_ACTIONS = (PROMOTE,)
ALERT_LEVELS = ("notice", "alarm")
MOST_SIGNED = 40
"""So many conditions no model has."""


class DecisionNoteIn(StrictSerializer):
    """Why; it stays on record."""

    note = serializers.CharField(max_length=400)


class PromoteIn(DecisionNoteIn):
    """Why, and which conditions that did not hold the person answers for."""

    signed_for = serializers.ListField(
        child=serializers.CharField(max_length=80),
        max_length=MOST_SIGNED,
        default=list,
        help_text="Rules of findings that did not hold.",
    )


class TrainingOutcomesOut(Out):
    """What was known of the firms of one yearly snapshot."""

    as_of = serializers.DateField()
    rows = serializers.IntegerField(allow_null=True, help_text="Null: too few to be told.")
    positives = serializers.IntegerField(allow_null=True, help_text="Null: too few of either outcome to be told.")


class TrainingRunOut(Out):
    """One attempt to train a model, and how far it has come."""

    id = serializers.IntegerField()
    target = serializers.CharField()
    as_of = serializers.DateField()
    state = serializers.ChoiceField(choices=TrainingRun.State.choices)
    stalled = serializers.BooleanField(help_text="Running on paper only: nobody works on it. Start it again.")
    step = serializers.CharField(help_text="The code of what is being done; empty before it begins.")
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    outcomes = TrainingOutcomesOut(many=True)
    refusal = NoModelOut(allow_null=True, help_text="Why no model came of it.")
    version = serializers.CharField(allow_null=True, help_text="The model that came of it.")
    requested_by = PersonOut(allow_null=True)
    requested_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class ModelRowOut(Out):
    """A version of a target's model in short."""

    target = serializers.CharField()
    version = serializers.CharField()
    trained_at = serializers.DateTimeField()
    trained_by = PersonOut(allow_null=True)
    is_promoted = serializers.BooleanField(help_text="In use.")
    earned = serializers.BooleanField(help_text="Every condition of being put in use held.")
    algorithm = TitledOut()
    metrics = MetricOut(many=True)
    open_findings = serializers.ListField(child=serializers.CharField(), help_text="Conditions that did not hold.")
    signable = serializers.ListField(
        child=serializers.CharField(), help_text="Of these those that the approver may answer for."
    )


class AlertOut(TitledOut):
    """Something to be looked at."""

    level = serializers.ChoiceField(choices=ALERT_LEVELS)
    feature = serializers.CharField(help_text="Empty: it is not about one feature.")


class WatchOut(Out):
    """What was last seen of the model in use."""

    as_of = serializers.DateField()
    firms = serializers.IntegerField()
    score_psi = serializers.FloatField(allow_null=True, help_text="Population stability index of the probabilities.")
    alerts = AlertOut(many=True)


class FeatureDriftOut(TextOut):
    """How far a feature has moved from the data of the training."""

    feature = serializers.CharField()
    psi = serializers.FloatField(allow_null=True)


class CurvePointOut(Out):
    """One bin of a reliability curve: what was foretold, what happened."""

    predicted = serializers.FloatField()
    observed = serializers.FloatField()
    firms = serializers.IntegerField()


class MaturedOut(Out):
    """Probabilities whose horizon has run out, at least thirty, held against what happened."""

    firms = serializers.IntegerField()
    positives = serializers.IntegerField(allow_null=True, help_text="Null: too few to be told.")
    foretold = serializers.FloatField(help_text="The mean probability.")
    happened = serializers.FloatField(allow_null=True, help_text="The share; null: too few to be told.")
    brier = MetricOut()
    shift = MetricOut(allow_null=True, help_text="What was foretold less what happened.")
    beyond_noise = serializers.BooleanField()
    curve = CurvePointOut(many=True, help_text="Empty: too few in a bin to be told.")


class WatchInFullOut(WatchOut):
    """What was seen of a model on a day."""

    version = serializers.CharField()
    features = FeatureDriftOut(many=True)
    matured = MaturedOut(allow_null=True, help_text="Null: no horizon has run out yet.")


class ModelDecisionOut(Out):
    """A model put in use, put back in use, or taken out of it."""

    kind = serializers.ChoiceField(choices=ModelDecision.Kind.choices)
    version = serializers.CharField()
    replaced = serializers.CharField(allow_null=True, help_text="The version that was in use before.")
    signed_for = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField()
    decided_by = PersonOut()
    decided_at = serializers.DateTimeField()


class ModelTargetRowOut(Out):
    """A target with the model in use and the newest one."""

    target = TargetOut()
    champion = ModelRowOut(allow_null=True, help_text="In use.")
    newest = ModelRowOut(allow_null=True)
    training = TrainingRunOut(allow_null=True, help_text="The last attempt.")
    no_model_because = NoModelOut(allow_null=True, help_text="Null: there is a model in use.")
    watch = WatchOut(allow_null=True)
    can = serializers.ListField(child=serializers.ChoiceField(choices=TARGET_ACTIONS))


class ModelTargetOut(Out):
    """All about the models of a target; what has an order begins with the newest."""

    target = TargetOut()
    versions = ModelRowOut(many=True)
    decisions = ModelDecisionOut(many=True)
    trainings = TrainingRunOut(many=True, help_text="The last ten.")
    watches = WatchInFullOut(many=True, help_text="Of the model in use, the last thirty.")
    no_model_because = NoModelOut(allow_null=True)
    can = serializers.ListField(child=serializers.ChoiceField(choices=TARGET_ACTIONS))
