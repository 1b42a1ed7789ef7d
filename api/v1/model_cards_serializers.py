"""The card of a model: what was learnt from what, how well it did on a year never seen before, what it reads."""

from typing import Any

from rest_framework import serializers

from api.serializers import Out
from api.v1.likelihoods_serializers import QUESTIONS, REASONS_BY, MetricOut
from api.v1.models_serializers import VERSION_ACTIONS, CurvePointOut, ModelRowOut
from api.v1.reference_serializers import TextOut, TitledOut

USES = ("train", "calibrate", "hold_out")
DIMENSIONS = ("county", "industry_section", "size", "age")
WORSE_IN = ("auc", "calibration")
LANGUAGES = ("zh", "en")


class CardQuery(serializers.Serializer[Any]):
    """In which language."""

    lang = serializers.ChoiceField(choices=LANGUAGES, default="zh")


class YearUseOut(Out):
    """What a yearly snapshot was used for, and how many firms reached the target after it."""

    as_of = serializers.DateField()
    use = serializers.ChoiceField(choices=USES)
    rows = serializers.IntegerField(allow_null=True, help_text="Null: too few to be told.")
    positives = serializers.IntegerField(allow_null=True, help_text="Null: too few of either outcome to be told.")


class CandidateResultOut(Out):
    """A candidate on the year that none had seen, and its log loss on the earlier years, by which it was chosen."""

    algorithm = TitledOut()
    chosen = serializers.BooleanField()
    earlier_log_loss = serializers.FloatField(allow_null=True)
    metrics = MetricOut(many=True)


class ModelFindingOut(TextOut):
    """One condition of being put in use, whether it held, and with which figures."""

    rule = serializers.CharField()
    held = serializers.BooleanField()
    signable = serializers.BooleanField(help_text="Where it did not hold, whether the approver may answer for it.")


class SliceOut(TextOut):
    """How the model does for a part of the firms. Of fewer than five firms nothing is told but its name."""

    dimension = serializers.ChoiceField(choices=DIMENSIONS)
    code = serializers.CharField(help_text="Empty: not known of these firms.")
    rows = serializers.IntegerField(allow_null=True)
    positives = serializers.IntegerField(allow_null=True)
    metrics = MetricOut(many=True)
    foretold = serializers.FloatField(allow_null=True, help_text="The mean probability.")
    happened = serializers.FloatField(allow_null=True, help_text="The share that reached the target.")
    expected_auc = serializers.FloatField(allow_null=True, help_text="What the probabilities themselves promise.")
    worse = serializers.BooleanField(help_text="Worse than the whole beyond noise.")
    worse_in = serializers.ListField(child=serializers.ChoiceField(choices=WORSE_IN))


class CountyResultOut(TextOut):
    """A county whose staff see as many firms as they can. Of fewer than five firms nothing is told but its name."""

    code = serializers.CharField(help_text="Empty: not known of these firms.")
    firms = serializers.IntegerField(allow_null=True)
    positives = serializers.IntegerField(allow_null=True)
    capacity = serializers.IntegerField(help_text="Firms that the staff can see in a year.")
    precision = MetricOut(allow_null=True, help_text="Of the likeliest that fit, the share that reached the target.")
    lift = MetricOut(allow_null=True, help_text="How many times as many as among all.")
    foretold = serializers.FloatField(allow_null=True)
    happened = serializers.FloatField(allow_null=True)
    shift = MetricOut(allow_null=True, help_text="What was foretold less what happened.")
    beyond_noise = serializers.BooleanField()


class ModelFeatureOut(TextOut):
    """What the model reads, and how far it moves the log-odds of a firm on average."""

    name = serializers.CharField()
    unit = serializers.CharField()
    direction = serializers.IntegerField(help_text="1: more cannot hurt; -1: more cannot help; 0: no policy says.")
    changeable = serializers.BooleanField()
    influence = serializers.FloatField(allow_null=True)


class CurveAtOut(Out):
    """What a value adds to the log-odds."""

    at = serializers.FloatField()
    log_odds = serializers.FloatField()


class FeatureCurveOut(TextOut):
    """What each value of a feature adds to the log-odds, whatever the other features are."""

    feature = serializers.CharField()
    unit = serializers.CharField()
    categories = serializers.ListField(child=serializers.CharField(), help_text="What the numbers in `at` stand for.")
    points = CurveAtOut(many=True)
    missing = serializers.FloatField(allow_null=True, help_text="What it adds where the value is not known.")


class SelectionOut(Out):
    """How those of whom an outcome is known were weighed, so that they stand for all at risk."""

    share = serializers.FloatField(help_text="Of those at risk, of how many an outcome is known.")
    effective_rows = serializers.FloatField()
    auc = serializers.FloatField(help_text="How well it can be told who gets an outcome; 0.5: not.")


class ModelCardOut(ModelRowOut):
    """A version with its card in full."""

    question = serializers.ChoiceField(choices=QUESTIONS)
    horizon = serializers.IntegerField(help_text="Months.")
    trained_on = serializers.DateField()
    years = YearUseOut(many=True)
    held_out_groups = serializers.BooleanField(help_text="No owner's firms are on both sides of the split.")
    judged_rows = serializers.IntegerField()
    judged_positives = serializers.IntegerField()
    capacity = serializers.IntegerField(help_text="Firms that the staff of all counties can see in a year.")
    coverage = serializers.FloatField(help_text="Of the judged firms the share on which it does not keep silent.")
    candidates = CandidateResultOut(many=True)
    findings = ModelFindingOut(many=True)
    curve = CurvePointOut(many=True, help_text="Empty: too few in a bin to be told.")
    counties = CountyResultOut(many=True)
    slices = SliceOut(many=True)
    features = ModelFeatureOut(many=True, help_text="The strongest first.")
    curves = FeatureCurveOut(many=True, help_text="Of additive models only.")
    selection = SelectionOut(allow_null=True, help_text="Null: an outcome is known of all who were at risk.")
    reasons_by = serializers.ChoiceField(choices=REASONS_BY)
    refits = serializers.IntegerField(help_text="Models behind the intervals of the probabilities.")
    peers = serializers.IntegerField(help_text="Groups of firms with which a firm is compared.")
    git_commit = serializers.CharField(help_text="Empty: not known.")
    data_sha256 = serializers.CharField()
    sklearn_version = serializers.CharField()
    seed = serializers.IntegerField()
    can = serializers.ListField(child=serializers.ChoiceField(choices=VERSION_ACTIONS))
