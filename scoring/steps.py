"""The worklist as it is read: the current run's priorities, each with where the firm stands."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import QuerySet

from crm.accounts.models import User
from crm.casework.models import Portfolio
from crm.enterprises.models import Enterprise
from scoring.likelihood.targets import TARGETS
from scoring.models import Priority, ScoringRun
from scoring.queries import Standing, standings


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep(Standing):
    """One row of the worklist."""

    priority: Priority
    caseworker: User | None

    @property
    def verdict(self) -> str | None:
        """The verdict under the rulebook of the step's programme."""
        assessment = self.verdicts.get(self.priority.programme_id)
        return assessment.verdict if assessment else None

    @property
    def likelihood(self) -> float | None:
        """The likelihood of the target that the step's programme is about."""
        about = (target.key for target in TARGETS.values() if target.programme == self.priority.programme_id)
        return self.likelihoods.get(next(about, ""))


def current_priorities(enterprises: "QuerySet[Enterprise]") -> "QuerySet[Priority]":
    """What the current run says is to be done next with each of `enterprises`."""
    current = ScoringRun.objects.filter(kind=ScoringRun.Kind.SCORE, state=ScoringRun.State.DONE).order_by(
        "-as_of", "-pk"
    )
    return Priority.objects.filter(run=current.values("pk")[:1], enterprise__in=enterprises.values("pk"))


def next_steps(priorities: Sequence[Priority], on: date) -> list[NextStep]:
    """Where the firms of `priorities` stand on `on`, in their order, by as many queries however many they are."""
    standing_of = {one.enterprise.pk: one for one in standings([row.enterprise for row in priorities], on)}
    open_portfolios = Portfolio.objects.filter(until=None, enterprise__in=list(standing_of)).select_related(
        "caseworker"
    )
    caseworkers = {row.enterprise_id: row.caseworker for row in open_portfolios}
    return [
        NextStep(
            **{field.name: getattr(standing_of[row.enterprise_id], field.name) for field in fields(Standing)},
            priority=row,
            caseworker=caseworkers.get(row.enterprise_id),
        )
        for row in priorities
    ]
