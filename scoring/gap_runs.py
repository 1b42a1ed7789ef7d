"""Runs of gap plans over all firms: asking for one, how far it has come, and what the current one says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.db.models import Case, F, QuerySet, When
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from crm.accounts.models import User
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.errors import DomainError
from scoring.models import Gap, RulebookVersion, ScoringRun
from scoring.tasks import plan_gaps

EVERY_FIRM = "*"
BEHIND = 1e9
"""More than any effort."""


class NotForAllFirms(DomainError):
    """A run over all firms was asked for by somebody who may assess only some."""

    code = "gaps.not_all_firms"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRun:
    """How far the newest run has come; `queued`: one was asked for and has not begun."""

    state: Literal["none", "queued", "running", "done"]
    as_of: date | None = None
    total: int = 0
    done: int = 0
    left_out: int = 0
    """Gaps that are missing because the planner broke down over them."""
    started_at: datetime | None = None
    finished_at: datetime | None = None


def may_ask_for_gaps(by: User) -> bool:
    """Whether `by` may have plans made: they are made for all firms, so only who may assess all of them."""
    right = by.right("run", "assessment")
    return right is not None and right.scope == EVERY_FIRM


def ask_for_gaps(by: User) -> bool:
    """Have plans made for all firms soon; tells whether that was not asked for already.

    :raises NotForAllFirms: who asks may assess only some firms.
    """
    if not may_ask_for_gaps(by):
        raise NotForAllFirms(_("Only who may assess all firms can have plans made for all of them."))
    try:
        with transaction.atomic():  # the refusal is a broken constraint, which must not spoil the caller's transaction
            plan_gaps.defer()
    except AlreadyEnqueued:
        return False
    return True


def gap_run() -> GapRun:
    """The newest run; a job that waits to begin one comes before a run that is done."""
    newest = ScoringRun.objects.filter(kind=ScoringRun.Kind.GAPS).order_by("-started_at", "-pk").first()
    running = newest is not None and newest.state == ScoringRun.State.RUNNING
    waiting = ProcrastinateJob.objects.filter(task_name=plan_gaps.name, status="todo").exists()
    if newest is None or (waiting and not running):
        return GapRun(state="queued" if waiting else "none")
    return GapRun(
        state="running" if running else "done",
        as_of=newest.as_of,
        total=newest.total,
        done=newest.done,
        left_out=newest.left_out,
        started_at=newest.started_at,
        finished_at=newest.finished_at,
    )


def current_gaps(enterprises: EnterpriseQuerySet, on: date) -> "QuerySet[Gap]":
    """What the newest finished run says of `enterprises` under the rulebooks in force on `on`: others tell nothing.

    `toil` orders them: by effort, those that are only possible behind all that are certain; none without a plan.
    """
    run = ScoringRun.objects.current(ScoringRun.Kind.GAPS)
    in_force = RulebookVersion.objects.in_force(on).values("pk")
    toil = Case(When(outcome=Gap.Outcome.POSSIBLE, then=F("effort") + BEHIND), default=F("effort"))
    told = Gap.objects.filter(run=run, rulebook__in=in_force, enterprise__in=enterprises.values("pk"))
    return told.annotate(toil=toil)
