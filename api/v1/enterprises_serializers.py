"""Enterprises as the API gives them: `scoring.queries.Standing` as a row, `scoring.profiles.Profile` as a page."""

from rest_framework import serializers

from api.serializers import Out
from api.v1.import_places_serializers import ImportPlaceOut
from api.v1.reference_serializers import ChainRefOut, NamedOut, ProgrammeRefOut, ProgrammeWithTierOut, TitledOut
from crm.enterprises.masking import mask_email, mask_name, mask_phone
from crm.enterprises.models import Contact, Enterprise
from crm.programmes.models import Application
from scoring.models import Assessment
from scoring.sources import REASONS, FieldSources

STEP_STATES = ("held", "held_before", "next", "ahead", "passed")


class YearlyRevenueOut(Out):
    """The revenue of the newest year that has one, in yuan."""

    year = serializers.IntegerField()
    value = serializers.DecimalField(max_digits=18, decimal_places=2)


class VerdictOut(Out):
    """What the rulebook in force says of a firm."""

    verdict = serializers.ChoiceField(choices=Assessment.Verdict.choices)
    points_low = serializers.FloatField(allow_null=True)
    points_high = serializers.FloatField(allow_null=True)


class EnterpriseRowOut(Out):
    """An enterprise in a list."""

    uscc = serializers.CharField(source="enterprise.uscc")
    name = serializers.CharField(source="enterprise.name")
    region = NamedOut(allow_null=True, help_text="Where it operates; where that is not known, where it is registered.")
    industry = NamedOut(source="enterprise.industry", allow_null=True)
    registered_on = serializers.DateField(source="enterprise.registered_on", allow_null=True)
    status = serializers.ChoiceField(source="enterprise.status", choices=Enterprise.Status.choices)
    tier = serializers.IntegerField(min_value=0, max_value=4)
    is_synthetic = serializers.BooleanField(source="enterprise.is_synthetic")
    revenue = YearlyRevenueOut(allow_null=True)
    verdicts = serializers.DictField(child=VerdictOut(allow_null=True), help_text="By programme.")
    likelihoods = serializers.DictField(child=serializers.FloatField(allow_null=True), help_text="By target.")


class ContactOut(Out):
    """A person to speak to, masked."""

    id = serializers.IntegerField()
    known_on = serializers.DateField()
    reserved = {"source": serializers.CharField(allow_blank=True)}
    name = serializers.SerializerMethodField()
    position = serializers.CharField()
    phone = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()

    def get_name(self, contact: Contact) -> str:
        """The family name."""
        return mask_name(contact.name)

    def get_phone(self, contact: Contact) -> str:
        """The first and last digits."""
        return mask_phone(contact.phone)

    def get_email(self, contact: Contact) -> str:
        """The first letter and the domain."""
        return mask_email(contact.email)


class FormerNameOut(Out):
    """A name that the enterprise bore until a day."""

    name = serializers.CharField()
    used_until = serializers.DateField(allow_null=True)


class RecognitionOut(Out):
    """A recognition, now or earlier."""

    id = serializers.IntegerField()
    programme = ProgrammeWithTierOut()
    certificate_no = serializers.CharField()
    batch = serializers.CharField()
    valid_from = serializers.DateField()
    valid_until = serializers.DateField()
    withdrawn_on = serializers.DateField(allow_null=True)
    in_force = serializers.BooleanField(source="is_in_force")
    known_on = serializers.DateField()
    reserved = {"source": serializers.CharField()}


class ApplicationOut(Out):
    """An application and how it was decided."""

    id = serializers.IntegerField()
    programme = ProgrammeRefOut()
    submitted_on = serializers.DateField()
    decided_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Application.Outcome.choices)
    reason = serializers.CharField()


class StepOut(Out):
    """One tier of the path."""

    tier = serializers.IntegerField(source="programme.tier")
    code = serializers.CharField(source="programme.code")
    zh = serializers.CharField(source="programme.zh")
    en = serializers.CharField(source="programme.en")
    state = serializers.ChoiceField(choices=STEP_STATES)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class PathOut(Out):
    """The cultivation path."""

    tier = serializers.IntegerField()
    steps = StepOut(many=True)


class CaseworkerOut(Out):
    """Who looks after the firm."""

    display_name = serializers.CharField()


class FieldProvenanceOut(Out):
    """Where what is shown of a field comes from, and why it is shown."""

    id = serializers.IntegerField(source="chosen.id", allow_null=True, help_text="Of the registration.")
    known_on = serializers.DateField(source="chosen.known_on")
    reason_code = serializers.ChoiceField(source="chosen.reason_code", choices=list(REASONS))
    reason = serializers.CharField(source="chosen.reason")
    others = serializers.SerializerMethodField(help_text="Statements that do not count.")
    reserved = {
        "source": serializers.CharField(source="chosen.source", allow_blank=True),
        "import": ImportPlaceOut(source="chosen.import_place", allow_null=True),
    }

    def get_others(self, field: FieldSources) -> int:
        """How many other statements there are."""
        return len(field.others)


class EnterpriseOut(EnterpriseRowOut):
    """An enterprise in full."""

    registration_no = serializers.CharField(source="enterprise.registration_no")
    legal_form = serializers.CharField(source="enterprise.legal_form")
    registered_capital = serializers.DecimalField(
        source="enterprise.registered_capital", max_digits=18, decimal_places=2, allow_null=True
    )
    registered_region = NamedOut(source="enterprise.registered_region", allow_null=True)
    operating_region = NamedOut(source="enterprise.operating_region", allow_null=True)
    address = serializers.CharField(source="enterprise.address")
    business_scope = serializers.CharField(source="enterprise.business_scope")
    technology_field = TitledOut(source="enterprise.technology_field", allow_null=True)
    chains = ChainRefOut(many=True)
    former_names = FormerNameOut(many=True)
    reserved = {"source": serializers.CharField(source="enterprise.source")}
    known_on = serializers.DateField(source="enterprise.known_on")
    ended_on = serializers.DateField(source="enterprise.ended_on", allow_null=True)
    contacts = ContactOut(many=True)
    recognitions = RecognitionOut(many=True)
    applications = ApplicationOut(many=True)
    path = PathOut()
    caseworker = CaseworkerOut(allow_null=True)
    provenance = serializers.DictField(child=FieldProvenanceOut(), help_text="By field of the registration.")
