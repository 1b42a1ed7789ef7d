"""A rulebook and its cases checked as they are typed: everything that is wrong, and what the cases give."""

import hashlib
from dataclasses import dataclass

from scoring.rulebooks.cases import CaseResult, run_cases
from scoring.rulebooks.loader import Library, parse_rulebook
from scoring.rulebooks.schema import Rulebook
from scoring.rulebooks.yaml_tree import Finding, RulebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came out. Cases are run only if both texts can be read; `rulebook` is None if its text cannot."""

    rulebook: Rulebook | None
    findings: tuple[Finding, ...]
    case_findings: tuple[Finding, ...]
    case_results: tuple[CaseResult, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that came out otherwise than they say."""
        return tuple(result for result in self.case_results if not result.passed)


def check(source: str, cases: str, library: Library) -> Checked:
    """Read a rulebook and run its cases, if there are any; whatever is wrong is told, never raised."""
    try:
        rulebook = parse_rulebook(source, library=library)
    except RulebookError as refused:
        return Checked(rulebook=None, findings=refused.findings, case_findings=(), case_results=())
    if not cases.strip():
        return Checked(rulebook=rulebook, findings=(), case_findings=(), case_results=())
    case_findings, results = _outcome(source, cases, rulebook)
    return Checked(rulebook=rulebook, findings=(), case_findings=case_findings, case_results=results)


_Outcome = tuple[tuple[Finding, ...], tuple[CaseResult, ...]]
_MOST_KEPT = 64
_kept: dict[str, _Outcome] = {}
"""What cases gave, by both texts: whoever reads a draft again does not run them again. When full, all are let go.

A text that could be read refers to nothing but versions, and those never change; it is read anew each time all the
same, so that a reference to a version that was withdrawn since is found.
"""


def _outcome(source: str, cases: str, rulebook: Rulebook) -> _Outcome:
    key = hashlib.sha256(f"{len(source)}\n{source}{cases}".encode()).hexdigest()
    if key not in _kept:
        try:
            outcome: _Outcome = ((), run_cases(cases, rulebook))
        except RulebookError as refused:
            outcome = (refused.findings, ())
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = outcome
        return outcome
    return _kept[key]
