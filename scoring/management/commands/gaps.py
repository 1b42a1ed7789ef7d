"""`./tidu gaps`: plan for every firm how it would close its gaps; many minutes."""

from scoring.management.passes import PassCommand
from scoring.models import ScoringRun


class Command(PassCommand):
    help = "Plan how each firm would close its gaps (many minutes); goes on where it was cut off."
    kind = ScoringRun.Kind.GAPS
