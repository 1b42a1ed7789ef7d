"""`./tidu score`: likelihoods from the models in use, and the worklist."""

from typing import Any

from scoring.management.passes import PassCommand
from scoring.models import ScoringRun
from scoring.tasks import ask_for_watch


class Command(PassCommand):
    help = "Score all firms with the models in use and make the worklist; goes on where it was cut off."
    kind = ScoringRun.Kind.SCORE

    def handle(self, *args: Any, **options: Any) -> None:
        """Also have the models looked at, by a job."""
        super().handle(*args, **options)
        ask_for_watch()
