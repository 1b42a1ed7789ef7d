"""Taking a published version back, and reinstating it: who may publish does either in one action, for a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.errors import DomainError
from scoring.models import RulebookVersion
from scoring.refreshing import ask_for_refresh
from scoring.replanning import ask_for_plans
from scoring.rulebook_publishing import NoteMissing, OwnDraft
from scoring.rulebook_versions import definition
from scoring.rulebooks.schema import Criterion, Group


class NotPublished(DomainError):
    """A version that calls itself a draft decides nothing; there is nothing to take back."""

    code = "rulebook.not_published"


class AlreadyWithdrawn(DomainError):
    code = "rulebook.withdrawn"


class NotWithdrawn(DomainError):
    code = "rulebook.not_withdrawn"


class ReferredTo(DomainError):
    """A version in force, or one to come, takes its criteria over from this one."""

    code = "rulebook.referred_to"


class RefersToWithdrawn(DomainError):
    """The version takes criteria over from one that is withdrawn."""

    code = "rulebook.refers_to_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What withdrawing a version would do: it decides today or not, who decides in its place, who rests on it."""

    decides: bool
    successor: RulebookVersion | None
    referring: tuple[RulebookVersion, ...]


def withdrawal_of(version: RulebookVersion, on: date) -> Withdrawal:
    """What withdrawing `version` would do on `on`."""
    in_force = RulebookVersion.objects.in_force(on).filter(programme=version.programme_id).first()
    decides = in_force is not None and in_force.pk == version.pk
    return Withdrawal(
        decides=decides,
        successor=_next_in_force(version, on) if decides else None,
        referring=tuple(_resting_on(version, on)),
    )


@transaction.atomic
def withdraw_version(*, version_id: int, by: User, on: date, reason: str) -> RulebookVersion:
    """Take a version back: the one before it decides again, on all days; all firms are assessed again by a job.

    :raises NoteMissing: there is no reason.
    :raises NotPublished, AlreadyWithdrawn: it decides nothing anyway.
    :raises ReferredTo: a version that decides, or is to decide, takes its criteria over.
    """
    version = RulebookVersion.objects.select_for_update().get(pk=version_id)
    if not reason.strip():
        raise NoteMissing(_("Say why the version is withdrawn: whoever looks it up later reads it."))
    if version.status == RulebookVersion.Status.DRAFT:
        raise NotPublished(_("%(version)s ships as a draft and decides nothing.") % {"version": str(version)})
    if version.withdrawn_at:
        raise AlreadyWithdrawn(_("%(version)s is withdrawn already.") % {"version": str(version)})
    if referring := [str(other) for other in _resting_on(version, on)]:
        message = _("%(others)s takes over the criteria of %(version)s. Publish a version of it that does not, first.")
        raise ReferredTo(message % {"others": ", ".join(referring), "version": str(version)}, referring=referring)
    version.withdrawn_at, version.withdrawn_by, version.withdrawn_because = timezone.now(), by, reason
    version.reinstated_at, version.reinstated_by, version.reinstated_because = None, None, ""
    return _kept(version)


@transaction.atomic
def reinstate_version(*, version_id: int, by: User, reason: str) -> RulebookVersion:
    """Have a withdrawn version decide again where its term says so; all firms are assessed again by a job.

    :raises NoteMissing: there is no reason.
    :raises NotWithdrawn: it was not taken back.
    :raises OwnDraft: `by` wrote it, and nobody puts their own version in force.
    :raises RefersToWithdrawn: it takes over criteria of a version that is withdrawn itself.
    """
    version = RulebookVersion.objects.select_for_update().get(pk=version_id)
    if not reason.strip():
        raise NoteMissing(_("Say why the version is reinstated: whoever looks it up later reads it."))
    if not version.withdrawn_at:
        raise NotWithdrawn(_("%(version)s is not withdrawn.") % {"version": str(version)})
    if version.author_id == by.pk:
        raise OwnDraft(_("You wrote this version, so another person has to decide on it."))
    gone = {str(other) for other in RulebookVersion.objects.exclude(withdrawn_at=None)} & references(version)
    if gone:
        message = _("%(version)s takes over the criteria of %(others)s, which is withdrawn. Reinstate that one first.")
        raise RefersToWithdrawn(message % {"version": str(version), "others": ", ".join(sorted(gone))})
    version.reinstated_at, version.reinstated_by, version.reinstated_because = timezone.now(), by, reason
    version.withdrawn_at, version.withdrawn_by, version.withdrawn_because = None, None, ""
    return _kept(version)


def references(version: RulebookVersion) -> frozenset[str]:
    """The versions (programme@version) whose criteria `version` takes over, directly or by way of another."""
    return frozenset(_references(definition(version).criteria))


def _references(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        if isinstance(criterion.clause, Group):
            if criterion.clause.of:
                yield criterion.clause.of
            yield from _references(criterion.clause.members)


def _resting_on(version: RulebookVersion, on: date) -> Iterator[RulebookVersion]:
    """Yield the versions in force on `on`, and those to come, that take over the criteria of `version`."""
    to_come = Q(effective_from__gt=on, withdrawn_at=None) & ~Q(status=RulebookVersion.Status.DRAFT)
    in_force = Q(pk__in=RulebookVersion.objects.in_force(on).values("pk"))
    for other in RulebookVersion.objects.filter(in_force | to_come).exclude(pk=version.pk).order_by("pk"):
        if str(version) in references(other):
            yield other


def _next_in_force(version: RulebookVersion, on: date) -> RulebookVersion | None:
    """What would decide on `on` if `version` did not."""
    covers = Q(effective_until=None) | Q(effective_until__gte=on)
    others = RulebookVersion.objects.filter(covers, programme=version.programme_id, effective_from__lte=on)
    published = others.filter(withdrawn_at=None).exclude(status=RulebookVersion.Status.DRAFT).exclude(pk=version.pk)
    return published.order_by("-effective_from", "-pk").first()


def _kept(version: RulebookVersion) -> RulebookVersion:
    names = ("at", "by", "because")
    version.save(update_fields=[f"{what}_{name}" for what in ("withdrawn", "reinstated") for name in names])
    ask_for_refresh()
    ask_for_plans()
    return version
