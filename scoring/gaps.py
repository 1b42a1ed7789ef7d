"""Gap plans of firms: one in full when somebody looks, the cheapest of all in a run."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.bulk import copy_in
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from crm.programmes.models import Programme
from scoring.explanations import NotOperating
from scoring.facts import Facts, read_facts
from scoring.gap_days import Days, Planned
from scoring.levers import levers_in_use
from scoring.models import Gap, RulebookVersion, ScoringRun
from scoring.rulebook_versions import definition
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.planner.planner import PromiseBroken, Unsolved, gap
from scoring.rulebooks.planner.plans import GapPlan, Plan

logger = logging.getLogger(__name__)

COLUMNS = ("run_id", "enterprise_id", "rulebook_id", "outcome", "effort", "ready_on", "steps")
PLANNER_FAULTS = (PromiseBroken, Unsolved)
APPLIED_FOR = (Programme.Kind.RECOGNITION, Programme.Kind.PLATFORM, Programme.Kind.LOAN, Programme.Kind.SUBSIDY)
"""Programmes that a firm applies for, and that a run therefore plans for; the others are planned for when asked."""


class NoRulebook(DomainError):
    """The programme has no rulebook with criteria on the day, so there is nothing to plan for."""

    code = "gap.no_rulebook"
    status = 404

    def __init__(self, programme: str, day: date) -> None:
        super().__init__(
            _("%(programme)s has no rulebook with conditions on %(day)s.") % {"programme": programme, "day": day}
        )


class NotPlanned(DomainError):
    """The planner broke down over this firm: a fault of ours, on record, and no plan is better than a wrong one."""

    code = "gap.not_planned"
    status = 422

    def __init__(self, rulebook: RulebookVersion) -> None:
        super().__init__(
            _(
                "No plan for %(programme)s can be told for this firm: what was found did not hold when it was checked "
                "against the rulebook. This is a fault on our side and on record; other pages are not touched by it."
            )
            % {"programme": rulebook.programme_id}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmGap:
    """The gap of one firm to the rulebook of a programme that is in force on a day."""

    programme: Programme
    rulebook: RulebookVersion
    as_of: date
    gap: GapPlan


def gap_of(enterprise: Enterprise, programme: str, as_of: date) -> FirmGap:
    """Plan how one firm would meet a programme's rulebook, on what was known on `as_of`.

    :raises NoRulebook: none with criteria is in force on the day.
    :raises NotOperating: the firm did not operate on the day.
    :raises NotPlanned: the planner broke down over it.
    """
    version = RulebookVersion.objects.in_force(as_of).filter(programme=programme).select_related("programme").first()
    if version is None or not definition(version).criteria:
        raise NoRulebook(programme, as_of)
    levers = levers_in_use()
    planned = Planned(programme, levers, Days(read_facts(Enterprise.objects.filter(pk=enterprise.pk), as_of), as_of))
    settings = dict(planned.firms()).get(enterprise.pk)
    if settings is None:
        raise NotOperating(as_of)
    try:
        found = gap(settings, levers, as_of, on_day=partial(planned.on, firm=enterprise.pk))
    except PLANNER_FAULTS as fault:
        logger.exception("No gap plan of firm %s under %s", enterprise.pk, version)
        raise NotPlanned(version) from fault
    return FirmGap(programme=version.programme, rulebook=version, as_of=as_of, gap=found)


def planned_for(versions: "QuerySet[RulebookVersion]") -> list[RulebookVersion]:
    """Those rulebooks that a run plans for: of what firms apply for, with criteria, no reference standards."""
    active = versions.filter(status=RulebookVersion.Status.ACTIVE, programme__kind__in=APPLIED_FOR)
    return [version for version in active.order_by("programme_id") if definition(version).criteria]


def store_gaps(run: ScoringRun, facts: Facts) -> int:
    """Plan for the firms of one chunk under each rulebook, and store the cheapest plan of each under `run`.

    :returns: how many gaps are left out because the planner broke down; each is on record with firm and programme.
    """
    levers, days, left_out = levers_in_use(), Days(facts, run.as_of), _LeftOut()
    for version in planned_for(run.rulebooks.all()):
        planned = Planned(version.programme_id, levers, days)
        rows = list(_rows(run, version, planned, left_out))  # asks the database, which no COPY under way lets in
        copy_in(Gap, COLUMNS, rows)
    return left_out.count


@dataclass(slots=True)
class _LeftOut:
    """How many gaps a chunk left out."""

    count: int = 0


def _rows(
    run: ScoringRun, version: RulebookVersion, planned: Planned, left_out: _LeftOut
) -> Iterator[tuple[object, ...]]:
    """A row a firm; one for which the planner breaks down has none: better no plan than one that does not hold."""
    for firm, settings in planned.firms():
        on_day = partial(planned.on, firm=firm)
        try:
            found = gap(settings, planned.levers, run.as_of, on_day=on_day, alternatives=0, reasons=False)
        except PLANNER_FAULTS:
            logger.exception("No gap plan of firm %s under %s", firm, version)
            left_out.count += 1
        else:
            yield _row(run, version, firm, found)


def _row(run: ScoringRun, version: RulebookVersion, enterprise: int, found: GapPlan) -> tuple[object, ...]:
    plan = found.plans[0] if found.plans else None
    effort, ready = (float(plan.effort), plan.ready_on) if plan else (None, None)
    return run.pk, enterprise, version.pk, found.outcome, effort, ready, _steps(plan) if plan else []


def _steps(plan: Plan) -> list[dict[str, Any]]:
    """The steps of a plan in short, in both languages: what a list shows without planning again."""
    pulled = [
        {
            "lever": step.lever.code,
            "zh": step.lever.title.zh,
            "en": step.lever.title.en,
            "year": step.year,
            "steps": step.steps,
            "amount": float(step.amount),
            "unit": step.lever.unit,
        }
        for step in plan.steps
    ]
    found_out = [
        {
            "lever": plan.finding.code,
            "zh": MEASURES[fact.measure].zh,
            "en": MEASURES[fact.measure].en,
            "year": None,
            "steps": 1,
            "amount": None,
            "unit": MEASURES[fact.measure].unit,
        }
        for fact in plan.establish
    ]
    return [*pulled, *found_out]
