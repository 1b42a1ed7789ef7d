"""`./tidu assess`: hold every firm against the rulebooks in force."""

from scoring.management.passes import PassCommand
from scoring.models import ScoringRun


class Command(PassCommand):
    help = "Assess all firms under the rulebooks in force on the day; goes on where it was cut off."
    kind = ScoringRun.Kind.ASSESS
