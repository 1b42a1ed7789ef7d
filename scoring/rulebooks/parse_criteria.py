"""Read criteria and their clauses, those of other rulebooks that a `meets` takes over among them."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal, get_args

from scoring.rulebooks.fields import READING, STAND_IN, Fields, Report, Withdrawn, cited
from scoring.rulebooks.limits import LONGEST_JOINED_ID, MOST_CRITERIA, PROGRAMME, VERSION
from scoring.rulebooks.parse_classes import parse_in_class, parse_membership
from scoring.rulebooks.parse_quantities import check_unit, parse_quantity, unit_of
from scoring.rulebooks.schema import (
    Clause,
    Comparing,
    Comparison,
    Confidence,
    Criterion,
    Flag,
    Group,
    Points,
    Rulebook,
    Step,
    Steps,
)
from scoring.rulebooks.yaml_tree import Node, RulebookError, Scalar

_KINDS = (
    *get_args(Comparing),
    *("is_true", "is_false", "code_in", "code_not_in", "in_class"),
    *("points_at_least", "points_above", "all_of", "any_of", "meets"),
)
CONFIDENCES = get_args(Confidence)
_REFERENCE = re.compile(f"({PROGRAMME})@({VERSION})")


def parse_criterion(node: Node, report: Report, within: Criterion | None = None, *, document: str) -> Criterion:
    """Read a criterion, or a member of the group `within`, which lends it its article, document and confidence."""
    fields = Fields(node, report)
    count_criteria(node, report, 1)
    title = fields.words("title")
    head = Criterion(
        id=fields.new_id(),
        title=title,
        text=fields.words("text", default=title if within else None),
        article=fields.text("article", default=within.article if within else None),
        document=fields.text("document", default=within.document if within else document),
        confidence=fields.choice("confidence", CONFIDENCES, default=within.confidence if within else None),
        note=fields.words("note") if fields.has("note") else None,
        clause=Group(kind="all_of", members=()),
    )
    clause = _parse_clause(fields, head)
    fields.done()
    return Criterion(**{name: getattr(head, name) for name in head.__slots__ if name != "clause"}, clause=clause)


def _parse_clause(fields: Fields, head: Criterion) -> Clause:
    kind = fields.choice("kind", _KINDS)
    if kind in {"is_true", "is_false"}:
        return Flag(kind=kind, measure=flag_measure(fields, "measure"))
    if kind in {"points_at_least", "points_above"}:
        return _parse_points(kind, fields)
    if kind in {"all_of", "any_of"}:
        nodes = fields.nodes("members")
        members = (parse_criterion(node, fields.report, head, document=head.document) for node in nodes)
        return Group(kind=kind, members=tuple(members))
    if kind in {"code_in", "code_not_in"}:
        return parse_membership(kind, fields)
    if kind == "in_class":
        return parse_in_class(fields)
    if kind == "meets":
        return _parse_meets(fields, head)
    quantity, unit = parse_quantity(fields)
    bound = _parse_steps(fields) if fields.has("bound_by") else fields.number("bound")
    return Comparison(kind=kind, quantity=quantity, bound=bound, unit=unit, doubtful_edge=fields.true("doubtful_edge"))


def _parse_meets(fields: Fields, head: Criterion) -> Group:
    """Take over the criteria of another rulebook, each under an id of its own here."""
    of = fields.text("rulebook")
    found = _look_up(fields, of)
    if found is None or not count_criteria(fields.node, fields.report, sum(1 for _ in found.walk())):
        return Group(kind="meets", members=(), of=of)
    members = tuple(_renamed(one, head.id) for one in found.criteria)
    longest = max((one.id for member in members for one in member.walk()), key=len)
    if len(longest) > LONGEST_JOINED_ID and (node := fields.get("id")):
        message = f"with this id `{longest}` gets {len(longest)} characters, at most {LONGEST_JOINED_ID}. Shorten it."
        fields.report.add(node, message)
    return Group(kind="meets", members=members, of=of)


def count_criteria(node: Node, report: Report, more: int) -> bool:
    """Count criteria, noting the one that is too many; tells whether all of them may be."""
    before, report.criteria = report.criteria, report.criteria + more
    if before <= MOST_CRITERIA < report.criteria:
        message = (
            f"here are more than {MOST_CRITERIA} criteria, those taken over by `meets` among them. Split the rulebook."
        )
        report.add(node, message)
    return report.criteria <= MOST_CRITERIA


def _look_up(fields: Fields, of: str) -> Rulebook | None:
    node, report = fields.get("rulebook"), fields.report
    parts = _REFERENCE.fullmatch(of)
    if node is None or not of or report.criteria > MOST_CRITERIA:
        return None
    if not parts:
        report.add(node, f"`{cited(node)}` names no rulebook; write programme@version, such as sme_size@2011.")
        return None
    key = (parts[1], parts[2])
    if key in READING.get():
        way = " → ".join(f"{programme}@{version}" for programme, version in (*READING.get(), key))
        report.add(node, f"`{of}` leads back to itself, in a circle: {way}. Remove one of the references.")
        return None
    try:
        found = report.taken_over.get(key) or report.library(*key)
    except Withdrawn:
        report.add(node, f"`{of}` is withdrawn and decides nothing any more; name another version.")
        return None
    except RulebookError as error:
        report.add(node, f"`{of}` cannot be used, its own text is wrong: {error.findings[0].message}")
        return None
    if problem := _unusable(found):
        report.add(node, f"`{of}` {problem}")
        return None
    if found:
        report.taken_over[key] = found
    return found


def _unusable(found: Rulebook | None) -> str | None:
    if found is None:
        return "is no rulebook that is known here; correct the programme or the version."
    if found.score:
        return "has a score sheet; only a rulebook without points can be a criterion of another."
    return None if found.criteria else "has no criteria yet, so nothing can be met."


def _renamed(criterion: Criterion, within: str) -> Criterion:
    clause = criterion.clause
    if isinstance(clause, Group):
        clause = replace(clause, members=tuple(_renamed(member, within) for member in clause.members))
    return replace(criterion, id=f"{within}__{criterion.id}", clause=clause)


def flag_measure(fields: Fields, key: str) -> str:
    """Read the name of a measure that has to be a flag."""
    measure = fields.measure(key)
    node = fields.get(key)
    if node and measure.unit != "flag" and measure is not STAND_IN:
        fields.report.add(node, f"`{measure.name}` is in {measure.unit}, neither true nor false; compare it instead.")
    return measure.name


def _parse_points(kind: Literal["points_at_least", "points_above"], fields: Fields) -> Points:
    of = fields.text("of")
    if isinstance(node := fields.get("of"), Scalar):
        fields.report.points_of.append(node)
    check_unit(fields, "points")
    return Points(
        kind="points_above" if kind == "points_above" else "points_at_least", of=of, bound=fields.number("bound")
    )


def _parse_steps(fields: Fields) -> Steps:
    node = fields.need("bound_by")
    assert node, "the caller has seen it"
    inner = Fields(node, fields.report)
    measure = inner.measure("measure")
    check_unit(inner, unit_of(measure))
    nodes = inner.nodes("steps")
    steps = tuple(_parse_step(step, fields.report, last=step is nodes[-1]) for step in nodes)
    inner.done()
    _check_rising(nodes, [step.at_most for step in steps if step.at_most is not None], fields.report)
    return Steps(measure=measure.name, unit=measure.unit, steps=steps or (Step(at_most=None, bound=Decimal(0)),))


def _parse_step(node: Node, report: Report, *, last: bool) -> Step:
    fields = Fields(node, report)
    open_end = fields.true("otherwise")
    if open_end != last:
        report.add(node, "the last step, and no other, is `otherwise: true`; else some sizes have no bound.")
    at_most = None if last else fields.number("at_most")
    step = Step(at_most=at_most, bound=fields.number("bound"))
    fields.done()
    return step


def _check_rising(nodes: tuple[Node, ...], edges: list[Decimal], report: Report) -> None:
    for node, before, edge in zip(nodes[1:], edges, edges[1:], strict=False):
        if edge <= before:
            report.add(node, f"steps have to rise: {edge} comes after {before}. Sort them, each edge once.")
