"""Cases beside a rulebook: firms with their expected verdicts, that an official can read and sign, and we can run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from scoring.rulebooks.explain import explain_each
from scoring.rulebooks.explanation import CriterionStatus, ExplainedCriterion, Explanation, Value, Verdict
from scoring.rulebooks.fields import STAND_IN, Fields, Report, read_choice, read_measure, read_number
from scoring.rulebooks.loader import load_rulebook, read_text
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook
from scoring.rulebooks.yaml_tree import Mapping as MappingNode
from scoring.rulebooks.yaml_tree import Node, RulebookError, Scalar, Sequence, read_tree

Points = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A firm, and what has to come out; only what is named is compared."""

    name: str
    line: int
    given: Mapping[str, Value]
    verdict: Verdict
    criteria: Mapping[str, CriterionStatus]
    points: Mapping[str, Points]
    settles: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What came out otherwise than the case says; nothing, if it passed."""

    name: str
    line: int
    differences: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Tell whether all came out as the case says."""
        return not self.differences


def check_cases(path: Path) -> tuple[CaseResult, ...]:
    """Run a cases file against the rulebook that it names.

    :raises RulebookError: the cases or the rulebook cannot be read, with every finding.
    """
    rulebook, cases = _load_cases(path)
    frame = _frame([case.given for case in cases], rulebook)
    return tuple(
        CaseResult(name=case.name, line=case.line, differences=tuple(_differences(case, explanation)))
        for case, explanation in zip(cases, explain_each(frame, rulebook), strict=True)
    )


def _load_cases(path: Path) -> tuple[Rulebook, tuple[Case, ...]]:
    tree, findings = read_tree(read_text(path), str(path))
    report = Report(findings=findings)
    fields = Fields(tree, report)
    rulebook = load_rulebook(path.parent / fields.text("rulebook"))
    base = _parse_given(fields.get("base"), report)
    cases = tuple(_parse_case(node, base, rulebook, report) for node in fields.nodes("cases"))
    fields.done()
    if report.findings:
        raise RulebookError(str(path), tuple(report.findings))
    return rulebook, cases


def _parse_case(node: Node, base: Mapping[str, Value], rulebook: Rulebook, report: Report) -> Case:
    fields = Fields(node, report)
    expected = Fields(fields.need("expect") or node, report)
    criteria = {criterion.id for criterion in rulebook.walk()}
    case = Case(
        name=fields.text("case"),
        line=node.line,
        given={**base, **_parse_given(fields.get("given"), report)},
        verdict=expected.choice("verdict", get_args(Verdict)),
        criteria=_parse_statuses(expected.get("criteria"), criteria, report),
        points=_parse_points(expected.get("points"), _lines(rulebook), report),
        settles=_parse_settles(expected.get("settles"), report),
    )
    expected.done()
    fields.done()
    return case


def _parse_given(node: Node | None, report: Report) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for key, value in _entries(node, report):
        measure = read_measure(key, report)
        if measure is not STAND_IN:
            given[measure.name] = _parse_value(value, measure.unit == "flag", report)
    return given


def _parse_value(node: Node, flag: bool, report: Report) -> Value:
    text = node.text if isinstance(node, Scalar) else ""
    if text == "unknown":
        return None
    if not flag:
        return float(read_number(node, report))
    if text not in {"true", "false"}:
        report.add(node, f"`{text}` is neither true, false nor unknown.")
    return text == "true"


def _parse_statuses(node: Node | None, known: set[str], report: Report) -> dict[str, CriterionStatus]:
    statuses: dict[str, CriterionStatus] = {}
    for key, value in _entries(node, report):
        if key.text not in known:
            report.add(key, f"the rulebook has no criterion `{key.text}`; correct the id.")
        statuses[key.text] = read_choice(value, get_args(CriterionStatus), report)
    return statuses


def _parse_points(node: Node | None, known: set[str], report: Report) -> dict[str, Points]:
    points: dict[str, Points] = {}
    for key, value in _entries(node, report):
        if key.text not in known:
            report.add(key, f"the score has no `{key.text}`; write `total`, or the id of a part or an item.")
        ends = value.nodes if isinstance(value, Sequence) else (value, value)
        low, high = (float(read_number(end, report)) for end in (ends[0], ends[-1]))
        points[key.text] = (low, high)
    return points


def _parse_settles(node: Node | None, report: Report) -> frozenset[str] | None:
    if node is None:
        return None
    nodes = node.nodes if isinstance(node, Sequence) else ()
    return frozenset(read_measure(inner, report).name for inner in nodes)


def _entries(node: Node | None, report: Report) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, MappingNode):
        yield from ((node.keys[name], inner) for name, inner in node.nodes.items())
    elif node is not None:
        report.add(node, "here has to be a mapping (`key: value`).")


def _lines(rulebook: Rulebook) -> set[str]:
    if rulebook.score is None:
        return set()
    return {"total", *(part.id for part in rulebook.score.parts), *(item.id for item in rulebook.score.items())}


def _frame(firms: list[Mapping[str, Value]], rulebook: Rulebook) -> pd.DataFrame:
    columns = {}
    for name in rulebook.measures():
        values = [firm.get(name) for firm in firms]
        if MEASURES[name].unit == "flag":
            columns[name] = pd.Series(values, dtype="boolean")
        else:
            columns[name] = pd.Series([np.nan if value is None else float(value) for value in values])
    return pd.DataFrame(columns)


def _differences(case: Case, explanation: Explanation) -> Iterator[str]:
    if explanation.verdict != case.verdict:
        yield f"verdict is {explanation.verdict}, expected {case.verdict}"
    statuses = {inner.id: inner.status for criterion in explanation.criteria for inner in _walk(criterion)}
    for name, status in case.criteria.items():
        if statuses[name] != status:
            yield f"{name} is {statuses[name]}, expected {status}"
    found = _points_of(explanation)
    for name, points in case.points.items():
        if found[name] != points:
            yield f"{name} has {found[name][0]:g} to {found[name][1]:g} points, expected {points[0]:g} to {points[1]:g}"
    if case.settles is not None and set(explanation.settles) != case.settles:
        yield f"settled by {sorted(explanation.settles)}, expected {sorted(case.settles)}"


def _walk(criterion: ExplainedCriterion) -> Iterator[ExplainedCriterion]:
    yield criterion
    for member in criterion.members:
        yield from _walk(member)


def _points_of(explanation: Explanation) -> dict[str, Points]:
    if explanation.score is None:
        return {}
    score = explanation.score
    parts = {part.id: (part.low, part.high) for part in score.parts}
    items = {item.id: (item.low, item.high) for part in score.parts for item in part.items}
    return {"total": (score.low, score.high), **parts, **items}
