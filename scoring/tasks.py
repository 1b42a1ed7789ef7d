"""Jobs of scoring: each calls one service, can be run twice without harm, and goes on where it was cut off."""

import logging
from contextlib import suppress
from time import monotonic

from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from crm.errors import DomainError
from crm.intake.jobs import FACTS_CHANGED
from scoring.impact import TASK as PREVIEW_IMPACT
from scoring.impact import carry_out_preview, fail_preview
from scoring.model_watch import watch
from scoring.models import ScoringRun
from scoring.runs import advance, carry_out, open_run, prune_runs
from scoring.training_runs import CUT_OFF, fail_training
from scoring.training_runs import TASK as TRAIN_MODEL

LOG = logging.getLogger(__name__)
OUTAGE = (OperationalError, InterfaceError)
PREVIEW_RETRIES = TRAINING_RETRIES = 3
"""How often a preview or a training is tried again when the database does not answer."""
PLANNING_SECONDS = 20.0
"""How long gap plans are made before other jobs have their turn."""


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="nightly_scoring", lock="scoring")
def score_nightly(timestamp: int) -> None:
    """Assess and score all firms each night, as of the day that has begun, then plan how each closes its gaps."""
    del timestamp
    refresh()
    with suppress(AlreadyEnqueued):
        plan_gaps.defer()


@app.task(queueing_lock="refresh_scoring", lock="scoring")
def refresh_scores() -> None:
    """Assess and score all firms now, e.g. after an import."""
    refresh()


@app.task(queueing_lock="gap_plans", lock="gap_plans")
def plan_gaps() -> None:
    """Make gap plans for a while, and queue the rest behind the jobs that wait: all firms take many minutes."""
    until = monotonic() + PLANNING_SECONDS
    run = advance(open_run(ScoringRun.Kind.GAPS, localdate()))
    while run.state == ScoringRun.State.RUNNING and monotonic() < until:
        run = advance(open_run(ScoringRun.Kind.GAPS, localdate()))  # a new one if levers or facts changed meanwhile
    if run.state == ScoringRun.State.DONE:
        prune_runs()
        return
    with suppress(AlreadyEnqueued):
        plan_gaps.defer()


@app.task(queueing_lock="watch_models", lock="watch_models")
def watch_models() -> None:
    """Look at the models in use: whether firms or their likelihoods drift, and how what was foretold came out."""
    run = ScoringRun.objects.current(ScoringRun.Kind.SCORE)
    if run:
        watch(run)


@app.task(name=FACTS_CHANGED)
def follow_facts() -> None:
    """Have all firms assessed and scored again: intake tells by this job that facts changed, in its own transaction."""
    with suppress(AlreadyEnqueued):
        refresh_scores.defer()


@app.task(
    name=PREVIEW_IMPACT,
    retry=RetryStrategy(max_attempts=PREVIEW_RETRIES, wait=5, retry_exceptions=OUTAGE),
    pass_context=True,
)
def preview_impact(context: JobContext, preview_id: int, language: str | None) -> None:
    """Work out what a draft of a rulebook would change; whatever ends that is told to who asked.

    An outage ends it only when it has been tried again often enough; if even that cannot be written down, nobody works
    on the preview any more, and who asks for it again begins anew.
    """
    with translation.override(language):
        try:
            carry_out_preview(preview_id)
        except OUTAGE:
            if context.job.attempts >= PREVIEW_RETRIES:
                fail_preview(preview_id, _broken_off())
            raise
        except DomainError as refused:
            fail_preview(preview_id, refused.message)
        except Exception:
            fail_preview(preview_id, _broken_off())
            raise


@app.task(
    name=TRAIN_MODEL,
    retry=RetryStrategy(max_attempts=TRAINING_RETRIES, wait=5, retry_exceptions=OUTAGE),
    pass_context=True,
)
def train_model(context: JobContext, run_id: int) -> None:
    """Train a model that somebody asked for; what breaks it off is in the log, and told to who asked.

    One whose worker was cut off again and again is what cuts it off: it is given up.
    """
    if context.job.attempts > TRAINING_RETRIES:
        LOG.error("training run %s was cut off %s times and is given up", run_id, context.job.attempts)
        fail_training(run_id, CUT_OFF)
        return
    from scoring.training.carrying import carry_out_training  # loads scikit-learn, for which no web page waits

    try:
        carry_out_training(run_id)
    except OUTAGE:
        if context.job.attempts >= TRAINING_RETRIES:
            fail_training(run_id)
        raise
    except Exception:
        fail_training(run_id)
        raise


def _broken_off() -> str:
    return _("This broke off for a reason on our side, which is on record. Try once more.")


def refresh() -> None:
    """Both passes, in their order; runs that nobody looks at any more go, and the models are looked at by a job."""
    for kind in (ScoringRun.Kind.ASSESS, ScoringRun.Kind.SCORE):
        carry_out(open_run(kind, localdate()))
    prune_runs()
    ask_for_watch()


def ask_for_watch() -> None:
    """Have the models looked at: firms were scored."""
    with suppress(AlreadyEnqueued), transaction.atomic():  # the refusal must not spoil the caller's transaction
        watch_models.defer()
