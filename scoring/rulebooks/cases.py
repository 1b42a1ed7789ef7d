"""Cases beside a rulebook: firms with their expected verdicts, that an official can read and sign, and we can run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from scoring.rulebooks.explain import explain_each
from scoring.rulebooks.explanation import CriterionStatus, ExplainedCriterion, Explanation, Value, Verdict
from scoring.rulebooks.fields import STAND_IN, Fields, Library, Report, cited, read_choice, read_measure, read_number
from scoring.rulebooks.finding_words import STATUS
from scoring.rulebooks.limits import MOST_CASES
from scoring.rulebooks.loader import load_rulebook, read_text
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.parse_classes import read_code
from scoring.rulebooks.schema import Rulebook, Text
from scoring.rulebooks.wording import TOTAL, measure_words
from scoring.rulebooks.wording_score import titles_of
from scoring.rulebooks.yaml_tree import Mapping as MappingNode
from scoring.rulebooks.yaml_tree import Node, RulebookError, Scalar, Sequence, read_tree

Points = tuple[float, float]
_OPEN_CLASS = "unknown"


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
    class_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What came out otherwise than the case says; nothing, if it passed."""

    name: str
    line: int
    differences: tuple[Text, ...]

    @property
    def passed(self) -> bool:
        """Tell whether all came out as the case says."""
        return not self.differences


def check_cases(path: Path, library: Library | None = None) -> tuple[CaseResult, ...]:
    """Run a cases file against the rulebook that it names; `library` is that of `load_rulebook`.

    :raises RulebookError: the cases or the rulebook cannot be read, with every finding.
    """
    text, source = read_text(path), str(path)
    tree, findings = read_tree(text, source)
    name = Fields(tree, Report(findings=findings)).text("rulebook")
    if not name:
        raise RulebookError(source, tuple(findings))
    return run_cases(text, load_rulebook(path.parent / name, library), source)


def run_cases(text: str, rulebook: Rulebook, source: str = "cases") -> tuple[CaseResult, ...]:
    """Run cases against `rulebook`, whatever rulebook they name.

    :raises RulebookError: the cases cannot be read, with every finding.
    """
    cases = _parse_cases(text, rulebook, source)
    frame = _frame([case.given for case in cases], rulebook)
    return tuple(
        CaseResult(name=case.name, line=case.line, differences=tuple(_differences(case, explanation, rulebook)))
        for case, explanation in zip(cases, explain_each(frame, rulebook), strict=True)
    )


def _parse_cases(text: str, rulebook: Rulebook, source: str) -> tuple[Case, ...]:
    tree, findings = read_tree(text, source)
    report = Report(findings=findings)
    fields = Fields(tree, report)
    fields.get("rulebook")
    base = _parse_given(fields.get("base"), report)
    cases = tuple(_parse_case(node, base, rulebook, report) for node in _nodes(fields))
    fields.done()
    if report.findings:
        raise RulebookError(source, tuple(report.findings))
    return cases


def _nodes(fields: Fields) -> tuple[Node, ...]:
    """Return the cases, none if there are too many."""
    nodes = fields.nodes("cases")
    if len(nodes) <= MOST_CASES:
        return nodes
    message = f"here are {len(nodes)} cases; at most {MOST_CASES} are run. Remove those that show the same."
    fields.report.add(nodes[0], message)
    return ()


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
        class_id=_parse_class(expected, rulebook),
    )
    expected.done()
    fields.done()
    return case


def _parse_given(node: Node | None, report: Report) -> dict[str, Value]:
    given: dict[str, Value] = {}
    for key, value in _entries(node, report):
        measure = read_measure(key, report)
        if measure is not STAND_IN:
            given[measure.name] = _parse_value(value, measure, report)
    return given


def _parse_value(node: Node, measure: Measure, report: Report) -> Value:
    text = node.text if isinstance(node, Scalar) else ""
    if text == "unknown":
        return None
    if measure.unit == "code":
        return float(read_code(node, report))
    if measure.unit != "flag":
        return float(read_number(node, report))
    if text not in {"true", "false"}:
        report.add(node, f"`{cited(node)}` is neither true, false nor unknown.")
    return text == "true"


def _parse_statuses(node: Node | None, known: set[str], report: Report) -> dict[str, CriterionStatus]:
    statuses: dict[str, CriterionStatus] = {}
    for key, value in _entries(node, report):
        if key.text not in known:
            report.add(key, f"the rulebook has no criterion `{cited(key)}`; correct the id.")
        statuses[key.text] = read_choice(value, get_args(CriterionStatus), report)
    return statuses


def _parse_points(node: Node | None, known: set[str], report: Report) -> dict[str, Points]:
    points: dict[str, Points] = {}
    for key, value in _entries(node, report):
        if key.text not in known:
            report.add(key, f"the score has no `{cited(key)}`; write `total`, or the id of a part or an item.")
        ends = value.nodes if isinstance(value, Sequence) else (value,)
        if len(ends) not in (1, 2):
            report.add(value, "points here are one number, or [lowest, highest].")
            continue
        low, high = (float(read_number(end, report)) for end in (ends[0], ends[-1]))
        points[key.text] = (low, high)
    return points


def _parse_class(expected: Fields, rulebook: Rulebook) -> str | None:
    """Read `class`: the id of a class of the rulebook's table, or `unknown`."""
    if not expected.has("class"):
        return None
    known = [named.id for named in rulebook.class_table.classes] if rulebook.class_table else []
    found: str = expected.choice("class", (_OPEN_CLASS, *known))
    return found


def _parse_settles(node: Node | None, report: Report) -> frozenset[str] | None:
    if node is None:
        return None
    if not isinstance(node, Sequence):
        report.add(node, "`settles` has to be a list of measures, `[]` for none.")
        return None
    return frozenset(read_measure(inner, report).name for inner in node.nodes)


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
    return pd.DataFrame(columns, index=pd.RangeIndex(len(firms)))


def _differences(case: Case, explanation: Explanation, rulebook: Rulebook) -> Iterator[Text]:
    if explanation.verdict != case.verdict:
        yield _other("评估结论", "verdict is", (explanation.verdict, case.verdict))
    statuses = {inner.id: inner for criterion in explanation.criteria for inner in _walk(criterion)}
    for name, status in case.criteria.items():
        if statuses[name].status != status:
            yield _other(f"“{statuses[name].title.zh}”（{name}）", f"{name} is", (statuses[name].status, status))
    found, titles = _points_of(explanation), {"total": TOTAL, **titles_of(rulebook)}
    for name, points in case.points.items():
        if found[name] != points:
            yield _other_points(name, titles[name], found[name], points)
    class_id = explanation.class_id or _OPEN_CLASS
    if case.class_id and class_id != case.class_id:
        yield _other("类别", "class is", (class_id, case.class_id))
    if case.settles is not None and set(explanation.settles) != case.settles:
        yield _other_settles(explanation.settles, case.settles)


def _other(zh: str, en: str, words: tuple[str, str]) -> Text:
    """Say what came out and what should have."""
    said = [STATUS.get(word, word) for word in words]
    return Text(zh=f"{zh}为{said[0]}，应为{said[1]}", en=f"{en} {words[0]}, expected {words[1]}")


def _other_points(name: str, title: Text, found: Points, expected: Points) -> Text:
    zh = title.zh if name == "total" else f"“{title.zh}”（{name}）"
    came, due = (f"{low:g}" if low == high else f"{low:g}至{high:g}" for low, high in (found, expected))
    en = f"{name} has {found[0]:g} to {found[1]:g} points, expected {expected[0]:g} to {expected[1]:g}"
    return Text(zh=f"{zh}得{came}分，应为{due}分", en=en)


def _other_settles(found: Iterable[str], expected: Iterable[str]) -> Text:
    names = [sorted(found), sorted(expected)]
    came, due = ("、".join(f"{measure_words(name).zh}（{name}）" for name in each) or "无" for each in names)
    en = "settled by {}, expected {}".format(*(", ".join(each) or "nothing" for each in names))
    return Text(zh=f"待补的数据为{came}，应为{due}", en=en)


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
