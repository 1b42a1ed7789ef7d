"""What people who know a firm think of its likelihood, beside what the model says: made, confirmed, ended.

Nothing here touches a likelihood, and nothing that computes likelihoods touches an override: it stands until its day,
until somebody ends it, or until somebody thinks otherwise again. Of a record that was merged into a firm they count as
the firm's own.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring.likelihood.targets import TARGETS
from scoring.models import Likelihood, LikelihoodOverride, ScoringRun
from scoring.written import readable

SHORTEST_REASON = 10
"""Characters: less than a sentence tells nobody anything."""
LONGEST_REASON = 400
LONGEST_STAY = timedelta(days=366)
"""What somebody knows of a firm does not hold for longer."""


class NoSuchTarget(DomainError):
    """Nothing is foretold under this name."""

    code = "likelihood.no_such_target"
    status = 404


class NoProbability(DomainError):
    """What was given is no probability."""

    code = "override.no_probability"
    status = 400


class ReasonTooShort(DomainError):
    """The reason says nothing, or more than anybody reads."""

    code = "override.reason"
    status = 400


class UntilOutOfBounds(DomainError):
    """The last day is over already, or too far ahead."""

    code = "override.until"
    status = 400


class OverrideEnded(DomainError):
    """The override does not stand any more."""

    code = "override.ended"


class OverrideConfirmed(DomainError):
    """Somebody has confirmed the override already."""

    code = "override.confirmed"


class OwnOverride(DomainError):
    """Who made an override does not confirm it."""

    code = "override.own"
    status = 403


def overrides_of(enterprise: Enterprise, target: str | None = None) -> "QuerySet[LikelihoodOverride]":
    """All overrides of a firm and of the records merged into it, the newest first; of one target if it is named."""
    of_it = Q(enterprise=enterprise) | Q(enterprise__merged_into=enterprise)
    of_target = Q() if target is None else Q(target=target)
    made = LikelihoodOverride.objects.filter(of_it, of_target)
    return made.select_related("made_by", "confirmed_by", "ended_by").order_by("-made_at", "-pk")


def stands(override: LikelihoodOverride, on: date) -> bool:
    """Whether an override counts on a day: nobody has ended it, and its last day is not over."""
    return override.ended_at is None and override.until >= on


def standing_overrides(enterprise: Enterprise, on: date) -> dict[str, LikelihoodOverride]:
    """By target the override of a firm that stands on `on`; the newest, where a merge brought two together."""
    open_ones = overrides_of(enterprise).filter(ended_at=None, until__gte=on)
    return {one.target: one for one in open_ones.order_by("made_at", "pk")}


@transaction.atomic
def make_override(
    *, enterprise: Enterprise, target: str, probability: float, reason: str, until: date, by: User, on: date
) -> LikelihoodOverride:
    """Put down what `by` thinks of a firm's likelihood, until a day; it takes the place of the one that stood before.

    One of a record that was merged into the firm is not ended: it is the record's own, should the merge be undone, and
    the newest of all is the one that speaks.

    :param on: today.
    :raises NoSuchTarget, NoProbability, ReasonTooShort, UntilOutOfBounds: it cannot be taken down so.
    """
    _refuse_unknown(target)
    _refuse_improbable(probability)
    said = _sensible(reason)
    _refuse_out_of_bounds(until, on)
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)  # two at once: one after the other
    for former in LikelihoodOverride.objects.filter(enterprise=enterprise, target=target, ended_at=None):
        _end(former, by, note=_("replaced by a newer one"))
    return LikelihoodOverride.objects.create(
        enterprise=enterprise,
        target=target,
        probability=probability,
        model_probability=_said_by_the_model(enterprise, target),
        reason=said,
        until=until,
        made_by=by,
    )


@transaction.atomic
def confirm_override(*, override_id: int, by: User, on: date) -> LikelihoodOverride:
    """Say that somebody else thinks so too.

    :raises OverrideEnded, OverrideConfirmed: there is nothing to confirm.
    :raises OwnOverride: `by` made it.
    """
    override = _locked(override_id)
    if override.made_by_id == by.pk:
        raise OwnOverride(_("You made this override, so another person has to confirm it."))
    if not stands(override, on):
        raise OverrideEnded(_("This override does not stand any more, so it cannot be confirmed. Make a new one."))
    if override.confirmed_by_id is not None:
        raise OverrideConfirmed(_("This override has been confirmed already."))
    override.confirmed_by, override.confirmed_at = by, timezone.now()
    override.save(update_fields=["confirmed_by", "confirmed_at"])
    return override


@transaction.atomic
def end_override(*, override_id: int, by: User, note: str) -> LikelihoodOverride:
    """Take an override back before its day; what was thought stays on record.

    :raises OverrideEnded: somebody has ended it already.
    """
    override = _locked(override_id)
    if override.ended_at is not None:
        raise OverrideEnded(_("This override has been ended already."))
    _end(override, by, note=note.strip())
    return override


def may_confirm(override: LikelihoodOverride, user: User, on: date) -> bool:
    """Whether `user` may confirm an override of a firm that `user` sees."""
    waits = stands(override, on) and override.confirmed_by_id is None
    return waits and override.made_by_id != user.pk and user.may("approve", "score_override")


def may_end(override: LikelihoodOverride, user: User) -> bool:
    """Whether `user` may end an override of a firm that `user` sees."""
    return override.ended_at is None and user.may("update", "score_override")


def _end(override: LikelihoodOverride, by: User, *, note: str) -> None:
    override.ended_by, override.ended_at, override.end_note = by, timezone.now(), note
    override.save(update_fields=["ended_by", "ended_at", "end_note"])


def _locked(override_id: int) -> LikelihoodOverride:
    return LikelihoodOverride.objects.select_for_update(of=("self",)).get(pk=override_id)


def _said_by_the_model(enterprise: Enterprise, target: str) -> float | None:
    run = ScoringRun.objects.current(ScoringRun.Kind.SCORE)
    given = Likelihood.objects.filter(run=run, enterprise=enterprise, target=target) if run else None
    return given.values_list("probability", flat=True).first() if given is not None else None


def _refuse_unknown(target: str) -> None:
    if target not in TARGETS:
        raise NoSuchTarget(_("Nothing is foretold under the name %(target)s.") % {"target": target})


def _refuse_improbable(probability: float) -> None:
    if not 0 <= probability <= 1:  # NaN is not within, either
        raise NoProbability(_("A probability lies between 0 and 1; this is %(value)s.") % {"value": probability})


def _sensible(reason: str) -> str:
    said, found = reason.strip(), readable(reason)
    if not SHORTEST_REASON <= found <= len(said) <= LONGEST_REASON:
        raise ReasonTooShort(
            _("The reason has %(found)s characters; write %(least)s to %(most)s, so that others can follow it.")
            % {
                "found": found,
                "least": SHORTEST_REASON,
                "most": LONGEST_REASON,
            }
        )
    return said


def _refuse_out_of_bounds(until: date, on: date) -> None:
    last = on + LONGEST_STAY
    if not on <= until <= last:
        raise UntilOutOfBounds(
            _("An override stands until a day from %(first)s to %(last)s; %(until)s is not one of them.")
            % {"first": on, "last": last, "until": until}
        )
