"""`./tidu load_rulebooks`: put the shipped rulebooks into the database, each version once."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import seeds
from scoring.rulebook_versions import load_version
from scoring.rulebooks.loader import Folder

FOLDER = Path(seeds.__file__).with_name("rulebooks")


class Command(BaseCommand):
    help = "Load the rulebooks under seeds/rulebooks; a version that is there already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them with the cases beside them; they may refer to each other."""
        shipped = Folder(FOLDER)
        for path in shipped.paths:
            version, is_new = load_version(path, shipped)
            self.stdout.write(f"{version}: {'loaded' if is_new else 'already there'}")
