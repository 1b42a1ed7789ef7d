"""The cultivation path of one firm (培育路径): which steps it holds, held, and comes to next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crm.enterprises.models import Enterprise
from crm.programmes.models import Programme, Recognition

State = Literal["held", "held_before", "next", "ahead", "passed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One tier of the path. `since` and `until` are the term in force, else the last one there was."""

    programme: Programme
    state: State
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """All steps, from the lowest tier up, and the tier that the firm has."""

    tier: int
    steps: tuple[Step, ...]


def path_of(enterprise: Enterprise, on: date) -> Path:
    """Where `enterprise` is on the path on `on`, by what was known then."""
    programmes = Programme.objects.filter(tier__isnull=False).order_by("tier")
    known = enterprise.recognitions.known_on(on).filter(valid_from__lte=on).order_by("programme__tier", "valid_until")
    terms = list(known)
    held = {term.programme_id for term in terms if _in_force(term, on)}
    tier = max((programme.tier or 0 for programme in programmes if programme.code in held), default=0)
    return Path(
        tier=tier, steps=tuple(_step(programme, terms, tier, programme.code in held, on) for programme in programmes)
    )


def _in_force(term: Recognition, on: date) -> bool:
    withdrawn = _withdrawn(term, on)
    return term.valid_until >= on and (withdrawn is None or withdrawn > on)


def _withdrawn(term: Recognition, on: date) -> date | None:
    """When the title was withdrawn, as far as that was known on the day."""
    known_on = term.withdrawn_known_on
    return term.withdrawn_on if known_on is None or known_on <= on else None


def _step(programme: Programme, terms: Sequence[Recognition], tier: int, is_held: bool, on: date) -> Step:
    own = [term for term in terms if term.programme_id == programme.code]
    last = own[-1] if own else None
    return Step(
        programme=programme,
        state=_state(programme.tier or 0, tier, is_held=is_held, was_held=bool(own)),
        since=last.valid_from if last else None,
        until=_end(last, on) if last else None,
    )


def _state(step: int, tier: int, *, is_held: bool, was_held: bool) -> State:
    if is_held:
        return "held"
    if step == tier + 1:
        return "next"
    if was_held:
        return "held_before"
    return "passed" if step < tier else "ahead"


def _end(term: Recognition, on: date) -> date:
    withdrawn = _withdrawn(term, on)
    return min(term.valid_until, withdrawn) if withdrawn else term.valid_until
