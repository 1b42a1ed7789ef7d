"""What can be wrong with a rulebook that reads well: conditions that nobody can meet, or nobody can fail."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from scoring.rulebooks.checks_score import check_score
from scoring.rulebooks.fields import Fields, Report, shortened
from scoring.rulebooks.measures import MAY_BE_NEGATIVE, Unit
from scoring.rulebooks.parse_classes import LAST_CODE
from scoring.rulebooks.schema import (
    Bands,
    BestOf,
    Comparing,
    Comparison,
    Criterion,
    Flag,
    Group,
    Mean,
    Membership,
    Quantity,
    Reading,
    Rulebook,
    Scale,
    Sum,
)
from scoring.rulebooks.yaml_tree import Mapping, Node

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
LARGE_RATIO = Decimal(2)
_WHOLE: frozenset[Unit] = frozenset({"people", "count", "days"})
_YEAR = re.compile(r"_y[0-9]$")
_CODES = frozenset(range(1, LAST_CODE + 1))


def check_rulebook(rulebook: Rulebook, fields: Fields) -> None:
    """Note what is wrong with the whole of a rulebook whose parts have all been read."""
    _check_head(rulebook, fields)
    for criterion in rulebook.walk():
        if owner := fields.report.owners.get(criterion.id):
            _check_clause(criterion, owner)
    _Conjunction().take(rulebook.criteria, fields, fields.node)
    if rulebook.score:
        for item in rulebook.score.items():
            _check_scale(item.scale, item.id, fields.report)
        check_score(rulebook, rulebook.score, fields)


def _check_head(rulebook: Rulebook, fields: Fields) -> None:
    report = fields.report
    for key in ("effective_from", "effective_until"):
        day = getattr(rulebook, key)
        if day and day != date.min and not FIRST_DAY <= day <= LAST_DAY and (node := fields.get(key)):
            report.add(node, f"{day} cannot be meant; correct the year.")
    if rulebook.status == "historical" and rulebook.effective_until is None and (node := fields.get("status")):
        report.add(node, "a historical rulebook has ended: write `effective_until`, its last day.")
    numbers = [document.number for document in rulebook.documents]
    for place, document in enumerate(fields.nodes("documents")):
        if place < len(numbers) and numbers[place] in numbers[:place]:
            report.add(document, f"the document `{shortened(numbers[place])}` stands here twice. Keep one of them.")


def _check_clause(criterion: Criterion, owner: Fields) -> None:
    clause = criterion.clause
    if not isinstance(clause, Comparison):
        return
    bounds = owner.get("bound_by") or owner.get("bound") or owner.node
    for edge in clause.edges():
        _check_edge(edge, clause.quantity, clause.unit, bounds, owner.report)
    if owner.has("bound") and _is_never_negative(clause.quantity):
        _check_sign(clause, bounds, owner.report)


def _check_scale(scale: Scale, owner: str, report: Report) -> None:
    if isinstance(scale, BestOf):
        for route in scale.routes:
            _check_scale(route.bands, route.id, report)
    if not isinstance(scale, Bands) or owner not in report.owners:
        return
    nodes = report.owners[owner].nodes("bands", optional=True)
    for node, band in zip(nodes, scale.bands, strict=False):
        if band.edge is not None and isinstance(node, Mapping):
            at = node.nodes.get("at_least") or node.nodes.get("above") or node
            _check_edge(band.edge, scale.quantity, scale.unit, at, report)


def _check_edge(edge: Decimal, quantity: Quantity, unit: Unit, node: Node, report: Report) -> None:
    """Note a number that its unit cannot have, which is nearly always a unit mistaken."""
    if isinstance(quantity, Reading | Sum) and unit in _WHOLE and edge != int(edge):
        report.add(node, f"{edge} {unit} cannot be: they come in whole numbers. Correct the number.")
    if unit == "yuan" and edge != round(edge, 2):
        report.add(node, f"{edge} yuan is no amount of money: it has at most two decimals. Correct the number.")
    if unit == "ratio" and abs(edge) >= LARGE_RATIO:
        report.add(node, f"a ratio of {edge} is {100 * edge} %; write ratios as fractions, 0.05 for 5 %.")


def _is_never_negative(quantity: Quantity) -> bool:
    """Tell whether a quantity cannot lie below zero: figures and judgements that cannot, nothing taken away."""
    match quantity:
        case Reading() | Mean():
            names = quantity.measures()
        case Sum(minus=()):
            names = quantity.plus
        case _:
            return False
    return not any(_YEAR.sub("", name) in MAY_BE_NEGATIVE for name in names)


def _check_sign(clause: Comparison, node: Node, report: Report) -> None:
    bound = clause.edges()[0]
    if (clause.kind == "at_least" and bound <= 0) or (clause.kind == "above" and bound < 0):
        report.add(node, f"{clause.kind} {bound} is met by every firm. Correct the number, or remove the condition.")
    if (clause.kind == "below" and bound <= 0) or (clause.kind == "at_most" and bound < 0):
        report.add(node, f"{clause.kind} {bound} is met by no firm. Correct the number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """What conditions that have to hold together leave of a quantity, and the criteria that bound it."""

    low: Decimal | None = None
    low_included: bool = True
    low_by: str = ""
    high: Decimal | None = None
    high_included: bool = True
    high_by: str = ""

    def narrowed(self, clause: Comparison, by: str) -> "_Range":
        """Return the range less what `clause` excludes for every size of firm."""
        included = clause.doubtful_edge or clause.kind in {"at_least", "at_most"}
        if clause.kind in {"at_least", "above"}:
            low = min(clause.edges())
            if self.low is None or low > self.low or (low == self.low and not included):
                return replace(self, low=low, low_included=included, low_by=by)
            return self
        high = max(clause.edges())
        if self.high is None or high < self.high or (high == self.high and not included):
            return replace(self, high=high, high_included=included, high_by=by)
        return self

    @property
    def empty(self) -> bool:
        """Tell whether nothing is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_included and self.high_included))


@dataclass(slots=True, kw_only=True)
class _Conjunction:
    """Conditions that have to hold together: those of a rulebook, or of one branch of a choice and all around it."""

    ranges: dict[Quantity, _Range] = field(default_factory=dict)
    flags: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, tuple[frozenset[int], str]] = field(default_factory=dict)
    seen: dict[Comparison | Flag | Membership, str] = field(default_factory=dict)

    def take(self, criteria: Iterable[Criterion], fields: Fields, around: Node) -> None:
        """Add criteria, noting one that cannot hold beside those before it; then look into each choice among them."""
        choices: list[tuple[Criterion, Node]] = []
        self._add(criteria, fields, around, choices)
        for choice, node in choices:
            assert isinstance(choice.clause, Group)
            for member in choice.clause.members:
                self._copy().take((member,), fields, node)

    def _add(
        self, criteria: Iterable[Criterion], fields: Fields, around: Node, choices: list[tuple[Criterion, Node]]
    ) -> None:
        for criterion in criteria:
            owner = fields.report.owners.get(criterion.id)
            node = _place(owner) if owner else around
            match criterion.clause:
                case Group(kind="any_of"):
                    choices.append((criterion, node))
                case Group() as clause:
                    self._add(clause.members, fields, node, choices)
                case Comparison() | Flag() | Membership() as clause:
                    problem = self._repeated(clause, criterion.id) or self._contradiction(clause, criterion.id)
                    if problem:
                        fields.report.add(node, problem)

    def _copy(self) -> "_Conjunction":
        return _Conjunction(
            ranges=dict(self.ranges), flags=dict(self.flags), codes=dict(self.codes), seen=dict(self.seen)
        )

    def _repeated(self, clause: Comparison | Flag | Membership, by: str) -> str | None:
        other = self.seen.setdefault(clause, by)
        return None if other == by else f"this is the same condition as `{other}`. Keep one of them."

    def _contradiction(self, clause: Comparison | Flag | Membership, by: str) -> str | None:
        match clause:
            case Comparison():
                return self._out_of_range(clause, by)
            case Flag():
                kind, other = self.flags.setdefault(clause.measure, (clause.kind, by))
                return None if kind == clause.kind else f"`{other}` asks for the opposite: nobody meets both."
            case Membership():
                return self._no_code(clause, by)

    def _out_of_range(self, clause: Comparison, by: str) -> str | None:
        found = self.ranges.get(clause.quantity, _Range()).narrowed(clause, by)
        if found.empty:
            other = found.high_by if found.low_by == by else found.low_by
            return f"nobody meets this and `{other}`: {_words(found)}. Correct one of the bounds."
        self.ranges[clause.quantity] = found
        return None

    def _no_code(self, clause: Membership, by: str) -> str | None:
        codes = frozenset(clause.codes) if clause.kind == "code_in" else _CODES - frozenset(clause.codes)
        before, other = self.codes.get(clause.measure, (_CODES, by))
        if not codes & before:
            return f"nobody meets this and `{other}`: no code is left. Correct one of the lists."
        self.codes[clause.measure] = (codes & before, by)
        return None


def _words(found: _Range) -> str:
    low: Comparing = "at_least" if found.low_included else "above"
    high: Comparing = "at_most" if found.high_included else "below"
    return f"{low} {found.low} and {high} {found.high}"


def _place(owner: Fields) -> Node:
    keys = ("bound", "bound_by", "codes", "measure", "rulebook")
    return next((node for key in keys if (node := owner.get(key))), owner.node)
