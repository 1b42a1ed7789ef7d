"""What a rulebook is: a closed set of declarative, frozen nodes.

Nothing here computes. The engine evaluates the nodes, `explain` words them, a planner can invert them. A rulebook is a
conjunction of criteria; a criterion holds one clause; a clause may read points from the score. Bounds are `Decimal`,
written as the document writes them, and every edge says whether it is included (`at_least`) or not (`above`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from scoring.rulebooks.measures import Unit

Status = Literal["active", "draft", "reference", "historical"]
Confidence = Literal["solid", "secondary", "unverified", "doubtful"]
"""solid: several agreeing texts; secondary: one reprint or report; unverified: from general knowledge, no text seen;
doubtful: texts contradict each other or are silent, the note says how we read it."""
Comparing = Literal["at_least", "at_most", "above", "below"]
ZeroDenominator = Literal["unknown", "as_zero"]
Bases = Literal["rule_195", "unknown"]
"""What growth from a base of zero or below is: as 195号 has it, or unknown, where a document is silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An official document that a rulebook rests on; a day that is not known for certain is left out."""

    number: str
    title: Text
    issuers: tuple[str, ...]
    issued_on: date | None = None


# Quantities: numbers read from the frame -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measure as it stands."""

    measure: str

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """Sum of the numerators ÷ sum of the denominators.

    With `within`, a figure counts only if its year (offset k) is one of the firm's years of operation, k < `within`;
    figures of no year always count. A denominator of zero is unknown, or taken as a ratio of zero where the document
    says or implies so. A negative denominator is a contradiction in the facts, hence unknown.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    within: str | None = None
    zero: ZeroDenominator

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (*self.numerator, *self.denominator, *((self.within,) if self.within else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Sum of `plus` less the sum of `minus`, all of one unit; with `within`, as in `Ratio`."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]
    within: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (*self.plus, *self.minus, *((self.within,) if self.within else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Arithmetic mean of a figure of several years; with `within`, of the years in which the firm existed."""

    of: tuple[str, ...]
    within: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (*self.of, *((self.within,) if self.within else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanRatio:
    """Arithmetic mean of yearly ratios, numerator k ÷ denominator k; unknown if a denominator is not above zero.

    With `within`, of the years in which the firm existed.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    within: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (*self.numerator, *self.denominator, *((self.within,) if self.within else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Compound yearly growth over `years` years: (newest ÷ oldest)^(1/years) − 1; one year: newest ÷ oldest − 1.

    A base of zero or below, or a newest figure below zero: unknown. With `within`: if the firm did not exist in the
    year of the base, it has not grown (−∞), the document asks for a firm that was there.
    """

    oldest: str
    newest: str
    years: int
    within: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.oldest, self.newest, *((self.within,) if self.within else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanGrowth:
    """Growth as 195号 computes it: ½ × (v2/v1 + v3/v2) − 1 over three years, the arithmetic mean of two yearly factors.

    With `bases` of `rule_195`: v1 of zero: the last two years only. v2 of zero: no growth. Two years of operation:
    v3/v2 − 1. Fewer: no growth. A negative base makes the formula meaningless: unknown, unless its literal result is
    ≤ 0 anyway. With `bases` of `unknown`: a base of zero or below, or a year before the firm's first, is unknown.
    """

    oldest: str
    middle: str
    newest: str
    within: str
    bases: Bases = "rule_195"

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.oldest, self.middle, self.newest, self.within)


Quantity = Reading | Sum | Ratio | Mean | MeanRatio | Growth | MeanGrowth

# Clauses: yes, no or unknown -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A bound that holds up to and including `at_most` of the measure that steps are taken by; None: from there on."""

    at_most: Decimal | None
    bound: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A bound that depends on the size of another measure (R&D intensity by last year's sales)."""

    measure: str
    unit: Unit
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A quantity against a bound.

    `doubtful_edge`: the texts contradict each other on whether the bound itself is enough, so on it nobody knows.
    """

    kind: Comparing
    quantity: Quantity
    bound: Decimal | Steps
    unit: Unit
    doubtful_edge: bool = False

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        by = (self.bound.measure,) if isinstance(self.bound, Steps) else ()
        return (*self.quantity.measures(), *by)

    def edges(self) -> tuple[Decimal, ...]:
        """Return every bound that may apply."""
        return tuple(step.bound for step in self.bound.steps) if isinstance(self.bound, Steps) else (self.bound,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A yes/no measure that has to be true, or false."""

    kind: Literal["is_true", "is_false"]
    measure: str

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A code (of an industry, say) that has to be among `codes`, or must not be."""

    kind: Literal["code_in", "code_not_in"]
    measure: str
    codes: tuple[int, ...]

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedClass:
    """One class of a table, such as medium-sized; the last of a table has no bounds: whoever is in no better one."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """For firms with one of `codes`: by class, the least that each measure has to be, every one of them."""

    title: Text
    codes: tuple[int, ...]
    bounds: Mapping[str, tuple[tuple[str, Decimal], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTable:
    """Classes, the highest first, whose bounds depend on a code; a firm is in the first whose bounds it reaches.

    A code that no row has: the class is unknown, the document does not speak of it.
    """

    by: str
    classes: tuple[NamedClass, ...]
    rows: tuple[ClassRow, ...]

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        bounds = (name for row in self.rows for bounds in row.bounds.values() for name, _bound in bounds)
        return _once((self.by, *bounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class InClass:
    """The firm's class in a table has to be one of `among`."""

    kind: Literal["in_class"]
    table: ClassTable
    among: tuple[str, ...]

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return self.table.measures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points of the score (`total`), of a part or of an item against a bound."""

    kind: Literal["points_at_least", "points_above"]
    of: str
    bound: Decimal

    def measures(self) -> tuple[str, ...]:
        """Name the columns read: none of its own, they are the score's."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Members of which all, or any one, have to be met; `meets`: all criteria of another rulebook, `of`.

    Members taken over from another rulebook have their ids after the group's, parted by two underscores.
    """

    kind: Literal["all_of", "any_of", "meets"]
    members: "tuple[Criterion, ...]"
    of: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read by the members."""
        return _once(name for member in self.members for name in member.clause.measures())


Clause = Comparison | Flag | Membership | InClass | Points | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A clause with its name, its words, where it is written and how sure we are of it."""

    id: str
    title: Text
    text: Text
    article: str
    document: str
    confidence: Confidence
    note: Text | None
    clause: Clause

    def walk(self) -> "Iterator[Criterion]":
        """Yield this criterion and every member below it, outermost first."""
        yield self
        if isinstance(self.clause, Group):
            for member in self.clause.members:
                yield from member.walk()


# Score: points, each an interval where experts judge or facts are missing --------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Points from `low` to `high`, between which an expert decides."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Points for a quantity from `edge` on (itself `included` or not); None: for all below the edges before it.

    `doubtful` marks a band that the document does not have and that we had to read into it.
    """

    edge: Decimal | None
    included: bool
    points: Interval
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Points by bands of a quantity, best band first; the last band has no edge."""

    quantity: Quantity
    unit: Unit
    bands: tuple[Band, ...]

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return self.quantity.measures()

    def edges(self) -> tuple[Decimal, ...]:
        """Return the edges of the bands, the highest first."""
        return tuple(band.edge for band in self.bands if band.edge is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagPoints:
    """Some points if the flag is true, others if it is false."""

    measure: str
    if_true: Interval
    if_false: Interval

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (self.measure,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Points that only an expert can give: 0 to the item's maximum until then."""

    points: Interval

    def measures(self) -> tuple[str, ...]:
        """Name the columns read: none, the item names the expert's measure."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One of several ways to the points of an item."""

    id: str
    title: Text
    bands: Bands


@dataclass(frozen=True, slots=True, kw_only=True)
class BestOf:
    """The route that gives most."""

    routes: tuple[Route, ...]

    def measures(self) -> tuple[str, ...]:
        """Name the columns read by the routes."""
        return _once(name for route in self.routes for name in route.bands.measures())


Scale = Bands | FlagPoints | Judged | BestOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the score sheet.

    `judged` is the measure with an expert's final points: cut to what the facts allow, and to whole points.
    `requires` names a criterion without which the item gives 0. A `bonus` counts within the part's maximum.
    """

    id: str
    title: Text
    max: Decimal
    article: str
    confidence: Confidence
    note: Text | None
    scale: Scale
    bonus: bool = False
    judged: str | None = None
    requires: str | None = None

    def measures(self) -> tuple[str, ...]:
        """Name the columns read."""
        return (*self.scale.measures(), *((self.judged,) if self.judged else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Items that together cannot give more than `max`."""

    id: str
    title: Text
    max: Decimal
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score sheet."""

    max: Decimal
    parts: tuple[Part, ...]

    def items(self) -> Iterator[Item]:
        """Yield every item of every part."""
        for part in self.parts:
            yield from part.items


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a reader has to know that is no criterion, with how sure we are of it."""

    text: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """One version of the criteria of a programme. Met if every criterion is met."""

    programme: str
    version: str
    status: Status
    title: Text
    documents: tuple[Document, ...]
    effective_from: date
    effective_until: date | None
    criteria: tuple[Criterion, ...]
    score: Score | None
    notes: tuple[Note, ...]

    def walk(self) -> Iterator[Criterion]:
        """Yield every criterion and every member of its groups."""
        for criterion in self.criteria:
            yield from criterion.walk()

    @property
    def class_table(self) -> ClassTable | None:
        """The table whose class an assessment under this rulebook tells, if it has one of its own."""
        clauses = (criterion.clause for criterion in self.criteria)
        return next((clause.table for clause in clauses if isinstance(clause, InClass)), None)

    def measures(self) -> tuple[str, ...]:
        """Name every column of the frame that an assessment reads, each once, in reading order."""
        of_criteria = (name for criterion in self.criteria for name in criterion.clause.measures())
        of_items = (name for item in (self.score.items() if self.score else ()) for name in item.measures())
        return _once((*of_criteria, *of_items))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
