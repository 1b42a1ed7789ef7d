"""The demo city as a use case: made and loaded once, never on top of real firms by accident."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from seeds.demo.city import make_city
from seeds.demo.load import TABLES, load_city
from seeds.demo.logins import DemoLogin, make_logins


class RealFirmsPresent(DomainError):
    """The database holds firms that are not synthetic."""

    code = "demo.real_firms_present"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """What `found_demo_city` made: rows by table, and the logins with their passwords."""

    rows: dict[str, int]
    logins: tuple[DemoLogin, ...]


def demo_firms() -> int:
    """How many synthetic firms the database holds."""
    return Enterprise.objects.filter(is_synthetic=True).count()


def found_demo_city(*, seed: int, firms: int, today: date, at: datetime, beside: bool = False) -> Founded:
    """Generate the city, load it, and make a login for each role: all of it or nothing.

    `today` is the last day of the city's history, `at` the instant at which its rows are recorded.

    :raises RealFirmsPresent: the database holds real firms, and `beside` does not say that this is meant.
    :raises ReferenceDataMissing: the reference data is not loaded.
    """
    if not beside and (real := Enterprise.objects.filter(is_synthetic=False).count()):
        raise RealFirmsPresent(
            _(
                "The database holds %(count)s real firms. Invented ones would stand among them in every list and "
                "count; use another database, or say --beside if that is what you want."
            )
            % {"count": real}
        )
    city = make_city(seed=seed, firms=firms, today=today)
    with transaction.atomic():
        logins = make_logins()
        rows = load_city(city, caseworkers={login.role: login.user_id for login in logins}, at=at)
    _tell_the_planner()
    return Founded(rows=rows, logins=logins)


def _tell_the_planner() -> None:
    """Let PostgreSQL count what came: right after a bulk load its plans are guesses."""
    with connection.cursor() as cursor:
        for table in (Enterprise._meta.db_table, *(model._meta.db_table for model in TABLES.values())):
            cursor.execute(f"analyze {connection.ops.quote_name(table)}")
