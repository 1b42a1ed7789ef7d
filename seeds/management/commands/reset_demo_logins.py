"""`./tidu reset_demo_logins`: new passwords for the demo logins, printed once like `load_demo` prints them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from seeds.demo.logins import reset_logins


class Command(BaseCommand):
    help = "Give every demo login a new random password and print it; open sessions end."

    def handle(self, *args: Any, **options: Any) -> None:
        """Renew and print."""
        logins = reset_logins()
        if not logins:
            raise CommandError("there are no demo logins; ./tidu load_demo makes the demo city and its logins")
        for login in logins:
            self.stdout.write(login.line())
