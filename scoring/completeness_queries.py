"""Questions about what is missing: the worklist of facts to be found, and the numbers by county."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, Q, QuerySet
from django.db.models.functions import Coalesce

from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.programmes.models import Programme
from scoring.models import Assessment, Completeness, ScoringRun
from scoring.pipeline import SMALL
from scoring.wanted import WantedFact, by_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A programme whose verdict waits for a fact."""

    programme: str
    zh: str
    en: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A fact that a firm lacks, or of which what is known is old."""

    fact: str
    zh: str
    en: str
    kind: str
    year: int | None
    state: str
    since: str | None
    blocks: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What one firm lacks, the facts that block most first."""

    enterprise: Enterprise
    as_of: date
    blocked: int
    missing: tuple[Lack, ...]

    @property
    def region(self) -> Region | None:
        """Where the firm operates; where that is not known, where it is registered."""
        return self.enterprise.operating_region or self.enterprise.registered_region


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Firms that lack a fact, or have it only of old; None: too few to be told."""

    missing: int | None
    stale: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """One county: firms in all, firms that lack something, and how many lack what."""

    region: Region | None
    total: int
    incomplete: int | None
    counts: Mapping[str, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is missing, county by county; `facts` are those that any firm lacks, the most frequent first."""

    as_of: date | None
    facts: tuple[WantedFact, ...]
    rows: tuple[County, ...]


def current_completeness(enterprises: "QuerySet[Enterprise]") -> "QuerySet[Completeness]":
    """What the current run found missing of `enterprises`."""
    run = ScoringRun.objects.current(ScoringRun.Kind.ASSESS)
    return Completeness.objects.filter(run=run, enterprise__in=enterprises.values("pk"))


def lacking_something(rows: "QuerySet[Completeness]") -> "QuerySet[Completeness]":
    """Those of `rows` where a fact is missing or out of date."""
    return rows.exclude(missing=[], stale=[])


def lacks_of(rows: Sequence[Completeness]) -> list[Lacking]:
    """`rows`, read with their enterprise and run, in words."""
    programmes = Programme.objects.in_bulk()
    return [
        Lacking(
            enterprise=row.enterprise,
            as_of=row.run.as_of,
            blocked=len(row.programmes),
            missing=tuple(_lacks(row, programmes)),
        )
        for row in rows
    ]


def _lacks(row: Completeness, programmes: Mapping[str, Programme]) -> list[Lack]:
    missing = sorted(row.missing, key=lambda code: -len(row.blocks.get(code, ())))
    states = [*((code, "missing") for code in missing), *((code, "stale") for code in row.stale)]
    return [_lack(row, by_code(code), state, programmes) for code, state in states]


def _lack(row: Completeness, fact: WantedFact, state: str, programmes: Mapping[str, Programme]) -> Lack:
    waiting = (programmes[code] for code in row.blocks.get(fact.code, ()) if code in programmes)
    undetermined = Assessment.Verdict.UNDETERMINED.value
    return Lack(
        fact=fact.code,
        zh=fact.zh,
        en=fact.en,
        kind=fact.kind,
        year=fact.year,
        state=state,
        since=row.since.get(fact.code) if state == "stale" else None,
        blocks=tuple(Blocked(programme=one.code, zh=one.zh, en=one.en, verdict=undetermined) for one in waiting),
    )


def summary(rows: "QuerySet[Completeness]", *, only_counts: bool) -> Summary:
    """Count, county by county, the firms of `rows` that lack each fact.

    With `only_counts`, for a reader who may see numbers and no firm, none from 1 to 4 is told.
    """
    placed = rows.annotate(place=Coalesce("enterprise__operating_region", "enterprise__registered_region"))
    totals = {
        place: (total, incomplete)
        for place, total, incomplete in placed.order_by("place")
        .values_list("place")
        .annotate(total=Count("pk"), incomplete=Count("pk", filter=~Q(missing=[], stale=[])))
    }
    found = {state: _by_fact(placed, state) for state in ("missing", "stale")}
    facts = _facts(found)
    regions = Region.objects.in_bulk([place for place in totals if place])
    run = ScoringRun.objects.current(ScoringRun.Kind.ASSESS)
    return Summary(
        as_of=run.as_of if run else None,
        facts=facts,
        rows=tuple(
            _county(
                regions.get(place or ""), totals[place], {state: found[state][place] for state in found}, only_counts
            )
            for place in sorted(totals, key=lambda code: (code is None, code))
        ),
    )


ByFact = Mapping[str | None, Mapping[str, int]]
"""County → fact → firms."""


def _by_fact(placed: "QuerySet[Completeness]", state: str) -> ByFact:
    counted: dict[str | None, dict[str, int]] = defaultdict(dict)
    each = placed.annotate(fact=Func(F(state), function="unnest")).order_by()
    for place, fact, number in each.values_list("place", "fact").annotate(Count("pk")):
        counted[place][fact] = number
    return defaultdict(dict, counted)


def _facts(found: Mapping[str, ByFact]) -> tuple[WantedFact, ...]:
    """Every fact that somebody lacks, the most frequent first."""
    numbers: dict[str, int] = defaultdict(int)
    for counties in found.values():
        for facts in counties.values():
            for fact, number in facts.items():
                numbers[fact] += number
    return tuple(by_code(code) for code in sorted(numbers, key=lambda code: (-numbers[code], code)))


def _county(
    region: Region | None, numbers: tuple[int, int], found: Mapping[str, Mapping[str, int]], only_counts: bool
) -> County:
    total, incomplete = numbers
    codes = dict.fromkeys([*found["missing"], *found["stale"]])
    told = {
        code: Counts(**{state: _told(found[state].get(code, 0), only_counts) for state in ("missing", "stale")})
        for code in codes
    }
    complete = _told(total - incomplete, only_counts)  # beside the total, the one number tells the other
    return County(
        region=region,
        total=total,
        incomplete=_told(incomplete, only_counts) if complete is not None else None,
        counts=told,
    )


def _told(number: int, only_counts: bool) -> int | None:
    return None if only_counts and 0 < number < SMALL else number
