"""Jobs of scoring: each calls one service, can be run twice without harm, and goes on where it was cut off."""

from contextlib import suppress

from django.utils.timezone import localdate
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from crm.intake.jobs import FACTS_CHANGED
from scoring.models import ScoringRun
from scoring.runs import carry_out, open_run, prune_runs


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="nightly_scoring", lock="scoring")
def score_nightly(timestamp: int) -> None:
    """Assess and score all firms each night, as of the day that has begun."""
    del timestamp
    refresh()


@app.task(queueing_lock="refresh_scoring", lock="scoring")
def refresh_scores() -> None:
    """Assess and score all firms now, e.g. after an import."""
    refresh()


@app.task(name=FACTS_CHANGED)
def follow_facts() -> None:
    """Have all firms assessed and scored again: intake tells by this job that facts changed, in its own transaction."""
    with suppress(AlreadyEnqueued):
        refresh_scores.defer()


def refresh() -> None:
    """Both passes, in their order; runs that nobody looks at any more go."""
    for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
        carry_out(open_run(kind, localdate()))
    prune_runs()
