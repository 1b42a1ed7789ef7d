"""What the tests of the tables' constraints share: violate one, and see that the database names it."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction


def refusing_constraint(violate: Callable[[], object]) -> str:
    """The name of the constraint by which the database refuses `violate`."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        violate()
    name: str = refused.value.__cause__.diag.constraint_name
    return name


def constraint_names(app: str) -> set[str]:
    """The names of all constraints that the models of `app` declare."""
    return {
        constraint.name for model in apps.get_app_config(app).get_models() for constraint in model._meta.constraints
    }


def twice(make: Callable[[], object]) -> Callable[[], None]:
    """Doing the same again, where it may be done once."""

    def violate() -> None:
        make()
        make()

    return violate
