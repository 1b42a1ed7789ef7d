"""Who controls a firm: an organisation, or a person of whom only the bureau's number is kept."""

from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.enterprises.history import keeps_history
from crm.enterprises.models.enterprise import Enterprise
from crm.enterprises.models.fact import Fact


class ControlQuerySet(models.QuerySet["Control"]):
    def with_controller(self) -> Self:
        """`controller`: the key of the firm on record that has the controller's code, or of what it was merged into."""
        bearer = Enterprise.objects.filter(uscc=OuterRef("controller_uscc"))
        return self.annotate(controller=Subquery(bearer.values_list(Coalesce("merged_into", "pk"))))


@keeps_history
class Control(Fact):
    """That somebody controls a firm (实际控制人, 控股股东), for a time."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("natural person")

    enterprise = models.ForeignKey("enterprises.Enterprise", models.PROTECT, related_name="controls")
    kind = models.CharField(_("kind of controller"), max_length=12, choices=Kind)
    controller_uscc = models.CharField(_("controller's unified social credit code"), max_length=18, blank=True)
    controller_name = models.CharField(
        _("controller's name"), max_length=200, blank=True, help_text=_("of an organisation; no person is named")
    )
    person_ref = models.CharField(
        _("number of the person"),
        max_length=32,
        blank=True,
        help_text=_("given by the bureau, such as ZR-0012; never a name or the number of a document"),
    )
    share = models.DecimalField(_("share of capital"), max_digits=7, decimal_places=6, null=True, blank=True)
    since = models.DateField(_("controlled since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_known_on = models.DateField(
        _("end known since"), null=True, blank=True, help_text=_("empty: since the fact itself")
    )

    objects = ControlQuerySet.as_manager()

    class Meta:
        ordering = ["enterprise", "-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "controller_uscc", "controller_name", "person_ref", "since"],
                name="control_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="organisation") | (Q(person_ref="") & ~Q(controller_uscc="", controller_name="")),
                name="control_organisation_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(kind="person")
                | Q(controller_uscc="", controller_name="", person_ref__regex=r"^[A-Z]{1,6}-[0-9]{1,8}$"),
                name="control_person_is_a_number",
            ),
            models.CheckConstraint(
                condition=Q(controller_uscc="") | Q(controller_uscc__regex=r"^[0-9A-HJ-NP-RT-UW-Y]{18}$"),
                name="control_uscc_shape",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1), name="control_share_is_of_a_whole"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="control_term_runs_forward"
            ),
            models.CheckConstraint(condition=Q(known_on__gte=F("since")), name="control_known_after_it_began"),
        ]
