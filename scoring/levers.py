"""The levers as the bureau weighs them: what ships, with the efforts and limits that stand in the database."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.directory.upsert import Changes
from crm.errors import DomainError
from scoring.models import Lever as StoredLever
from scoring.replanning import ask_for_plans
from scoring.rulebooks.planner.levers import Lever, Levers
from scoring.rulebooks.planner.reading import LeversUnreadable, parse_levers
from scoring.rulebooks.schema import Text

SHIPPED = Path(settings.BASE_DIR) / "seeds" / "levers.yaml"


class LeverFileUnreadable(DomainError):
    """The file of levers is not as it has to be."""

    code = "levers.unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverRow:
    """A lever with what the bureau set; `shipped` is None of finding out a fact."""

    stored: StoredLever
    title: Text
    shipped: Lever | None

    @property
    def code(self) -> str:
        """The key."""
        return self.stored.code

    @property
    def editable(self) -> tuple[str, ...]:
        """What the bureau may set: one thing done once has no number of steps, finding out a fact no days either."""
        if self.shipped is None:
            return ("effort", "is_offered")
        steps = () if self.once else ("max_steps",)
        return ("effort", "lead_days", *steps, "is_offered")

    @property
    def once(self) -> bool:
        """Whether it is done once: it finds out a fact, or moves no number step by step."""
        return self.shipped is None or not self.shipped.moves

    @property
    def updated_at(self) -> datetime:
        """When somebody last changed it."""
        return self.stored.updated_at


@transaction.atomic
def load_levers(path: Path = SHIPPED) -> Changes:
    """Add the levers in `path` that are not there; what the bureau has is left as it is.

    :raises LeverFileUnreadable: the file is damaged; then nothing is added.
    """
    try:
        levers = parse_levers(path.read_text(encoding="utf-8"))
    except LeversUnreadable as unreadable:
        raise LeverFileUnreadable(f"{path.name}: {unreadable}") from unreadable
    shipped = [_stored(lever) for lever in levers.levers]
    finding = levers.finding
    shipped.append(StoredLever(code=finding.code, effort=finding.effort, max_steps=1, is_offered=finding.is_offered))
    there = set(StoredLever.objects.values_list("code", flat=True))
    new = StoredLever.objects.bulk_create([lever for lever in shipped if lever.code not in there])
    return Changes(created=len(new), updated=0, unchanged=len(shipped) - len(new))


def _stored(lever: Lever) -> StoredLever:
    return StoredLever(
        code=lever.code,
        effort=lever.effort,
        lead_days=lever.lead_days,
        max_steps=lever.max_steps,
        is_offered=lever.is_offered,
    )


@lru_cache(maxsize=1)
def shipped_levers() -> Levers:
    """The levers that ship: what a step of each moves is not for the bureau to change."""
    return parse_levers(SHIPPED.read_text(encoding="utf-8"))


def levers_in_use() -> Levers:
    """The levers that ship, with the efforts, lead times and limits that the bureau set."""
    shipped, stored = shipped_levers(), StoredLever.objects.in_bulk()
    finding = stored.get(shipped.finding.code)
    return replace(
        shipped,
        levers=tuple(_as_set(lever, stored[lever.code]) if lever.code in stored else lever for lever in shipped.levers),
        finding=replace(shipped.finding, effort=finding.effort, is_offered=finding.is_offered)
        if finding
        else shipped.finding,
    )


def _as_set(lever: Lever, stored: StoredLever) -> Lever:
    return replace(
        lever,
        effort=stored.effort,
        lead_days=stored.lead_days,
        max_steps=stored.max_steps,
        is_offered=stored.is_offered,
    )


def lever_rows() -> list[LeverRow]:
    """Every lever in the database that still ships, in the order of the file, finding out a fact last."""
    shipped, stored = shipped_levers(), StoredLever.objects.select_related("updated_by").in_bulk()
    rows = [
        LeverRow(stored=stored[lever.code], title=lever.title, shipped=lever)
        for lever in shipped.levers
        if lever.code in stored
    ]
    finding = shipped.finding
    if finding.code in stored:
        rows.append(LeverRow(stored=stored[finding.code], title=finding.title, shipped=None))
    return rows


class OneStepOnly(DomainError):
    """A lever that is done once was given more steps."""

    code = "lever.one_step_only"


class NotEditable(DomainError):
    """Something was set that the lever does not have."""

    code = "lever.not_editable"


@transaction.atomic
def change_lever(*, code: str, changes: Mapping[str, Any], by: User) -> LeverRow:
    """Set effort, lead time, limit of steps, or whether plans may offer a lever.

    :raises Lever.DoesNotExist: there is no lever of this code.
    :raises OneStepOnly: it is done once, or it finds out a fact.
    :raises NotEditable: it finds out a fact, which takes no days.
    """
    stored = StoredLever.objects.select_for_update(of=("self",)).get(code=code)
    row = next((row for row in lever_rows() if row.code == code), None)
    if row is None:
        raise StoredLever.DoesNotExist
    if row.once and changes.get("max_steps", 1) != 1:
        raise OneStepOnly(_("This lever is used once; it has no more than one step."))
    if "lead_days" in changes and "lead_days" not in row.editable:
        raise NotEditable(_("Finding out a fact has no lead time: it counts from the day on which the fact is known."))
    for name, value in changes.items():
        setattr(stored, name, value)
    stored.updated_by = by
    stored.save()
    ask_for_plans()
    return replace(row, stored=stored)
