"""The enterprise: who it is, what it was called, and the people to speak to."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.directory.models import Region, RegionQuerySet
from crm.enterprises.history import keeps_history

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


REGISTRATION_NO_LENGTH = 15


class Bigrams(models.Func):
    """The distinct pairs of neighbouring characters of a text (SQL function `bigrams`, made by a migration)."""

    function = "bigrams"
    arity = 1
    output_field = ArrayField(models.TextField())


class Spelling(models.Func):
    """A name as it is compared (SQL function `name_spelling`; in Python `crm.enterprises.names.spelling`)."""

    function = "name_spelling"
    arity = 1
    output_field = models.TextField()


def containing(text: str) -> Q:
    """Names that contain `text`: the index finds by pairs of characters, the comparison then makes sure."""
    return Q(pairs__contains=Bigrams(Value(text)), name__contains=text)


def lying_in(regions: RegionQuerySet, prefix: str = "") -> Q:
    """Firms that operate in one of `regions`; where that is not known, those registered there.

    `prefix` leads to the firm from another table, e.g. "enterprise__".
    """
    registered = {f"{prefix}operating_region": None, f"{prefix}registered_region__in": regions}
    return Q(**{f"{prefix}operating_region__in": regions}) | Q(**registered)


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Only the firms that `user` may see: every read of a firm starts here."""
        return self.within_scope_of(user).unmerged()

    def unmerged(self) -> Self:
        """Firms; what was merged into another record is none any more, and stays only so that it can be taken apart."""
        return self.filter(merged_into=None)

    def within_scope_of(self, user: "User | AnonymousUser") -> Self:
        """Records of the regions or the portfolio of `user`, those too that were merged into another."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        match user.role_definition.enterprise_scope:
            case "all":
                return self
            case "regions":
                return self.filter(lying_in(Region.objects.within(user.regions.all())))
            case "portfolio":
                return self.filter(
                    pk__in=Enterprise.objects.filter(portfolios__caseworker=user, portfolios__until=None)
                )
            case _:
                return self.none()

    def search(self, text: str) -> Self:
        """Firms whose name, or a former one, contains `text`, or whose code starts with it.

        A record that was merged into another leads to that one.
        """
        wanted = text.strip()
        if not wanted:
            return self
        is_old_number = len(wanted) == REGISTRATION_NO_LENGTH and wanted.isdecimal()
        code = {"registration_no": wanted} if is_old_number else {"uscc__startswith": wanted.upper()}
        by_code = Enterprise.objects.filter(**code)
        by_name = Enterprise.objects.alias(pairs=Bigrams("name")).filter(containing(wanted))
        by_former_name = FormerName.objects.alias(pairs=Bigrams("name")).filter(containing(wanted))
        found = (firms.values(survivor=Coalesce("merged_into", "pk")) for firms in (by_code, by_name))
        renamed = by_former_name.values(survivor=Coalesce("enterprise__merged_into", "enterprise"))
        return self.filter(pk__in=renamed.union(*found))

    def with_tier(self, on: date) -> Self:
        """Annotate `tier`: the highest tier that a recognition in force on `on` gives, 0 when none does."""
        standing = (
            Q(recognitions__withdrawn_on=None)
            | Q(recognitions__withdrawn_on__gt=on)
            | Q(recognitions__withdrawn_known_on__gt=on)
        )
        titled = Enterprise.objects.filter(
            standing,
            pk=OuterRef("pk"),
            recognitions__valid_from__lte=on,
            recognitions__valid_until__gte=on,
            recognitions__known_on__lte=on,
            recognitions__programme__tier__isnull=False,
        )
        highest = titled.order_by("-recognitions__programme__tier").values("recognitions__programme__tier")[:1]
        return self.annotate(tier=Coalesce(Subquery(highest), 0))

    def operating(self, on: date) -> Self:
        """Firms that had not ended or moved out by `on`, nor were registered later, nor are another's second record.

        Of a firm that has ended we may not know when: it counts as ended on every day. Of one that has not, we may not
        know when it began: it counts as there.
        """
        begun = Q(registered_on=None) | Q(registered_on__lte=on)
        return self.unmerged().filter(begun, Q(ended_on__gt=on) | Q(ended_on=None, status__in=Enterprise.IN_BUSINESS))


@keeps_history
class Enterprise(models.Model):
    """A legal entity with a unified social credit code (GB 32100-2015)."""

    class Status(models.TextChoices):
        OPERATING = "operating", _("operating")
        SUSPENDED = "suspended", _("suspended")
        MOVED_OUT = "moved_out", _("moved out")
        REVOKED = "revoked", _("licence revoked")
        DISSOLVED = "dissolved", _("dissolved")

    IN_BUSINESS = (Status.OPERATING, Status.SUSPENDED)

    uscc = models.CharField(_("unified social credit code"), max_length=18, unique=True)
    registration_no = models.CharField(_("old registration number"), max_length=15, blank=True)
    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(_("legal form"), max_length=64, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    registered_capital = models.DecimalField(
        _("registered capital (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    registered_region = models.ForeignKey(
        "directory.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("registered region")
    )
    operating_region = models.ForeignKey(
        "directory.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("operating region"),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    business_scope = models.TextField(_("business scope"), blank=True)
    industry = models.ForeignKey(
        "directory.Industry",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("industry"),
    )
    technology_field = models.ForeignKey(
        "directory.TechnologyField",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name=_("technology field"),
    )
    chains = models.ManyToManyField("directory.IndustrialChain", blank=True, related_name="enterprises")
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OPERATING)
    ended_on = models.DateField(_("dissolved, revoked or moved out on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=64, blank=True)
    known_on = models.DateField(_("known on"), help_text=_("the day the bureau learned of the firm"))
    import_row = models.ForeignKey("intake.ImportRow", models.PROTECT, null=True, blank=True, related_name="+")
    is_synthetic = models.BooleanField(_("demo data, not a real firm"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_records", verbose_name=_("merged into")
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(OpClass(Bigrams(F("name")), name="array_ops"), name="enterprise_name_bigrams"),
            models.Index(fields=["uscc"], name="enterprise_uscc_prefix", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["name", "id"], name="enterprise_by_name"),
            models.Index(Spelling("name"), name="enterprise_by_spelling"),
            models.Index(fields=["registered_on", "id"], name="enterprise_by_registration"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(uscc__regex=r"^[0-9A-HJ-NP-RT-UW-Y]{18}$"), name="enterprise_uscc_shape"
            ),
            models.CheckConstraint(
                condition=Q(registration_no__regex=r"^([0-9]{15})?$"), name="enterprise_registration_no_shape"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="enterprise_has_a_name"),
            models.CheckConstraint(
                condition=Q(status__in=["operating", "suspended"], ended_on=None)
                | Q(status__in=["moved_out", "revoked", "dissolved"]),
                name="enterprise_operating_has_not_ended",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="enterprise_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.uscc})"


class FormerName(models.Model):
    """A name that the enterprise bore until a day (曾用名)."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    used_from = models.DateField(_("used from"), null=True, blank=True)
    used_until = models.DateField(_("used until"), null=True, blank=True)

    class Meta:
        ordering = ["-used_until", "pk"]
        indexes = [
            GinIndex(OpClass(Bigrams(F("name")), name="array_ops"), name="former_name_bigrams"),
            models.Index(Spelling("name"), name="former_name_by_spelling"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="former_name_once"),
            models.CheckConstraint(
                condition=Q(used_until=None) | Q(used_from=None) | Q(used_until__gte=F("used_from")),
                name="former_name_term_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history
class Contact(models.Model):
    """A person to speak to at an enterprise: personal data, shown masked unless a right says otherwise."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=64)
    position = models.CharField(_("position"), max_length=64, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    source = models.CharField(_("source"), max_length=64, blank=True)
    known_on = models.DateField(_("known on"))
    import_row = models.ForeignKey("intake.ImportRow", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["enterprise", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name")]

    def __str__(self) -> str:
        return self.name[:1] + "**"
