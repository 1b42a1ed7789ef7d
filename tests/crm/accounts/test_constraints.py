"""Each named constraint of `crm.accounts`, violated once."""

import pytest

from tests.constraints import constraint_names, refusing_constraint
from tests.factories import UserFactory

VIOLATIONS = {
    "user_role_in_matrix": lambda: UserFactory(role="emperor"),
    "nobody_is_superuser": lambda: UserFactory(is_superuser=True),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("accounts") == VIOLATIONS.keys()
