"""What a header says: the field it means, the unit it states, the year it stands under; and what it may have meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from crm.intake.characters import plain
from crm.intake.kinds.fields import Field
from crm.intake.kinds.registry import FIELDS
from crm.intake.reading.amounts import UNITS

UNIT = re.compile(
    r"(?:[(\[:/_,\-]|单位[:]?|以)*(?P<unit>(?:千|万|十万|百万|千万|亿)?元)(?:人民币|计)?[)\]]*$|^人民币(?P<only>元)$"
)
ONLY_UNIT = re.compile(r"[(\[]?(?:单位:?)?(?P<unit>(?:千|万|十万|百万|千万|亿)?元|%)[)\]]?")
OTHER_UNIT = re.compile(r"[(\[]?(?:人|人次|家|个|件|项|次|年|天|平方米|-+|—+|/)[)\]]?")
PER_CENT = re.compile(r"[(\[]?%[)\]]?$")
DECORATION = re.compile(r"[*＊]|\((?:必填|选填|人|名|文本|不含税|含税)\)|^[0-9]+[.、]\s*")
YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年?度?")
YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年度?(?P<word>.+)")
SAYS_NOTHING_MORE = re.compile(r"|合计|总计|小计|本年|本年度|本期|金额|数额|数值")
"""A lower header under which the upper one keeps its meaning; any other ('其中：人员费用') narrows it."""

NEAR_ENOUGH = 60
"""Likeness, of 100, from which a field is offered for a header. It is never taken by itself."""
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a header was taken to say."""

    field: Field | None = None
    unit: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A field that a header resembles, and how much, from 0 to 1."""

    field: Field
    similarity: float


def bare(header: str) -> str:
    """A header without what people add to it: blanks, line ends, asterisks, '(必填)', numbering, case."""
    text = re.sub(r"\s+", "", plain(header))
    return DECORATION.sub("", text).casefold()


def understood(parts: Sequence[str], kind: str) -> Understood:
    """What a header says whose `parts` stand one above the other, the lowest last.

    The lowest part names the field, or one above it where those below add a year, a unit or nothing. The unit and the
    year may stand in any part, the lowest one counts.
    """
    field: Field | None = None
    unit: str | None = None
    year: int | None = None
    closed = False
    for part in reversed(parts):
        word, own_unit, own_year = _taken_apart(bare(part), kind)
        if field is None and not closed:
            field = _field_of(word, kind)
            closed = field is None and not SAYS_NOTHING_MORE.fullmatch(word)
        unit, year = unit or own_unit, year or own_year
    if field is None:
        return Understood()
    return Understood(field=field, unit=unit if unit in field.units else None, year=year)


def unit_alone(text: str) -> str | None:
    """The unit of money or '%' that a cell holds and nothing else ('万元', '（万元）')."""
    found = ONLY_UNIT.fullmatch(re.sub(r"\s+", "", plain(text)))
    return found["unit"] if found else None


def unit_stated(text: str) -> str | None:
    """The unit that a header states at its end, whatever it names."""
    word = bare(text)
    return unit_alone(word) or _without_unit(word)[1]


def is_unit_like(text: str) -> bool:
    """Whether a cell holds nothing but a unit, of whatever is counted."""
    return unit_alone(text) is not None or OTHER_UNIT.fullmatch(re.sub(r"\s+", "", plain(text))) is not None


def year_alone(text: str) -> int | None:
    """The year that a cell holds and nothing else ('2024年', '2024年度')."""
    found = YEAR.fullmatch(bare(text))
    return int(found["year"]) if found else None


def suggestions(parts: Sequence[str], kind: str) -> tuple[Suggestion, ...]:
    """The fields whose words are nearest to the header, the nearest first."""
    words = fields_by_word(kind)
    wanted = _taken_apart(bare(parts[-1]), kind)[0] if parts else ""
    if len(wanted) < 2:
        return ()
    found = process.extract(wanted, list(words), scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH, limit=4 * SUGGESTIONS)
    best: dict[str, Suggestion] = {}
    for word, score, _index in found:
        field = words[word]
        best.setdefault(field.name, Suggestion(field=field, similarity=round(score / 100, 2)))
    return tuple(best.values())[:SUGGESTIONS]


@cache
def fields_by_word(kind: str) -> dict[str, Field]:
    """Each word that a header may have, bare, and the field it means."""
    return {bare(word): field for field in FIELDS[kind] for word in field.words}


@cache
def _has_years(kind: str) -> bool:
    return any(field.name == "year" for field in FIELDS[kind])


def _field_of(word: str, kind: str) -> Field | None:
    known = fields_by_word(kind)
    return known.get(word) or known.get(re.sub(r"\([^()]*\)$", "", word))


def _taken_apart(text: str, kind: str) -> tuple[str, str | None, int | None]:
    """Word, unit and year of '2024年营业收入(万元)', '营业收入:万元', '万元', '2024年度'."""
    if text in fields_by_word(kind):
        return text, None, None
    if alone := unit_alone(text):
        return "", alone, None
    word, unit = _without_unit(text)
    if not _has_years(kind):
        return word, unit, None
    if found := YEAR.fullmatch(word):
        return "", unit, int(found["year"])
    if found := YEAR_FIRST.fullmatch(word):
        return found["word"], unit, int(found["year"])
    return word, unit, None


def _without_unit(text: str) -> tuple[str, str | None]:
    if found := UNIT.search(text):
        unit = found["unit"] or found["only"]
        return text[: found.start()], unit if unit in UNITS else None
    if found := PER_CENT.search(text):
        return text[: found.start()], "%"
    return text, None
