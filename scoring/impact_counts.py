"""The numbers of an impact preview as somebody may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from scoring.models import ImpactFlip, ImpactPreview
from scoring.pipeline import SMALL

Transition = tuple[str, str]
"""Verdict before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCount:
    """Firms of one region and tier with one transition; None: too few to be told."""

    region: str
    tier: int
    before: str
    after: str
    firms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionCount:
    """Firms with one transition; None: too few to be told."""

    before: str
    after: str
    firms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of a preview: in all, and cell by cell."""

    summary: tuple[TransitionCount, ...]
    counts: tuple[CellCount, ...]


def shown(preview: ImpactPreview, *, hide: bool) -> Shown:
    """The counts of `preview`; with `hide`, none of fewer than 5 firms and none that would tell such a one."""
    rows: Sequence[Mapping[str, Any]] = preview.counts
    totals: Counter[Transition] = Counter()
    for row in rows:
        totals[row["before"], row["after"]] += row["firms"]
    sums = _hidden({transition: totals[transition] for transition in sorted(totals)}) if hide else dict(totals)
    cells: list[CellCount] = []
    for transition, firms in sums.items():
        of_this = [row for row in rows if (row["before"], row["after"]) == transition]
        cells += _cells(of_this, hide=hide, all_hidden=firms is None)
    summary = (TransitionCount(before=before, after=after, firms=firms) for (before, after), firms in sums.items())
    return Shown(summary=tuple(summary), counts=tuple(cells))


def flips_told(preview: ImpactPreview, *, hide: bool) -> "QuerySet[ImpactFlip]":
    """The firms whose verdict would change; with `hide`, none out of a cell whose number is not told."""
    flips = ImpactFlip.objects.filter(preview=preview)
    if not hide:
        return flips
    told = [cell for cell in shown(preview, hide=True).counts if cell.firms is not None]
    keys = [f"{cell.region}|{cell.tier}|{cell.before}|{cell.after}" for cell in told]
    bar = Value("|")
    key = Concat("region", bar, Cast("tier", CharField()), bar, "before", bar, "after", output_field=CharField())
    return flips.alias(cell=key).filter(cell__in=keys)


def _cells(rows: Sequence[Mapping[str, Any]], *, hide: bool, all_hidden: bool) -> list[CellCount]:
    numbers: dict[Any, int | None] = {(row["region"], row["tier"]): row["firms"] for row in rows}
    if all_hidden:
        numbers = dict.fromkeys(numbers)
    elif hide:
        numbers = _hidden({key: row["firms"] for key, row in zip(numbers, rows, strict=True)})
    return [CellCount(**{**row, "firms": numbers[row["region"], row["tier"]]}) for row in rows]


def _hidden(counts: Mapping[Any, int]) -> dict[Any, int | None]:
    """Hide the numbers from 1 to 4, and the next smallest with them until what a sum tells is no small number either.

    Who knows the sum knows what the hidden numbers are together: of a single one all, of several that make less than 5
    how many firms these are.
    """
    hidden = {key for key, count in counts.items() if 0 < count < SMALL}
    others = sorted((key for key, count in counts.items() if count and key not in hidden), key=lambda key: counts[key])
    for key in others:
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= SMALL):
            break
        hidden.add(key)
    return {key: None if key in hidden else count for key, count in counts.items()}
