"""Small rulebooks with which a test of scoring can turn verdicts as it likes."""

from collections.abc import Sequence
from datetime import date

from scoring.models import RulebookVersion
from scoring.rulebooks.parser import parse_rulebook
from tests.factories import ProgrammeFactory

CRITERION = """\
  - id: {id}
    title: {{zh: {id}标准, en: The {id} criterion}}
    text: {{zh: 原文, en: Text}}
    article: 第一条
    confidence: solid
    note: {{zh: 待核, en: To be checked}}
    kind: {kind}
    measure: {measure}
    bound: {bound}
    unit: {unit}
"""
HEAD = """\
programme: {programme}
version: "{version}"
status: {status}
title: {{zh: 样例, en: Sample}}
documents:
  - {{number: 样例〔{version}〕1号, title: {{zh: 办法, en: Measures}}, issuers: [科技局], issued_on: 2020-01-17}}
effective_from: {since}
criteria:
"""
REVENUE = ("revenue", "at_least", "revenue_y0", 10_000_000, "yuan")
STAFF = ("staff", "at_least", "headcount_y0", 50, "people")


def rulebook_version(
    *criteria: Sequence[object],
    programme: str = "sample",
    version: str = "2020",
    since: date = date(2020, 1, 1),
    status: str = "active",
) -> RulebookVersion:
    """A stored version with these criteria, each (id, kind, measure, bound, unit); at least ten million unless told."""
    names = ("id", "kind", "measure", "bound", "unit")
    source = HEAD.format(programme=programme, version=version, status=status, since=since) + "".join(
        CRITERION.format(**dict(zip(names, one, strict=True))) for one in criteria or (REVENUE,)
    )
    parse_rulebook(source)
    return RulebookVersion.objects.create(
        programme=ProgrammeFactory(code=programme),
        version=version,
        status=status,
        effective_from=since,
        source=source,
        sha256=f"{version:0>64}",
    )
