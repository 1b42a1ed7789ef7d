"""The YAML of a version in the making: begun from another version with all its comments, or from an empty form."""

import re
from collections.abc import Collection
from datetime import date

from scoring.rulebooks.schema import Text

_VALUE = r"""("[^"\n]*"|'[^'\n]*'|[^\s#"']+)"""

TEMPLATE = """\
# {title_zh} ({title_en}), version {version}. Money in yuan, shares as fractions (0.10 is 10 %); y0 is the last year.
programme: {programme}
version: "{version}"
status: draft  # write `active` (or `reference`) once the criteria stand
title: {{zh: "{title_zh}", en: "{title_en}"}}
documents:
  - number: "（文号）"
    title: {{zh: "（文件名称）", en: "(title of the document)"}}
    issuers: ["（发文机关）"]
effective_from: {effective_from}

# criteria:
#   - id: staff
#     title: {{zh: 科技人员占比不低于10%, en: At least 10 % S&T staff}}
#     text: {{zh: （原文）, en: (the words of the document)}}
#     article: （条款）
#     confidence: solid
#     kind: at_least
#     ratio: {{numerator: [st_staff_y0], denominator: [headcount_y0], zero: unknown}}
#     bound: 0.10
#     unit: ratio
"""


def template(*, programme: str, title: Text, version: str, effective_from: date) -> str:
    """Return a form without criteria that has nothing wrong with it."""
    words = {"title_zh": _bare(title.zh), "title_en": _bare(title.en)}
    return TEMPLATE.format(programme=programme, version=version, effective_from=effective_from.isoformat(), **words)


def renewed(text: str, *, version: str, effective_from: date) -> str:
    """Return a version's text as the beginning of the next one: another name, another term, all else as it stands."""
    text = _with(text, "version", f'"{version}"')
    text = _with(text, "effective_from", effective_from.isoformat())
    text = re.sub(r"^effective_until:[^\n]*\n", "", text, count=1, flags=re.MULTILINE)
    return _with(text, "status", "active") if top_value(text, "status") in ("historical", "draft") else text


def renewed_cases(text: str, *, version: str) -> str:
    """Return the cases with the name of the version that they now belong to."""
    return _with(text, "rulebook", f"{version}.yaml")


def next_version(taken: Collection[str], year: int) -> str:
    """Return the year, or the first of `2026-2`, `2026-3` … that no version has."""
    names = (str(year), *(f"{year}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def top_value(text: str, key: str) -> str:
    """Return what stands behind a key at the left edge, without its quotes; nothing if it is not there."""
    found = re.search(rf"^{key}:[ \t]*{_VALUE}", text, flags=re.MULTILINE)
    return found[1].strip("\"'") if found else ""


def _with(text: str, key: str, value: str) -> str:
    return re.sub(rf"^({key}:[ \t]*){_VALUE}", lambda found: f"{found[1]}{value}", text, count=1, flags=re.MULTILINE)


def _bare(text: str) -> str:
    return text.replace("\\", "").replace('"', "")
