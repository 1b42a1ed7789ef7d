"""What the commands `assess`, `score` and `gaps` share: one pass over all firms, going on where it was cut off."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from crm.errors import DomainError
from scoring.models import ScoringRun
from scoring.runs import carry_out, open_run


class PassCommand(BaseCommand):
    """A command that carries out a run of `kind` and tells how far it is."""

    kind: ScoringRun.Kind

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day to stand on (YYYY-MM-DD; default: today)")
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing when a finished run of this kind is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out the run, or say that there is one."""
        current = ScoringRun.objects.current(self.kind)
        if options["if_missing"] and current:
            self.stdout.write(f"{self.kind}: already there, as of {current.as_of}")
            return
        try:
            run = carry_out(open_run(self.kind, options["as_of"] or localdate()), progress=self._report)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{self.kind}: {run.done} firms as of {run.as_of}")

    def _report(self, done: int, total: int) -> None:
        self.stdout.write(f"  {done} of {total} firms")
        self.stdout.flush()
