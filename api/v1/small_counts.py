"""Counts for people who see no firm: none that speaks of fewer than five firms, and none that would tell such a one."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.pipeline import hide_small


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCounts:
    """Firms of a part, and how many of them reached the target; None where it is not told."""

    firms: int | None
    positives: int | None


def told_counts(parts: Sequence[tuple[int, int]]) -> list[ToldCounts]:
    """What may be told of each of the parts (firms, positives) of one whole.

    Those who reached the target and those who did not are hidden together: one number and the sum tell the other. A sum
    over the parts may tell what a single hidden number is, so the next smallest is hidden with it.
    """
    told_firms = _told([firms for firms, _positives in parts])
    told_outcomes = _told([_rarer(positives, firms - positives) for firms, positives in parts])
    return [
        ToldCounts(firms=firms, positives=None if None in (firms, rarer) else positives)
        for firms, rarer, (_firms, positives) in zip(told_firms, told_outcomes, parts, strict=True)
    ]


def _rarer(reached: int, missed: int) -> int:
    """How many had the rarer of the outcomes that there were."""
    return min((count for count in (reached, missed) if count), default=0)


def _told(counts: Sequence[int]) -> list[int | None]:
    named = {str(place): count for place, count in enumerate(counts)}
    return list(hide_small(named).values())
