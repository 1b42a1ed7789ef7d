"""Likelihoods as the API gives them: a probability or why there is none, and reasons that add up."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out
from api.v1.overrides_serializers import OverrideOut
from api.v1.reference_serializers import TextOut, TitledOut
from scoring.models import Assessment

STATES = ("given", "silent", "not_at_risk", "no_model")
QUESTIONS = ("becomes", "if_applied", "applies", "grows")
REASONS_BY = ("additive", "tree_shap")
RANGE = (
    "90 % range of the probability by sampling error only: how far it moves when the firms that the model learnt from "
    "are drawn anew. No bound on the model's own error."
)


@extend_schema_field({"oneOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]})
class FeatureValueOut(serializers.JSONField):
    """A number, a yes or no, a word, or null for not known."""


class TargetOut(TitledOut):
    """What is foretold."""

    horizon = serializers.IntegerField(help_text="Months.")
    question = serializers.ChoiceField(choices=QUESTIONS)
    programme = serializers.CharField(allow_null=True, help_text="Null: what is foretold is no recognition.")


class NoModelOut(TitledOut):
    """Why there is no model in use: too few outcomes, or nobody has put one in use."""

    found = serializers.FloatField(allow_null=True, help_text="How much there is, where too little is the reason.")
    needed = serializers.FloatField(allow_null=True, help_text="How much there has to be.")


class EligibilityOut(Out):
    """What the rulebook of the target's programme says of the firm: it comes before any probability."""

    programme = serializers.CharField()
    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    unmet = serializers.IntegerField(help_text="Criteria that are not met.")


class ReasonOut(Out):
    """What one feature adds to the log-odds, against the average firm."""

    feature = serializers.CharField()
    zh = serializers.CharField()
    en = serializers.CharField()
    unit = serializers.CharField()
    value = FeatureValueOut(allow_null=True)
    contribution = serializers.FloatField()
    changeable = serializers.BooleanField(help_text="Whether the firm itself can do something about it.")
    peer_value = FeatureValueOut(allow_null=True, help_text="The middle of the firms like it; null: not known.")
    sentence = TextOut(allow_null=True, help_text="To be said to the firm; null: nothing to say to it.")


class PeersOut(TextOut):
    """The firms with which this one is compared."""

    firms = serializers.IntegerField()


class MetricOut(Out):
    """A figure on the year that the model had never seen, with its 95 % interval; null: cannot be told."""

    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class ModelOut(Out):
    """The model in use."""

    version = serializers.CharField()
    trained_on = serializers.DateField()
    algorithm = TitledOut()
    metrics = MetricOut(many=True)
    earned = serializers.BooleanField(help_text="Every condition of being put in use held; else it was signed for.")


class LikelihoodOut(Out):
    """`base_log_odds` plus all contributions is `log_odds`; `override` stands beside the probability."""

    target = TargetOut()
    state = serializers.ChoiceField(choices=STATES)
    as_of = serializers.DateField(allow_null=True, help_text="Null: nothing has been scored yet.")
    probability = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True, help_text=f"Lower end of the {RANGE}")
    high = serializers.FloatField(allow_null=True, help_text=f"Upper end of the {RANGE}")
    abstained_because = TitledOut(allow_null=True)
    no_model_because = NoModelOut(allow_null=True)
    eligibility = EligibilityOut(allow_null=True, help_text="Null: no rulebook in force, or not assessed yet.")
    base_log_odds = serializers.FloatField(allow_null=True)
    log_odds = serializers.FloatField(allow_null=True)
    reasons_by = serializers.ChoiceField(choices=REASONS_BY, allow_null=True)
    reasons = ReasonOut(many=True)
    reasons_stale = serializers.BooleanField(help_text="Facts moved after the run, so there are no reasons just now.")
    peers = PeersOut(allow_null=True)
    override = OverrideOut(allow_null=True, help_text="The one that stands, to who may see it.")
    model = ModelOut(allow_null=True)


class PointOut(Out):
    """A likelihood on a day, by a model; or the code of why none was given."""

    as_of = serializers.DateField()
    probability = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    abstained = serializers.CharField(allow_null=True, help_text="The code of why none was given.")
    model = serializers.CharField(help_text="The version that spoke.")


class LikelihoodHistoryOut(Out):
    """How a firm's likelihood moved, each the oldest first; overrides the newest first."""

    recorded = PointOut(many=True, help_text="As it was said on the day.")
    recomputed = PointOut(many=True, help_text="What the model in use says of the facts as they were known then.")
    overrides = OverrideOut(many=True)
