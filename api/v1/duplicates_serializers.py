"""Pairs that may be one firm, and what is compared of the two."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.reference_serializers import NamedOut, TextOut
from crm.enterprises.models import DuplicatePair, Enterprise
from crm.enterprises.pairing import WORDS, Reason
from crm.words import in_both

REASONS = [reason.value for reason in Reason]


class DuplicateReasonOut(TextOut):
    """Why two records may be one firm."""

    code = serializers.ChoiceField(choices=REASONS)


class SideOut(Out):
    """One of two records, as far as it helps to tell whether they are one firm, and which to keep."""

    uscc = serializers.CharField()
    name = serializers.CharField()
    former_names = serializers.SerializerMethodField()
    region = serializers.SerializerMethodField()
    address = serializers.CharField()
    registered_on = serializers.DateField(allow_null=True)
    registered_capital = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)
    legal_form = serializers.CharField()
    registration_no = serializers.CharField()
    status = serializers.ChoiceField(choices=Enterprise.Status.choices)
    known_on = serializers.DateField()
    facts = serializers.SerializerMethodField(help_text="Rows that hang on it.")
    is_synthetic = serializers.BooleanField()
    merged_into = serializers.CharField(source="merged_into.uscc", default=None, allow_null=True)
    reserved = {"source": serializers.CharField(allow_blank=True)}

    def get_former_names(self, firm: Enterprise) -> list[str]:
        """The last one first."""
        return [former.name for former in firm.former_names.all()]

    @extend_schema_field(NamedOut(allow_null=True))
    def get_region(self, firm: Enterprise) -> object:
        """Where it operates; where that is not known, where it is registered."""
        region = firm.operating_region or firm.registered_region
        return NamedOut(region).data if region else None

    def get_facts(self, firm: Enterprise) -> int:
        """Counted for the whole page at once."""
        number: int = self.context["facts"][firm.pk]
        return number


class PairOut(Out):
    """Two records that may be one firm."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=DuplicatePair.State.choices)
    similarity = serializers.FloatField(help_text="Of the names, 0 to 1.")
    reasons = serializers.SerializerMethodField()
    found_on = serializers.DateField()
    decided_by = CaseworkerOut(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    one = SideOut()
    other = SideOut()

    @extend_schema_field(DuplicateReasonOut(many=True))
    def get_reasons(self, pair: DuplicatePair) -> object:
        """Why, the strongest first."""
        return [{"code": code, **in_both(WORDS[Reason(code)])} for code in pair.reasons]


class DismissIn(StrictSerializer):
    """Why the two are different firms."""

    note = serializers.CharField(max_length=300)


class KnownFirmOut(Out):
    """A firm on record that may be the one being entered; nothing but the reasons of one that you may not see."""

    visible = serializers.BooleanField()
    uscc = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    region = NamedOut(allow_null=True)
    former_names = serializers.ListField(child=serializers.CharField())
    reasons = DuplicateReasonOut(many=True)
    similarity = serializers.FloatField()


class KnownFirmsOut(Out):
    """Firms on record that may be the one being entered, the likeliest first."""

    duplicates = KnownFirmOut(many=True)


class DuplicateCheckIn(StrictSerializer):
    """What is known of a firm so far."""

    uscc = serializers.CharField(max_length=40, default="", allow_blank=True)
    name = serializers.CharField(max_length=200, default="", allow_blank=True)
    registration_no = serializers.CharField(max_length=40, default="", allow_blank=True)
    besides = serializers.CharField(max_length=18, required=False, help_text="The code of the firm being changed.")
