"""Which source says what of a firm, which one counts and why, and the ranks of sources."""

from rest_framework import serializers

from api.serializers import Out, StrictSerializer
from api.v1.enterprises_serializers import CaseworkerOut
from api.v1.import_places_serializers import ImportPlaceOut
from crm.enterprises.models import FinancialYear, SourceRank
from crm.enterprises.models.sources import MOST_RANK
from scoring.sources import REASONS


class StatementOut(Out):
    """What one source says of one field."""

    id = serializers.IntegerField(allow_null=True, help_text="Of the registration or the financial year.")
    value = serializers.CharField()
    shown = serializers.CharField(help_text="The value in words: the name of a region, of a status.")
    basis = serializers.ChoiceField(choices=FinancialYear.Basis.choices, allow_null=True)
    known_on = serializers.DateField()
    reserved = {
        "source": serializers.CharField(allow_blank=True),
        "import": ImportPlaceOut(source="import_place", allow_null=True),
    }


class ChosenOut(StatementOut):
    """The statement that counts, and why."""

    reason_code = serializers.ChoiceField(choices=REASONS)
    reason = serializers.CharField()


class FieldSourcesOut(Out):
    """One field of a firm and all that sources say of it."""

    reserved = {"field": serializers.CharField()}
    zh = serializers.CharField()
    en = serializers.CharField()
    chosen = ChosenOut()
    others = StatementOut(many=True)


class FigureSourcesOut(FieldSourcesOut):
    """One figure of a year of which several reports speak."""

    year = serializers.IntegerField()


class SourceChoiceOut(Out):
    """A person's decision that one source counts."""

    id = serializers.IntegerField()
    table = serializers.ChoiceField(choices=SourceRank.Table.choices)
    year = serializers.IntegerField(allow_null=True)
    basis = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    chosen_on = serializers.DateField()
    chosen_by = CaseworkerOut(allow_null=True)
    revoked_on = serializers.DateField(allow_null=True)
    reserved = {"field": serializers.CharField(), "source": serializers.CharField()}


class EnterpriseSourcesOut(Out):
    """Everything that sources say of a firm, field by field."""

    registration = FieldSourcesOut(many=True)
    financial_years = FigureSourcesOut(many=True, help_text="Figures of which more than one report speaks.")
    choices = SourceChoiceOut(many=True)


class SourceChoiceIn(StrictSerializer):
    """Which source is to count for one field of one firm, and why."""

    table = serializers.ChoiceField(choices=SourceRank.Table.choices)
    year = serializers.IntegerField(required=False, min_value=1949, max_value=2100)
    basis = serializers.ChoiceField(required=False, default="", choices=[("", ""), *FinancialYear.Basis.choices])
    reason = serializers.CharField(max_length=300)
    reserved = {"field": serializers.CharField(max_length=32), "source": serializers.CharField(max_length=64)}


class SourceNamesOut(Out):
    """Sources that are on record."""

    sources = serializers.ListField(child=serializers.CharField())


class SourceRankOut(Out):
    """Where a source, or a basis, stands; the lower rank comes first."""

    table = serializers.ChoiceField(choices=SourceRank.Table.choices)
    basis = serializers.CharField(allow_blank=True)
    rank = serializers.IntegerField()
    reserved = {"field": serializers.CharField(allow_blank=True), "source": serializers.CharField(allow_blank=True)}


class SourceRankIn(StrictSerializer):
    """One rank to be set."""

    table = serializers.ChoiceField(choices=SourceRank.Table.choices)
    basis = serializers.ChoiceField(required=False, default="", choices=[("", ""), *FinancialYear.Basis.choices])
    rank = serializers.IntegerField(min_value=1, max_value=MOST_RANK)
    reserved = {
        "field": serializers.CharField(required=False, default="", allow_blank=True, max_length=32),
        "source": serializers.CharField(required=False, default="", allow_blank=True, max_length=64),
    }


class SourceRanksOut(Out):
    """The whole list of ranks."""

    ranks = SourceRankOut(many=True)
    can_edit = serializers.BooleanField()


class SourceRanksIn(StrictSerializer):
    """The list of ranks that is to take the place of the present one."""

    ranks = SourceRankIn(many=True)
