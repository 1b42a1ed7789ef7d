"""`./tidu state_coverage KIND --region …`: a list is complete, so 'no row' means 'none' from now on."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.directory.regions import find_region
from crm.enterprises.models import Coverage
from crm.enterprises.services import state_complete


class Command(BaseCommand):
    help = "State that all facts of a kind about the firms of a region are on record; without it, no row means unknown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=Coverage.Kind.values)
        parser.add_argument("--region", required=True, help="code or name, e.g. 411300 or 南阳市")
        parser.add_argument("--known-on", required=True, type=date.fromisoformat, help="since when (YYYY-MM-DD)")
        parser.add_argument("--source", required=True, help="who says so")

    def handle(self, *args: Any, **options: Any) -> None:
        region = find_region(options["region"])
        if region is None:
            raise CommandError(f"“{options['region']}” is no region, or more than one. Give its six-digit code.")
        stated = state_complete(
            kind=Coverage.Kind(options["kind"]), region=region, known_on=options["known_on"], source=options["source"]
        )
        self.stdout.write(f"{stated.kind}: complete for {region.name} since {stated.known_on}")
