"""`./tidu score`: likelihoods from the models in use, and the worklist."""

from scoring.management.passes import PassCommand
from scoring.models import ScoringRun


class Command(PassCommand):
    help = "Score all firms with the models in use and make the worklist; goes on where it was cut off."
    kind = ScoringRun.Kind.SCORE
