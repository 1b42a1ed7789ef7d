"""What has to hold, as a tree of `and`, `or`, points and linear conditions over whole decisions; no `not` is needed.

A tree says what is enough for a goal: where it holds, the goal is reached; and where the goal is reached, it holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Atom:
    """Σ coefficient × decision ≥ `least`."""

    slopes: tuple[tuple[int, int], ...]
    least: int

    def value(self, decisions: Sequence[int]) -> int:
        """Return the left side."""
        return sum(slope * decisions[name] for name, slope in self.slopes)

    def lowest(self, upper: Sequence[int]) -> int:
        """Return the least that the left side can be."""
        return sum(slope * upper[name] for name, slope in self.slopes if slope < 0)

    def highest(self, upper: Sequence[int]) -> int:
        """Return the most that the left side can be."""
        return sum(slope * upper[name] for name, slope in self.slopes if slope > 0)


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    members: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    members: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Some points, if a condition holds."""

    condition: "Tree"
    points: Fraction


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A line of the score sheet: the best of its claims that hold, `otherwise` if none does."""

    otherwise: Fraction
    claims: tuple[Claim, ...]

    @property
    def most(self) -> Fraction:
        """The points at best."""
        return max((self.otherwise, *(claim.points for claim in self.claims)))


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines that count together up to `most`, without limit if None."""

    most: Fraction | None
    lines: tuple[ScoreLine, ...]


@dataclass(frozen=True, slots=True)
class Enough:
    """The points of all headings together reach `least`."""

    headings: tuple[Heading, ...]
    least: Fraction


Tree = bool | Atom | And | Or | Enough
TRUE: Tree = True
FALSE: Tree = False


def all_of(members: Iterable[Tree]) -> Tree:
    """Return the conjunction, without what is decided."""
    kept: list[Tree] = []
    for member in members:
        if member is False:
            return FALSE
        if isinstance(member, And):
            kept.extend(member.members)
        elif member is not True:
            kept.append(member)
    kept = list(dict.fromkeys(kept))
    return TRUE if not kept else kept[0] if len(kept) == 1 else And(tuple(kept))


def any_of(members: Iterable[Tree]) -> Tree:
    """Return the disjunction, without what is decided."""
    kept: list[Tree] = []
    for member in members:
        if member is True:
            return TRUE
        if isinstance(member, Or):
            kept.extend(member.members)
        elif member is not False:
            kept.append(member)
    kept = list(dict.fromkeys(kept))
    return FALSE if not kept else kept[0] if len(kept) == 1 else Or(tuple(kept))


def score_line(otherwise: Fraction, claims: Iterable[Claim]) -> ScoreLine:
    """Return a line of the score sheet, without the claims that are decided or give no more than there is anyway."""
    made = tuple(claims)
    floor = max((otherwise, *(claim.points for claim in made if claim.condition is True)))
    return ScoreLine(floor, tuple(claim for claim in made if claim.points > floor and claim.condition is not False))


def enough(headings: Sequence[Heading], least: Fraction) -> Tree:
    """Return that the points reach `least`, decided at once where no claim can change it."""
    tree = Enough(tuple(headings), least)
    if points(tree, None) >= least:
        return TRUE
    best = sum((_capped(heading, [line.most for line in heading.lines]) for heading in headings), Fraction(0))
    return tree if best >= least else FALSE


def holds(tree: Tree, decisions: Sequence[int]) -> bool:
    """Decide a tree for given decisions."""
    match tree:
        case bool():
            return tree
        case Atom():
            return tree.value(decisions) >= tree.least
        case And():
            return all(holds(member, decisions) for member in tree.members)
        case Or():
            return any(holds(member, decisions) for member in tree.members)
        case Enough():
            return points(tree, decisions) >= tree.least


def surely(tree: Tree, box: Mapping[int, tuple[int, int]]) -> bool:
    """Tell whether a tree holds at every point of a box because each condition that it needs does so by itself."""
    match tree:
        case bool():
            return tree
        case Atom():
            lowest = sum(slope * box[name][0 if slope > 0 else 1] for name, slope in tree.slopes)
            return lowest >= tree.least
        case And():
            return all(surely(member, box) for member in tree.members)
        case Or():
            return any(surely(member, box) for member in tree.members)
        case Enough():
            return _sure_points(tree, box) >= tree.least


def _sure_points(tree: Enough, box: Mapping[int, tuple[int, int]]) -> Fraction:
    return sum(
        (
            _capped(
                heading,
                [
                    max((line.otherwise, *(of.points for of in line.claims if surely(of.condition, box))))
                    for line in heading.lines
                ],
            )
            for heading in tree.headings
        ),
        Fraction(0),
    )


def may_hold(tree: Tree) -> bool:
    """Could it hold if each of its conditions had decisions to itself? What cannot is out of reach for certain."""
    match tree:
        case bool():
            return tree
        case Atom():
            return True  # conditions that nothing can meet were decided when they were made
        case And():
            return all(may_hold(member) for member in tree.members)
        case Or():
            return any(may_hold(member) for member in tree.members)
        case Enough():
            best = sum(
                (_capped(heading, [_best(line) for line in heading.lines]) for heading in tree.headings), Fraction(0)
            )
            return best >= tree.least


def points(tree: Enough, decisions: Sequence[int] | None) -> Fraction:
    """Return the points of all headings for given decisions, those that are certain anyway without."""
    return sum(
        (_capped(heading, [_points(line, decisions) for line in heading.lines]) for heading in tree.headings),
        Fraction(0),
    )


def _points(line: ScoreLine, decisions: Sequence[int] | None) -> Fraction:
    if decisions is None:
        return line.otherwise
    given = (claim.points for claim in line.claims if holds(claim.condition, decisions))
    return max((line.otherwise, *given))


def _best(line: ScoreLine) -> Fraction:
    return max((line.otherwise, *(claim.points for claim in line.claims if may_hold(claim.condition))))


def _capped(heading: Heading, given: Sequence[Fraction]) -> Fraction:
    together = sum(given, Fraction(0))
    return together if heading.most is None else min(together, heading.most)
