"""`./tidu train_models`: train the likelihood models on past years and put those in use that earned it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from scoring.facts import Facts
from scoring.likelihood.errors import LikelihoodError
from scoring.likelihood.targets import TARGETS, Target
from scoring.likelihoods import untrained_targets


class Command(BaseCommand):
    help = "Train a model for each target on yearly snapshots; promote what beats the baselines on the newest one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--target", choices=TARGETS, action="append", help="only this target (default: all)")
        parser.add_argument("--today", type=date.fromisoformat, help="the day to stand on (YYYY-MM-DD; default: today)")
        parser.add_argument(
            "--if-missing", action="store_true", help="leave targets alone that a model was trained for"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        targets = untrained_targets() if options["if_missing"] else list(TARGETS.values())
        wanted = [target for target in targets if not options["target"] or target.key in options["target"]]
        if not wanted:
            self.stdout.write("models: already there")
            return
        from scoring.training import facts_of_all  # loads scikit-learn: not needed to say that nothing is to be done

        today = options["today"] or localdate()
        facts = facts_of_all(today)
        for target in wanted:
            self.stdout.write(f"  training {target.key} …")
            self.stdout.flush()
            self.stdout.write(self._train(target, facts, today))

    def _train(self, target: Target, facts: Facts, today: date) -> str:
        from scoring.training import train_target

        try:
            version = train_target(target, facts, today)
        except LikelihoodError as reason:
            return f"{target.key}: no model; {reason}"
        if version.is_promoted:
            return f"{version}: in use"
        return f"{version}: not promoted, no probability will be shown; the card says why"
