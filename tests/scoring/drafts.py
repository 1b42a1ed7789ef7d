"""Small rulebooks in the making, for tests of drafts: three firms and one number that decides."""

from datetime import date

from crm.accounts.models import User
from scoring.models import RulebookDraft, RulebookVersion
from scoring.rulebook_drafts import create_draft, submit_draft
from scoring.rulebook_versions import store_version
from scoring.rulebooks.loader import parse_rulebook
from tests.factories import ProgrammeFactory

TODAY = date(2026, 6, 1)
TEXT = """\
programme: {programme}
version: "{version}"
status: {status}
title: {{zh: 样例, en: Sample}}
documents: [{{number: 样例〔2026〕1号, title: {{zh: 办法, en: Measures}}, issuers: [科技局]}}]
effective_from: {begins}
criteria:
  - id: staff
    title: {{zh: 人数, en: Staff}}
    text: {{zh: 人数, en: Staff}}
    article: 第一条
    confidence: solid
    kind: at_least
    measure: headcount_y0
    bound: {bound}  # the number that decides
    unit: people
"""
CASES = """\
rulebook: {version}.yaml
cases:
  - case: 刚好 — just enough
    given: {{headcount_y0: {bound}}}
    expect: {{verdict: met}}
  - case: 不知道 — not known
    expect: {{verdict: undetermined, settles: [headcount_y0]}}
"""


def text(
    version: str = "2026", bound: int = 50, status: str = "active", programme: str = "gazelle", **more: str
) -> str:
    """A rulebook with one number in it."""
    given = {"begins": "2026-01-01", **more}
    return TEXT.format(programme=programme, version=version, bound=bound, status=status, **given)


def resting_on(other: RulebookVersion, version: str = "2026", **more: str) -> str:
    """A rulebook whose only criterion is to meet `other`."""
    before, _clause = text(version, **more).split("    kind: at_least")
    return f"{before}    kind: meets\n    rulebook: {other}\n"


def cases(version: str = "2026", bound: int = 50) -> str:
    """Cases that pass with this bound."""
    return CASES.format(version=version, bound=bound)


def stored(version: str = "2020", bound: int = 10, **more: str) -> RulebookVersion:
    """A version in force since 2020."""
    source = text(version, bound, **{"begins": "2020-01-01", **more})
    programme = ProgrammeFactory(code=more.get("programme", "gazelle"))
    assert programme
    return store_version(parse_rulebook(source), source=source, cases=cases(version, bound))


def drafted(by: User, **given: str) -> RulebookDraft:
    """A draft of the next version, with cases that pass."""
    programme = ProgrammeFactory(code="gazelle")
    return create_draft(programme=programme, by=by, on=TODAY, **{"source": text(), "cases": cases(), **given})


def submitted(by: User, **given: str) -> RulebookDraft:
    """A draft that waits for a decision."""
    draft = drafted(by, **given)
    return submit_draft(draft_id=draft.pk, by=by, revision=draft.revision)
