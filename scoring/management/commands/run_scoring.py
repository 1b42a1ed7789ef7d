"""`./tidu run_scoring assess|score`: one pass over all firms, with progress; goes on where it was cut off."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from crm.errors import DomainError
from scoring.models import ScoringRun
from scoring.runs import carry_out, open_run


class Command(BaseCommand):
    help = (
        "Assess all firms under the rulebooks in force, or score them with the promoted models and make the worklist."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=ScoringRun.Kind.values)
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day to stand on (YYYY-MM-DD; default: today)")
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing when a finished run of this kind is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kind = ScoringRun.Kind(options["kind"])
        current = ScoringRun.objects.current(kind)
        if options["if_missing"] and current:
            self.stdout.write(f"{kind}: already there, as of {current.as_of}")
            return
        try:
            run = carry_out(open_run(kind, options["as_of"] or localdate()), progress=self._report)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{kind}: {run.done} firms as of {run.as_of}")

    def _report(self, done: int, total: int) -> None:
        self.stdout.write(f"  {done} of {total} firms")
        self.stdout.flush()
