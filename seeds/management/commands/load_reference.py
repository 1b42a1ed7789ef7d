"""`./tidu load_reference`: regions, industries, fields, chains, programmes and levers from the files that ship."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import seeds
from crm.directory.services import load_reference
from crm.enterprises.source_ranks import load_source_ranks
from crm.errors import DomainError
from crm.intake.mappings import load_saved_mappings
from crm.programmes.services import load_programmes
from scoring.levers import load_levers

SEEDS = Path(seeds.__file__).parent


class Command(BaseCommand):
    help = "Load the reference data that ships; may be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all tables, or none, and print what changed."""
        try:
            with transaction.atomic():
                tables = dict(load_reference(SEEDS / "directory"))
                tables["programmes"] = load_programmes(SEEDS / "programmes.yaml")
                tables["mappings"] = load_saved_mappings(SEEDS / "mappings.yaml")
                tables["source ranks"] = load_source_ranks(SEEDS / "source_ranks.yaml")
                tables["levers"] = load_levers(SEEDS / "levers.yaml")
        except DomainError as refused:
            raise CommandError(refused.message) from refused
        for name, changes in tables.items():
            self.stdout.write(
                f"{name}: {changes.created} new, {changes.updated} updated, {changes.unchanged} unchanged"
            )
