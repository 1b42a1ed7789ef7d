"""The history of verdicts as it is read: each change with the criteria that turned, by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.models import RulebookVersion, VerdictChange
from scoring.rulebook_versions import definition
from scoring.rulebooks.schema import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedCriterion:
    """A criterion that stands otherwise than in the change before."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """A change of a verdict, and what turned."""

    change: VerdictChange
    turned: tuple[TurnedCriterion, ...]


def told(changes: Sequence[VerdictChange]) -> list[ToldChange]:
    """The changes with the names of criteria, also of those that only another version of the rulebook has."""
    programmes = {change.programme_id for change in changes}
    titles: dict[tuple[str, str], Text] = {}
    for version in RulebookVersion.objects.filter(programme__in=programmes).order_by("effective_from", "pk"):
        titles.update({(version.programme_id, one.id): one.title for one in definition(version).criteria})
    return [ToldChange(change=change, turned=tuple(_turned(change, titles))) for change in changes]


def _turned(change: VerdictChange, titles: dict[tuple[str, str], Text]) -> list[TurnedCriterion]:
    own = {one.id: one.title for one in definition(change.rulebook).criteria}
    return [
        TurnedCriterion(id=name, title=own.get(name) or titles[change.programme_id, name]) for name in change.turned
    ]
