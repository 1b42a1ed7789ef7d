"""Training labels: what is sent, and what is told of them."""

from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.provenance_serializers import FirmRefOut
from api.v1.rulebooks_serializers import PersonOut
from scoring.likelihood.targets import TARGETS
from scoring.models import TrainingLabel

ACTIONS = ("approve", "refuse", "withdraw")


class TrainingLabelIn(StrictSerializer):
    """What became of a firm, and on what that rests."""

    uscc = serializers.RegexField(r"^[0-9A-Za-z]{18}\Z", max_length=18)
    target = serializers.ChoiceField(choices=tuple(TARGETS))
    year = serializers.IntegerField(min_value=1990, max_value=2100, help_text="In which the horizon begins.")
    outcome = serializers.ChoiceField(choices=TrainingLabel.Outcome.choices)
    basis = serializers.CharField(min_length=10, max_length=400, help_text="A document, a notice, a certificate.")


class LabelNoteIn(StrictSerializer):
    """What is said to it."""

    note = serializers.CharField(max_length=400, allow_blank=True, default="")


class LabelRefusalIn(StrictSerializer):
    """Why not."""

    note = serializers.CharField(max_length=400)


class TrainingLabelOut(Out):
    """What somebody states of an outcome; it counts once somebody else has approved it."""

    id = serializers.IntegerField()
    enterprise = FirmRefOut(allow_null=True, help_text="Null to who may not see the firm.")
    uscc = serializers.CharField(allow_null=True, help_text="Null to who neither sees the firm nor approves labels.")
    target = serializers.CharField()
    year = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=TrainingLabel.Outcome.choices)
    basis = serializers.CharField()
    state = serializers.ChoiceField(choices=TrainingLabel.State.choices)
    stated_by = PersonOut()
    stated_at = serializers.DateTimeField()
    decided_by = PersonOut(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    can = serializers.ListField(
        child=serializers.ChoiceField(choices=ACTIONS), help_text="What who asks may do with it now."
    )
