"""The cheapest way to meet a rulebook over the days on which it could be, alternatives, and what stands in the way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from scoring.rulebooks.planner.after import carried_out, establishing, evaluated
from scoring.rulebooks.planner.encode import Encoder
from scoring.rulebooks.planner.levers import Levers
from scoring.rulebooks.planner.loosening import loosened
from scoring.rulebooks.planner.obstacles import assumptions, obstacles
from scoring.rulebooks.planner.plans import GapPlan, Kind, Plan
from scoring.rulebooks.planner.solve import Unsolved, cheapest
from scoring.rulebooks.planner.start import Goal, Pull, Setting, Start
from scoring.rulebooks.row import Row
from scoring.rulebooks.schema import Rulebook

GOALS: tuple[Goal, ...] = ("certain", "possible")
_AT_LEAST: Mapping[Goal, int] = {"certain": 1, "possible": 0}
"""The verdict that a goal asks for, as a sign."""
OnDay = Callable[[date], Setting | None]
"""A firm on a day to come, None where it does not operate or no rulebook speaks."""


class PromiseBroken(RuntimeError):
    """The engine does not give the verdict that a plan promises: a fault in the planner, never shown as a plan."""


def needed(rulebook: Rulebook, levers: Levers) -> tuple[str, ...]:
    """Name the columns that planning reads."""
    return tuple(dict.fromkeys((*rulebook.measures(), *levers.measures(), "existing_years")))


def gap(
    settings: Sequence[Setting],
    levers: Levers,
    as_of: date,
    *,
    on_day: OnDay | None = None,
    alternatives: int = 2,
    reasons: bool = True,
) -> GapPlan:
    """Find what would have to change for a firm to meet a rulebook.

    Parameters
    ----------
    settings : the firm on the days that are planned for, the first of them `as_of`; columns as `needed` names them.
    levers : what can be done, at which effort.
    as_of : the day from which on levers are pulled.
    on_day : the firm on any day to come, None where there is nothing to plan for; with it plans are told for the
        earliest day on which they hold, not only for the days in `settings`.
    alternatives : how many plans to look for beside the cheapest and the earliest.
    reasons : also say what stands in the way where there is no plan, or none that makes it certain.

    Returns
    -------
    GapPlan, every plan of it held against the rulebook by the engine.

    Raises
    ------
    Unsolved, PromiseBroken
        A fault of the planner; the message says of what kind.
    """
    first = settings[0]
    verdict = int(first.evaluation.verdict()[first.at])
    if verdict > 0:
        return GapPlan(outcome="met", verdict=verdict, plans=(), obstacles=(), assumptions=())
    search = _Search(settings, levers, as_of, on_day)
    for goal in GOALS:
        if found := search.plans(goal, alternatives):
            unmet = obstacles(search.last("certain")) if reasons and goal == "possible" else ()
            return GapPlan(
                outcome=goal, verdict=verdict, plans=found, obstacles=unmet, assumptions=assumptions(first, found)
            )
    return GapPlan(
        outcome="out_of_reach",
        verdict=verdict,
        plans=(),
        obstacles=obstacles(search.last("possible")) if reasons else (),
        assumptions=assumptions(first, ()),
    )


@dataclass(frozen=True, slots=True)
class _Search:
    settings: Sequence[Setting]
    levers: Levers
    as_of: date
    on_day: OnDay | None

    def plans(self, goal: Goal, alternatives: int) -> tuple[Plan, ...]:
        """Return the cheapest plan, the earliest if that is another, and others without its main levers."""
        by_day = list(self._by_day(goal, self.levers))
        if not by_day:
            return ()
        best = self._sooner(_least(by_day), self.levers)
        plans = [best]
        if alternatives and by_day[0].ready_on < best.ready_on:
            plans.append(replace(self._sooner(by_day[0], self.levers), kind="earliest"))
        return (*plans, *self._others(goal, best, tuple(plans), alternatives))

    def _others(self, goal: Goal, best: Plan, known: Sequence[Plan], most: int) -> Iterable[Plan]:
        """Yield plans that do without the main lever of the cheapest, then also without theirs; none twice."""
        banned: frozenset[str] = frozenset()
        last = best
        for _ in range(most):
            if not last.steps:
                return
            banned |= {_main_lever(last)}
            levers = self.levers.without(banned)
            by_day = list(self._by_day(goal, levers, kind="alternative"))
            if not by_day:
                return
            last = self._sooner(_least(by_day), levers)
            if not any(_same(last, plan) for plan in known):
                yield last

    def last(self, goal: Goal) -> Start:
        """Return what can be decided on the last day, when most can."""
        return Start(self.settings[-1], self.levers, self.as_of, goal)

    def _by_day(self, goal: Goal, levers: Levers, kind: Kind = "cheapest") -> Iterable[Plan]:
        for setting in self.settings:
            if plan := plan_on(setting, levers, self.as_of, goal, kind=kind):
                yield plan

    def _sooner(self, plan: Plan, levers: Levers) -> Plan:
        """Return a plan of no more effort for the earliest day of the same year on which it holds.

        Where it does not hold as soon as its steps are done, the day is looked for on which it begins to.
        """
        first = max(date(plan.ready_on.year, 1, 1), self.as_of + timedelta(days=_lead(plan)))
        if self.on_day is None or first >= plan.ready_on:
            return plan
        return self._again(plan, levers, first) or self._again(plan, levers, self._turn(plan, first)) or plan

    def _again(self, plan: Plan, levers: Levers, day: date) -> Plan | None:
        setting = self._same_rules(plan, day)
        if setting is None or day >= plan.ready_on:
            return None
        found = plan_on(setting, levers, self.as_of, plan.outcome, kind=plan.kind)
        return found if found is not None and found.effort <= plan.effort else None

    def _turn(self, plan: Plan, bad: date) -> date:
        """Return a day on which the steps of the plan hold and on the day before do not, by halving."""
        good = plan.ready_on
        while (good - bad).days > 1:
            middle = bad + (good - bad) // 2
            setting = self._same_rules(plan, middle)
            holds = setting is not None and int(evaluated(setting, plan.after).verdict()[0]) >= _AT_LEAST[plan.outcome]
            bad, good = (bad, middle) if holds else (middle, good)
        return good

    def _same_rules(self, plan: Plan, day: date) -> Setting | None:
        setting = self.on_day(day) if self.on_day else None
        return setting if setting is not None and setting.evaluation.rulebook == plan.rulebook else None


def _lead(plan: Plan) -> int:
    """Return how many days the steps take that are done at any time before the day."""
    return max((step.lever.lead_days for step in plan.steps if step.year is None), default=0)


def plan_on(setting: Setting, levers: Levers, as_of: date, goal: Goal, *, kind: Kind = "cheapest") -> Plan | None:
    """Return the cheapest plan for one day, None if there is none.

    Raises
    ------
    Unsolved, PromiseBroken
    """
    start = Start(setting, levers, as_of, goal)
    tree = Encoder(start).verdict()
    if tree is False:
        return None
    trees = [tree, *start.rules()]
    decisions = cheapest([*trees, *start.plausible()], start.upper, start.cost)
    if decisions is None:
        return None
    established = loosened(start, decisions, establishing(start, decisions))
    pulled = ((decision, times) for decision, times in zip(start.decisions, decisions, strict=True) if times)
    pulls = [(decision, times) for decision, times in pulled if isinstance(decision, Pull)]
    after, steps = carried_out(setting, established, pulls)
    then = evaluated(setting, after)
    verdict = int(then.verdict()[0])
    if verdict < _AT_LEAST[goal]:
        programme = setting.evaluation.rulebook.programme
        raise PromiseBroken(f"{programme} on {setting.on}: promised {goal}, came to {verdict}.")
    return Plan(
        kind=kind,
        outcome=goal,
        ready_on=setting.on,
        effort=sum((cost * times for cost, times in zip(start.cost, decisions, strict=True)), Decimal(0)),
        steps=tuple(steps),
        establish=tuple(established),
        finding=levers.finding,
        open=() if verdict > 0 else Row(evaluation=then, at=0).missing_of_criteria(then.rulebook.criteria),
        verdict=verdict,
        after=after,
        rulebook=setting.evaluation.rulebook,
        carried=setting.carried & frozenset(setting.evaluation.rulebook.measures()),
    )


def _least(plans: Sequence[Plan]) -> Plan:
    return min(plans, key=lambda plan: (plan.effort, plan.ready_on))


def _same(one: Plan, other: Plan) -> bool:
    """Tell whether two plans ask for the same on the same day."""
    return (one.ready_on, one.steps, one.establish) == (other.ready_on, other.steps, other.establish)


def _main_lever(plan: Plan) -> str:
    return max(plan.steps, key=lambda step: (step.effort, step.lever.code)).lever.code


__all__ = ["PromiseBroken", "Unsolved", "gap", "needed", "plan_on"]
