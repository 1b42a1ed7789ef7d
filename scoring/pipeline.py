"""The pipeline: how many firms stand on each tier, where, what the rulebooks say of them, and what will expire."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.programmes.models import Recognition
from scoring.models import Assessment, ScoringRun
from scoring.verdict_changes import verdicts_on

TIERS = 5
MONTHS_AHEAD = 12
SMALL = 5
"""Who may see numbers only sees none that speaks of fewer firms than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCounts:
    """Firms of one region by tier; `region` is None for those whose region is not known."""

    region: Region | None
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Firms of the region in all."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Numbers of firms; `verdicts` by programme and word, `expiring` by the first day of the month."""

    as_of: date
    is_synthetic: bool
    tiers: tuple[int, ...]
    counties: tuple[RegionCounts, ...]
    verdicts: Mapping[str, Mapping[str, int]]
    expiring: Mapping[date, int]


def pipeline(enterprises: "QuerySet[Enterprise]", as_of: date) -> Pipeline:
    """Count those of `enterprises` that were known and operated on `as_of`."""
    firms = Enterprise.objects.operating(as_of).filter(pk__in=enterprises.values("pk"), known_on__lte=as_of)
    counties = tuple(_by_region(firms, as_of))
    return Pipeline(
        as_of=as_of,
        is_synthetic=firms.filter(is_synthetic=True).exists(),
        tiers=tuple(sum(county.counts[tier] for county in counties) for tier in range(TIERS)),
        counties=counties,
        verdicts=_verdicts(firms, as_of),
        expiring=_expiring(firms, as_of),
    )


def hide_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Hide the numbers from 1 to 4; where that hides only one, also the next smallest: a sum would tell."""
    hidden = {name for name, count in counts.items() if 0 < count < SMALL}
    if len(hidden) == 1:
        others = {name: count for name, count in counts.items() if count and name not in hidden}
        hidden |= set(islice(sorted(others, key=lambda name: others[name]), 1))
    return {name: None if name in hidden else count for name, count in counts.items()}


def _by_region(firms: EnterpriseQuerySet, as_of: date) -> Iterator[RegionCounts]:
    placed = firms.with_tier(as_of).annotate(place=Coalesce("operating_region", "registered_region"))
    counts: dict[str | None, list[int]] = defaultdict(lambda: [0] * TIERS)
    for place, tier, number in placed.values_list("place", "tier").annotate(Count("pk")).order_by("place"):
        counts[place][tier] = number
    regions = Region.objects.in_bulk([place for place in counts if place])
    for place, numbers in counts.items():
        yield RegionCounts(region=regions[place] if place else None, counts=tuple(numbers))


def _verdicts(firms: "QuerySet[Enterprise]", as_of: date) -> dict[str, dict[str, int]]:
    """Verdicts of the newest run that looked at `as_of` or a day before it, by programme.

    Of a day before the runs that are kept, the changes of verdicts until then tell the same.
    """
    run = ScoringRun.objects.filter(as_of__lte=as_of).current(ScoringRun.Kind.ASSESS)
    given = Assessment.objects.filter(run=run, enterprise__in=firms.values("pk"))
    counted = given.values_list("rulebook__programme", "verdict").annotate(Count("pk"))
    rows = counted.order_by("rulebook__programme__tier") if run else verdicts_on(firms, as_of)
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Assessment.Verdict.values, 0))
    for programme, verdict, number in rows:
        found[programme][verdict] = number
    return dict(found)


def _expiring(firms: "QuerySet[Enterprise]", as_of: date) -> dict[date, int]:
    """High-tech certificates that end in the month of `as_of` or one of the eleven after it."""
    months = [_month_after(as_of, count) for count in range(MONTHS_AHEAD + 1)]
    held = (
        Recognition.objects.in_force(as_of).known_on(as_of).filter(programme="hnte", enterprise__in=firms.values("pk"))
    )
    ending = held.filter(valid_until__lt=months[-1]).annotate(month=TruncMonth("valid_until"))
    counted = dict(ending.values_list("month").annotate(number=Count("pk")).order_by(F("month")))
    return {month: counted.get(month, 0) for month in months[:-1]}


def _month_after(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)
