"""`./tidu promote_demo_models`: in the demo city, put models in use that earned it, as the demo approver would."""

from typing import Any

from django.core.management.base import BaseCommand

from seeds.demo.models import promote_earned


class Command(BaseCommand):
    help = "Put the newest model of each target in use where none is and it earned its place; in the demo city only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Promote, and say what was."""
        promoted = promote_earned()
        for version in promoted:
            self.stdout.write(f"{version}: in use")
        if not promoted:
            self.stdout.write("models: nothing to put in use")
