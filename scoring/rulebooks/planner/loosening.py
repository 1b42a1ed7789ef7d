"""Between which bounds a fact that is to be found out may turn out: the plan's own value is just one that is enough.

What holds at two ends may fail between them: where R&D has to be 5 % of up to ¥50 million and 4 % above, a firm that is
well with ¥49 million and with ¥61 million is not with ¥50 million. So a range is told only if the goal holds at every
value in it, to the fen, whatever the other facts come to within theirs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scoring.rulebooks.measures import MAY_BE_NEGATIVE
from scoring.rulebooks.planner.encode import Encoder
from scoring.rulebooks.planner.plans import Establish
from scoring.rulebooks.planner.start import HUNDREDTH, Amount, Decision, Found, Pull, Start
from scoring.rulebooks.planner.tree import (
    And,
    Atom,
    Claim,
    Enough,
    Heading,
    Or,
    Tree,
    all_of,
    any_of,
    enough,
    holds,
    score_line,
    surely,
)

MOST_CUTS = 400
"""Cuts of a range, of several facts together, to see that all of it is enough; after that it counts as not."""
Box = Mapping[int, tuple[int, int]]
"""By decision, the least and the most that is looked at."""


def loosened(start: Start, decisions: Sequence[int], established: Sequence[Establish]) -> list[Establish]:
    """Return the facts with the bounds between which each may turn out, whatever the others come to within theirs.

    Parameters
    ----------
    start, decisions : the plan, in whole steps.
    established : the facts as it assumes them.
    """
    if all(fact.value is True or fact.value is False for fact in established):
        return list(established)
    fine = Start(start.setting, start.levers, start.as_of, start.goal, finely=True)
    asked = Encoder(fine).verdict()
    chosen = _chosen(start, decisions, fine)
    amounts = {of.measure: at for at, of in enumerate(fine.decisions) if isinstance(of, Amount)}
    moving = {amounts[fact.measure] for fact in established if fact.measure in amounts}
    goal = _pruned(all_of((asked, *fine.rules())), chosen, moving)
    if not holds(goal, chosen):
        return list(established)
    found, box = list[Establish](), {at: (chosen[at], chosen[at]) for at in moving}
    for fact in established:
        if fact.measure not in amounts:
            found.append(fact)
            continue
        at, step = amounts[fact.measure], _step(start, fact.measure)
        lowest = _furthest(goal, box, at, 0, step)
        box[at] = (lowest, chosen[at])
        highest = _furthest(goal, box, at, fine.upper[at], step)
        box[at] = (lowest, highest)
        found.append(_told(fact, lowest, highest, fine.upper[at]))
    return found


def _chosen(start: Start, decisions: Sequence[int], fine: Start) -> list[int]:
    """Return the decisions of the plan in the smallest steps."""
    times = {_key(of): value for of, value in zip(start.decisions, decisions, strict=True)}
    return [
        times.get(_key(of), 0) * (_step(start, of.measure) if isinstance(of, Amount) else 1) for of in fine.decisions
    ]


def _key(decision: Decision) -> tuple[object, ...]:
    match decision:
        case Pull():
            return decision.move.lever.code, decision.move.year
        case Found():
            return "found", decision.measure
        case Amount():
            return "amount", decision.measure


def _step(start: Start, measure: str) -> int:
    """Return how many of the smallest steps make one in which the plan thinks of the measure."""
    steps = (of.step for of in start.decisions if isinstance(of, Amount) and of.measure == measure)
    return int(next(steps, Decimal(1)) / HUNDREDTH)


def _told(fact: Establish, lowest: int, highest: int, most: int) -> Establish:
    """Return the fact with its bounds; without one where all that was looked at to that side is enough."""
    low, high = float(lowest * HUNDREDTH), float(highest * HUNDREDTH)
    signed = fact.measure[:-3] in MAY_BE_NEGATIVE
    at_least = low if lowest > 0 or signed else None
    at_most = high if highest < most else None
    upwards = at_least is not None or at_most is None
    return replace(fact, assumed=low if upwards else high, at_least=at_least, at_most=at_most, value=None)


def _furthest(goal: Tree, box: Box, at: int, end: int, step: int) -> int:
    """Return how far towards `end`, in whole steps, the goal holds all the way, by halving."""
    low, high = box[at]
    upwards = end > high
    good = high if upwards else low

    def whole_way(value: int) -> bool:
        reach = (low, value) if upwards else (value, high)
        return _Everywhere(goal).holds({**box, at: reach})

    if good == end or whole_way(end):
        return end
    sign, least, most = (1 if upwards else -1), 0, abs(end - good) // step
    while most - least > 0:
        middle = (least + most + 1) // 2
        if whole_way(good + sign * middle * step):
            least = middle
        else:
            most = middle - 1
    return good + sign * least * step


@dataclass(slots=True)
class _Everywhere:
    """Whether a tree holds at every point of a box: cut where a condition turns, until each piece is decided."""

    goal: Tree
    left: int = field(default=MOST_CUTS)

    def holds(self, box: Box) -> bool:
        """Decide a box; one that would take too many pieces counts as not held."""
        if surely(self.goal, box):
            return True
        self.left -= 1
        if self.left < 0 or not all(_at(self.goal, box, end) for end in (0, 1)):
            return False
        cut = next(_cuts(self.goal, box), None) or _middle(box)
        if cut is None:
            return False
        at, value = cut
        low, high = box[at]
        return self.holds({**box, at: (low, value - 1)}) and self.holds({**box, at: (value, high)})


def _at(goal: Tree, box: Box, end: int) -> bool:
    """Decide the goal at one corner of a box."""
    return surely(goal, {at: (reach[end], reach[end]) for at, reach in box.items()})


def _middle(box: Box) -> tuple[int, int] | None:
    at, (low, high) = max(box.items(), key=lambda item: item[1][1] - item[1][0])
    return (at, (low + high + 1) // 2) if high > low else None


def _cuts(tree: Tree, box: Box) -> Iterator[tuple[int, int]]:
    """Yield the values of one decision at which a condition on it alone turns within the box."""
    for atom in _atoms(tree):
        wide = [(at, slope) for at, slope in atom.slopes if box[at][0] < box[at][1]]
        if len(wide) != 1:
            continue
        at, slope = wide[0]
        low, high = box[at]
        rest = atom.least - sum(other * box[of][0] for of, other in atom.slopes if of != at)
        turn = -(-rest // slope) if slope > 0 else rest // slope + 1
        if low < turn <= high:
            yield at, turn


def _atoms(tree: Tree) -> Iterator[Atom]:
    match tree:
        case Atom():
            yield tree
        case And() | Or():
            for member in tree.members:
                yield from _atoms(member)
        case Enough():
            for heading in tree.headings:
                for line in heading.lines:
                    for claim in line.claims:
                        yield from _atoms(claim.condition)


def _pruned(tree: Tree, chosen: Sequence[int], moving: set[int]) -> Tree:
    """Return the tree over the moving decisions alone, all others being as chosen."""
    match tree:
        case bool():
            return tree
        case Atom():
            slopes = tuple((at, slope) for at, slope in tree.slopes if at in moving)
            rest = tree.least - sum(slope * chosen[at] for at, slope in tree.slopes if at not in moving)
            return Atom(slopes, rest) if slopes else rest <= 0
        case And():
            return all_of(_pruned(member, chosen, moving) for member in tree.members)
        case Or():
            return any_of(_pruned(member, chosen, moving) for member in tree.members)
        case Enough():
            return enough([_pruned_heading(heading, chosen, moving) for heading in tree.headings], tree.least)


def _pruned_heading(heading: Heading, chosen: Sequence[int], moving: set[int]) -> Heading:
    lines = tuple(
        score_line(line.otherwise, [Claim(_pruned(of.condition, chosen, moving), of.points) for of in line.claims])
        for line in heading.lines
    )
    return Heading(heading.most, lines)
