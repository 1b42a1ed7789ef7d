"""One demo login for each role, with a password that nobody chose and that is shown once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from crm.accounts.matrix import MATRIX
from crm.accounts.models import User
from crm.accounts.passwords import random_password
from crm.accounts.services import create_user, set_password
from crm.directory.models import Region
from seeds.demo.city import COUNTY
from seeds.demo.knowledge import CITY

AREAS: Mapping[str, str] = {"county_caseworker": COUNTY, "county_lead": COUNTY}
"""The region that a role answers for, where it is not the whole city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLogin:
    """A login and its password, to be shown once."""

    user_id: int
    role: str
    username: str
    password: str

    def line(self) -> str:
        """As `./tidu up` and the tests read it: four fields with tabs between."""
        return f"login\t{self.role}\t{self.username}\t{self.password}"


@transaction.atomic
def make_logins() -> tuple[DemoLogin, ...]:
    """Make a login for each role of the matrix; those that are there already get a new password instead."""
    return tuple(_login(role) for role in MATRIX.role_codes())


@transaction.atomic
def make_missing_logins() -> tuple[DemoLogin, ...]:
    """Make logins for the roles that came after the city; those that are there keep their passwords."""
    there = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
    return tuple(_login(role) for role in MATRIX.role_codes() if username_of(role) not in there)


@transaction.atomic
def reset_logins() -> tuple[DemoLogin, ...]:
    """Give every demo login a new password; open sessions end."""
    demo = User.objects.filter(is_demo=True).order_by("username")
    return tuple(_renewed(user) for user in demo)


def username_of(role: str) -> str:
    """The name under which the demo login of a role signs in."""
    return f"demo-{role.replace('_', '-')}"


def _login(role: str) -> DemoLogin:
    username = username_of(role)
    if there := User.objects.filter(username=username, is_demo=True).first():
        return _renewed(there)
    password = random_password()
    user = create_user(
        username=username,
        role=role,
        regions=Region.objects.filter(code=AREAS.get(role, CITY)),
        display_name=f"演示{MATRIX.role(role).zh}",
        password=password,
        is_demo=True,
    )
    return DemoLogin(user_id=user.pk, role=role, username=username, password=password)


def _renewed(user: User) -> DemoLogin:
    password = random_password()
    set_password(user, password)
    return DemoLogin(user_id=user.pk, role=user.role, username=user.username, password=password)
