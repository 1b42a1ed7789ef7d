"""From which day a text would decide if it became a version today, and whose place it would take."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.errors import DomainError
from scoring.models import RulebookVersion
from scoring.rulebooks.schema import Rulebook

YEARS_AHEAD = 3
"""So far ahead it can be said what a version would change: beyond that, little of what is known today still speaks."""


class NeverInForce(DomainError):
    """The version would decide on no day to come."""

    code = "draft.never_in_force"


def decides_from(rulebook: Rulebook, on: date) -> date | None:
    """The first day from `on` on which the text would decide, were it published on `on`; None if it never would.

    It does not on days on which a version speaks that begins later than it: the newest one that covers the day decides.
    """
    if rulebook.status == "draft":
        return None
    day: date | None = max(on, rulebook.effective_from)
    for newer in _begun_later(rulebook, on):
        if day is not None and newer.effective_from <= day and _covers(newer.effective_until, day):
            day = newer.effective_until + timedelta(days=1) if newer.effective_until else None
    return day if day is not None and _covers(rulebook.effective_until, day) else None


def previewed_on(rulebook: Rulebook, on: date) -> date:
    """The day as of which it is worked out on `on` what the text would change: when it would begin to decide."""
    furthest = date(on.year + YEARS_AHEAD, 1, 1)
    return min(decides_from(rulebook, on) or max(on, rulebook.effective_from), furthest)


def in_force_on(programme: str, day: date) -> RulebookVersion | None:
    """The version of a programme that decides on `day`."""
    return RulebookVersion.objects.in_force(day).filter(programme=programme).first()


def refuse_never_in_force(rulebook: Rulebook, on: date) -> None:
    """Refuse a text that would never decide.

    :raises NeverInForce: it would not; why not is said.
    """
    if decides_from(rulebook, on) is not None:
        return
    until = rulebook.effective_until
    if until is not None and until < on:
        message = _("Its term ended on %(until)s, so this version would never decide. Correct `effective_until`.")
        raise NeverInForce(message % {"until": until})
    newest = _begun_later(rulebook, on)[-1]
    message = _(
        "%(version)s begins on %(begins)s, later than %(draft)s, and decides wherever this version could: it never "
        "would. Correct `effective_from`, or have the other version withdrawn first."
    )
    raise NeverInForce(
        message % {"version": str(newest), "begins": newest.effective_from, "draft": rulebook.effective_from}
    )


def _begun_later(rulebook: Rulebook, on: date) -> list[RulebookVersion]:
    """The versions that speak before the text wherever they cover a day to come, in the order of their ends."""
    lasting = Q(effective_until=None) | Q(effective_until__gte=on)
    published = RulebookVersion.objects.exclude(status=RulebookVersion.Status.DRAFT).filter(
        lasting, programme=rulebook.programme, withdrawn_at=None, effective_from__gt=rulebook.effective_from
    )
    return sorted(published, key=lambda one: (one.effective_until or date.max, one.effective_from))


def _covers(until: date | None, day: date) -> bool:
    return until is None or day <= until
