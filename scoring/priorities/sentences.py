"""The reasons of a worklist entry as sentences, in both languages, from the templates of `sentences.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import yaml

NAMED = 3
"""How many criteria or facts a sentence names before it only counts."""


class Titled(Protocol):
    """Anything with a name in both languages: a criterion's title, a measure."""

    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One reason, in words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one worklist entry.

    `gaps` and `missing` are the criteria not met and the facts not known, most telling first; `chance` is the
    probability of 高企 recognition within 12 months, None where the model is silent or was not asked.
    """

    programme: str
    action: str
    due_on: date | None = None
    days_left: int | None = None
    gaps: Sequence[Titled] = ()
    missing: Sequence[Titled] = ()
    chance: float | None = None


def sentences(case: Case) -> list[Sentence]:
    """Say why the action is proposed: first what is to be done, then what else is known."""
    zh, en = _words(case, "zh", "、"), _words(case, "en", ", ")
    made = [_filled(case.action, zh, en, count=len(case.gaps if case.action == "close_gap" else case.missing))]
    if case.action == "renew" and case.gaps:
        made.append(_filled("renewal_gaps", zh, en, count=len(case.gaps)))
    if case.action in ("renew", "close_gap") and case.missing:
        made.append(_filled("also_missing", zh, en, count=len(case.missing)))
    if case.chance is not None and case.programme == "hnte":
        made.append(_filled("chance", zh, en, chance=_percent(case.chance)))
    return made


@cache
def _templates() -> Mapping[str, Any]:
    templates: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text("utf-8"))
    return templates


def _words(case: Case, language: str, comma: str) -> dict[str, object]:
    """What the templates of one language may name."""
    return {
        "programme": _templates()["programmes"][case.programme][language],
        "judged": _templates()["judged"][case.programme][language],
        "gaps": _named([getattr(one, language) for one in case.gaps], comma),
        "missing": _named([getattr(one, language) for one in case.missing], comma),
        "due_on": case.due_on,
        "days_left": case.days_left,
    }


def _filled(code: str, zh: Mapping[str, object], en: Mapping[str, object], **numbers: object) -> Sentence:
    template = _templates()[code]
    return Sentence(code=code, zh=template["zh"].format(**zh, **numbers), en=template["en"].format(**en, **numbers))


def _named(titles: Sequence[str], comma: str) -> str:
    return comma.join(titles[:NAMED]) + ("…" if len(titles) > NAMED else "")


def _percent(chance: float) -> str:
    """Whole percent; never 0 % or 100 %, because no model is certain."""
    if chance < 0.01:
        return "<1%"
    return ">99%" if chance > 0.99 else f"{chance:.0%}"
