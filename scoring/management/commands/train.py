"""`./tidu train`: train the likelihood models on past years, several targets side by side."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from crm.accounts.models import User
from scoring.likelihood.targets import TARGETS, Target
from scoring.management.people import person
from scoring.model_files import untrained_targets
from scoring.models import ModelVersion, TrainingRun
from scoring.training_runs import begin_training, fail_training, open_training, targets_without_need, working_on


class Command(BaseCommand):
    help = "Train a model for each target on yearly snapshots. None is in use before another person has promoted it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        parser.add_argument("--target", choices=TARGETS, action="append", help="only this target (default: all)")
        parser.add_argument("--by", type=person, help="who answers for it (user name); without, nobody can promote it")
        parser.add_argument("--today", type=date.fromisoformat, help="the day to stand on (YYYY-MM-DD; default: today)")
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="leave targets alone that have a model, or were refused one and nothing was imported since",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train what is wanted; what was refused is said, what broke off makes the command fail."""
        _refuse_without_right(options["by"])
        wanted = _wanted(only=options["target"], if_missing=options["if_missing"])
        if not wanted:
            self.stdout.write("models: nothing to train")
            return
        today = options["today"] or localdate()
        failed = []
        with ExitStack() as held:
            for run in _trained(self._opened(wanted, options["by"], today, held), today):
                self._tell(run)
                if run.state == TrainingRun.State.FAILED:
                    failed.append(run.target)
        if failed:
            raise CommandError(f"training broke off: {', '.join(failed)}; the log says why")

    def _opened(self, targets: Sequence[Target], by: User | None, today: date, held: ExitStack) -> list[TrainingRun]:
        """A run for each target that nobody else is training, with its lock held until the command ends."""
        opened = []
        for target in targets:
            with transaction.atomic():  # nobody sees the run before its lock is held, and takes it for abandoned
                run = open_training(target, by=by, as_of=today)
                begun = run is not None and held.enter_context(working_on(run.pk)) and begin_training(run.pk)
            if run is None or not begun:
                self.stdout.write(f"{target.key}: is being trained already")
                continue
            held.callback(fail_training, run.pk)  # whatever has not ended by then was cut off
            opened.append(run)
        return opened

    def _tell(self, run: TrainingRun) -> None:
        self.stdout.write(f"  {_outcome(run)}")
        self.stdout.flush()


def _refuse_without_right(by: User | None) -> None:
    if by and not by.may("run", "model_version"):
        raise CommandError(f"{by.username} ({by.role}) may not train models")


def _wanted(*, only: Iterable[str] | None, if_missing: bool) -> list[Target]:
    targets = [target for target in TARGETS.values() if not only or target.key in only]
    if not if_missing:
        return targets
    untrained = {target.key for target in untrained_targets()}
    missing = [target for target in targets if target.key in untrained]
    refused = {target.key for target in targets_without_need(missing)}
    return [target for target in missing if target.key not in refused]


def _trained(runs: list[TrainingRun], today: date) -> Iterator[TrainingRun]:
    if not runs:
        return
    # These load scikit-learn: not needed to say that nothing is to be done.
    from scoring.training.carrying import train_side_by_side
    from scoring.training.past import Past

    yield from train_side_by_side(runs, Past.read(today))


def _outcome(run: TrainingRun) -> str:
    if run.state == TrainingRun.State.REFUSED and run.refusal:
        return f"{run.target}: no model; {run.refusal['en']}"
    if run.model_version is None:
        return f"{run.target}: broke off"
    return f"{run.model_version}: {_judged(run.model_version)}"


def _judged(version: ModelVersion) -> str:
    """Whether it may be promoted."""
    if version.card["earned"]:
        return "earned its place; another person may put it in use"
    broken = ", ".join(finding["rule"] for finding in version.card["findings"] if not finding["held"])
    return f"does not hold: {broken}"
