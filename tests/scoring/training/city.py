"""A handful of firms on record, for what training reads of them."""

from datetime import date

from crm.enterprises.models import Coverage, Enterprise
from scoring.training.past import Day, Past
from tests.factories import EnterpriseFactory

TODAY = date(2026, 11, 23)
AS_OF = date(2025, 9, 24)
"""A year before the last day up to which lists are taken for complete."""


def firm(**fields: object) -> Enterprise:
    """A firm of which it is known since 2020 which recognitions it has."""
    made: Enterprise = EnterpriseFactory(**fields)
    Coverage.objects.create(kind="recognition", enterprise=made, known_on=date(2020, 1, 1), source="test")
    return made


def day(past: Past) -> Day:
    """The firms as they were known on `AS_OF`."""
    return past.day(AS_OF)
