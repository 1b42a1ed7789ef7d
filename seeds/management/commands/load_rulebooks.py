"""`./tidu load_rulebooks`: put the shipped rulebooks into the database, each version once."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import seeds
from scoring.rulebook_versions import load_version

FOLDER = Path(seeds.__file__).with_name("rulebooks")


class Command(BaseCommand):
    help = "Load the rulebooks under seeds/rulebooks; a version that is there already is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted(FOLDER.glob("*/*.yaml")):
            if path.name.endswith(".cases.yaml"):
                continue
            version, is_new = load_version(path)
            self.stdout.write(f"{version}: {'loaded' if is_new else 'already there'}")
