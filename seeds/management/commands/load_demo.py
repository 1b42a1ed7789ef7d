"""`./tidu load_demo`: the demo city and one login per role.

Each login stands on a line of its own, `login<TAB>role<TAB>username<TAB>password`; the passwords are kept nowhere.
"""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from crm.errors import DomainError
from seeds.demo.logins import DemoLogin, make_missing_logins
from seeds.demo.services import demo_firms, found_demo_city

SEED = 20241
FIRMS = 7000


class Command(BaseCommand):
    help = "Make and load the demo city (fictional firms, eight years of history) and one login per role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        parser.add_argument("--firms", type=int, default=FIRMS, help=f"how many firms (default {FIRMS:,})")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed makes another city")
        parser.add_argument("--today", type=date.fromisoformat, help="last day of the history (default: today)")
        parser.add_argument("--beside", action="store_true", help="load it although there are real firms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the city unless it is there, and print the logins."""
        if there := demo_firms():
            self.stdout.write(
                f"already there: {there:,} synthetic firms. New passwords for the demo logins: ./tidu reset_demo_logins"
            )
            self._show(make_missing_logins())
            return
        try:
            founded = found_demo_city(
                seed=options["seed"],
                firms=options["firms"],
                today=options["today"] or localdate(),
                at=now(),
                beside=options["beside"],
            )
        except (DomainError, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        self._show(founded.logins)

    def _show(self, logins: Iterable[DemoLogin]) -> None:
        for login in logins:
            self.stdout.write(login.line())
