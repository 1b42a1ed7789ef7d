"""`./tidu create_user USERNAME --role ROLE [--region CODE …]`: a user with a random first password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.accounts.matrix import MATRIX
from crm.accounts.passwords import random_password
from crm.accounts.services import create_user
from crm.directory.models import Region
from crm.directory.regions import RegionBook
from crm.errors import DomainError


class Command(BaseCommand):
    help = "Make a user; its random password is printed once and kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=MATRIX.role_codes())
        parser.add_argument("--region", action="append", default=[], help="code or name; may be given several times")
        parser.add_argument("--name", default="", help="the name shown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the user and print the password."""
        password = random_password()
        try:
            create_user(
                username=options["username"],
                role=options["role"],
                regions=_regions(options["region"]),
                display_name=options["name"],
                password=password,
            )
        except DomainError as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{options['username']}  {password}")


def _regions(texts: list[str]) -> list[Region]:
    book = RegionBook.load()
    return [_region(book, text) for text in texts]


def _region(book: RegionBook, text: str) -> Region:
    match book.candidates(text):
        case (region,):
            return region
        case ():
            raise CommandError(f"no region is called “{text}”; give its code (411300), and run load_reference before")
        case several:
            names = ", ".join(f"{region.code} {region.name}" for region in several[:8])
            raise CommandError(f"“{text}” may be {names}; give the code")
