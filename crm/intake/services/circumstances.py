"""What holds for all rows of an import when they are planned."""

from collections.abc import Mapping
from typing import Any

from crm.accounts.models import User
from crm.intake.models import Import
from crm.intake.planning.planned import Circumstances, Decision

Place = tuple[str, int]
"""Sheet and number of a row."""


def circumstances_of(
    import_: Import, *, by: User | None = None, decisions: Mapping[Place, Mapping[str, Any]] | None = None
) -> Circumstances:
    """On whose behalf the rows are planned: the uploader and, where somebody else decides, also `by`."""
    decided = {place: Decision.from_json(decision) for place, decision in (decisions or {}).items()}
    return Circumstances(
        source=import_.source,
        known_on=import_.known_on,
        users=_people(import_.uploaded_by, by),
        decisions=decided,
    )


def decisions_of(import_: Import) -> dict[Place, dict[str, Any]]:
    """What was decided on rows of this import, by row."""
    decided = import_.rows.exclude(decision__isnull=True).values_list("sheet", "number", "decision")
    return {(sheet, number): decision for sheet, number, decision in decided if decision is not None}


def _people(*users: User | None) -> tuple[User, ...]:
    """Each of `users` once; the command line is nobody."""
    return tuple(dict.fromkeys(user for user in users if user is not None))
