"""What the rulebooks would say of a firm if some measures were otherwise. Nothing is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from crm.enterprises.models import Enterprise
from scoring.explanations import NotOperating, versions_on
from scoring.facts import read_facts
from scoring.frame import frame
from scoring.measure_bounds import Bounds, Value, bounds_of, checked
from scoring.measure_ties import fixed, followers, refuse_fixed
from scoring.models import RulebookVersion
from scoring.projection import projected
from scoring.rulebook_versions import definition
from scoring.rulebooks.explain import explain_all
from scoring.rulebooks.explanation import CriterionStatus, Explanation
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.schema import Text
from scoring.snapshots import Measures, measures_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureNow:
    """A measure of a firm, who reads it, and what it could be; `bounds` are None of a yes or no.

    `fixed` says why no other value may be supposed; None where one may.
    """

    measure: Measure
    value: Value
    programmes: tuple[str, ...]
    bounds: Bounds | None
    fixed: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A measure that was given another value."""

    measure: Measure
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedCriterion:
    """A criterion that would stand otherwise."""

    id: str
    title: Text
    before: CriterionStatus
    after: CriterionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one rulebook says before and after."""

    rulebook: RulebookVersion
    before: Explanation
    after: Explanation

    @property
    def criteria(self) -> tuple[TurnedCriterion, ...]:
        """The criteria that turned."""
        return tuple(
            TurnedCriterion(id=one.id, title=one.title, before=one.status, after=other.status)
            for one, other in zip(self.before.criteria, self.after.criteria, strict=True)
            if one.status != other.status
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The changes asked for, what else follows from them, and what every rulebook in force would make of it."""

    as_of: date
    on: date
    changed: tuple[Changed, ...]
    followed: tuple[Changed, ...]
    rulebooks: tuple[Response, ...]


def measures_now(enterprise: Enterprise, as_of: date, on: date | None = None) -> tuple[MeasureNow, ...]:
    """What rulebooks in force on `as_of` read of the firm, in the order of the registry.

    :param on: a later day, of which what is known on `as_of` is carried forward; the same day unless given.
    :raises NotOperating: the firm did not operate on the day.
    """
    known = _measures(enterprise, as_of, on or as_of)
    readers: dict[str, list[str]] = {}
    for version in versions_on(as_of):
        for name in definition(version).measures():
            readers.setdefault(name, []).append(version.programme_id)
    return tuple(
        MeasureNow(
            measure=measure,
            value=known.get(name),
            programmes=tuple(readers[name]),
            bounds=bounds_of(measure),
            fixed=fixed(name, known),
        )
        for name, measure in MEASURES.items()
        if name in readers
    )


def what_if(enterprise: Enterprise, as_of: date, changes: Mapping[str, object], on: date | None = None) -> WhatIf:
    """Hold every rulebook in force against the firm as it is known, and as it would be with `changes`.

    :param changes: by measure, a number, a yes or no, or None for not known.
    :param on: a later day, as a gap plan means it: what is known on `as_of` is carried forward to it. The rulebooks
        are those in force on `as_of`.
    :raises NotAccepted: there is no such measure, or it cannot be that.
    :raises NotOperating: the firm did not operate on the day.
    """
    asked = checked(changes)
    known = _measures(enterprise, as_of, on or as_of)
    refuse_fixed(asked, known)
    followed = followers(asked, known)
    changed = {**known, **asked, **followed}
    would_be = {name: value for name, value in changed.items() if value is not None}
    versions = versions_on(as_of)
    rulebooks = [definition(version) for version in versions]
    before, after = (explain_all(measures, rulebooks, enterprise.pk) for measures in (known, would_be))
    return WhatIf(
        as_of=as_of,
        on=on or as_of,
        changed=tuple(_changed(asked, known)),
        followed=tuple(_changed(followed, known)),
        rulebooks=tuple(
            Response(rulebook=version, before=one, after=other)
            for version, one, other in zip(versions, before, after, strict=True)
        ),
    )


def _changed(values: Mapping[str, Value], known: Measures) -> Iterator[Changed]:
    for name, value in values.items():
        yield Changed(measure=MEASURES[name], before=known.get(name), after=value)


def _measures(enterprise: Enterprise, as_of: date, on: date) -> Measures:
    firms = Enterprise.objects.filter(pk=enterprise.pk)
    table = frame(as_of, firms) if on == as_of else projected(read_facts(firms, as_of), on, as_of).measures
    found = measures_of(table)
    if enterprise.pk not in found:
        raise NotOperating(on)
    return found[enterprise.pk]
