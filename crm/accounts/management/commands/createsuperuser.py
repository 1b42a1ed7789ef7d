"""Stands before Django's command of this name, to refuse: nobody here may do everything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Refuses: rights follow from roles, and no role has them all. Use create_user."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse, and say what to do."""
        raise CommandError(
            "Nobody is a superuser here: who administers the system, its security and its audit are three people"
            " (GB/T 22239-2019, 8.1.4.2). Make a user with a role: ./tidu create_user NAME --role system_administrator"
        )
