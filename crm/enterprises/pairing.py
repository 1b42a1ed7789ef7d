"""Which of many firms may be one, and why: pure, over all of them at once.

Equal codes, numbers and names are found by grouping. Names that are only alike are compared where something else
speaks for the two as well (the same region, address or telephone), and only where they share one of the rare pairs of
characters that two names as like as asked for cannot both lack (prefix filtering: Chaudhuri, Ganti, Kaushik 2006).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.enterprises.likeness import similarity
from crm.enterprises.records import Record

Pair = tuple[int, int]
"""Two firms by key, the smaller first."""


class Reason(StrEnum):
    """Why two records may be one firm, the strongest first; the last three only support others."""

    SAME_USCC = "same_uscc"
    SAME_ORGANISATION = "same_organisation"
    SAME_REGISTRATION_NO = "same_registration_no"
    SAME_NAME = "same_name"
    FORMER_NAME = "former_name"
    SAME_CORE_NAME = "same_core_name"
    SIMILAR_NAME = "similar_name"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"
    SAME_REGION = "same_region"


WORDS: Mapping[Reason, Promise] = {
    Reason.SAME_USCC: _("the same unified social credit code"),
    Reason.SAME_ORGANISATION: _("the same organisation code within the unified social credit code"),
    Reason.SAME_REGISTRATION_NO: _("the same old registration number"),
    Reason.SAME_NAME: _("the same name"),
    Reason.FORMER_NAME: _("one bears a former name of the other"),
    Reason.SAME_CORE_NAME: _("the same name but for place and legal form"),
    Reason.SIMILAR_NAME: _("similar names"),
    Reason.SAME_PHONE: _("the same telephone number"),
    Reason.SAME_ADDRESS: _("the same address"),
    Reason.SAME_REGION: _("the same region"),
}

BACKGROUND = 1000
"""Firms that we imagine besides, so that among a few a pair of characters that two share still counts as rare."""
ALIKE = {Reason.SAME_REGION: 0.8, Reason.SAME_ADDRESS: 0.65, Reason.SAME_PHONE: 0.6}
"""How similar names must be, given what else speaks for the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How like two firms are: every reason that holds, and how similar the names are."""

    reasons: tuple[Reason, ...]
    similarity: float


def likenesses(records: Sequence[Record]) -> dict[Pair, Likeness]:
    """All pairs among `records` that may be one firm."""
    by_pk = {record.pk: record for record in records}
    weights = _weights(records)
    candidates = {*_equal(records), *_renamed(records), *_alike(records, weights)}
    found = {}
    for one, other in sorted(candidates):
        likeness = compare(by_pk[one], by_pk[other], weights)
        if likeness.reasons:
            found[one, other] = likeness
    return found


def compare(one: Record, other: Record, weights: Mapping[str, float] | None = None) -> Likeness:
    """Every reason why two firms may be one; none at all where only the region, the address or the telephone agree."""
    near = similarity(one.pairs, other.pairs, weights)
    supporting = tuple(reason for reason in ALIKE if _BESIDE[reason](one) & _BESIDE[reason](other))
    reasons = [reason for reason, holds in _CERTAIN.items() if holds(one, other)]
    by_name = Reason.SAME_NAME in reasons or Reason.SAME_CORE_NAME in reasons
    apart = one.core.told_apart_from(other.core)
    if not by_name and not apart and any(near >= ALIKE[reason] for reason in supporting):
        reasons.append(Reason.SIMILAR_NAME)
    if not reasons:
        return Likeness(reasons=(), similarity=near)
    ordered = tuple(reason for reason in Reason if reason in {*reasons, *supporting})
    return Likeness(reasons=ordered, similarity=1.0 if Reason.SAME_NAME in reasons else near)


def _both(value: Callable[[Record], str]) -> Callable[[Record, Record], bool]:
    return lambda one, other: value(one) == value(other) != ""


_CERTAIN: Mapping[Reason, Callable[[Record, Record], bool]] = {
    Reason.SAME_USCC: _both(lambda record: record.uscc),
    Reason.SAME_ORGANISATION: lambda one, other: (
        one.organisation == other.organisation != "" and one.uscc != other.uscc
    ),
    Reason.SAME_REGISTRATION_NO: _both(lambda record: record.registration_no),
    Reason.SAME_NAME: _both(lambda record: record.spelling),
    Reason.FORMER_NAME: lambda one, other: one.spelling in other.former or other.spelling in one.former,
    Reason.SAME_CORE_NAME: lambda one, other: one.spelling != other.spelling and one.core.may_be(other.core),
}
_BESIDE: Mapping[Reason, Callable[[Record], frozenset[str]]] = {
    Reason.SAME_PHONE: lambda record: record.phones,
    Reason.SAME_ADDRESS: lambda record: frozenset(filter(None, (record.address,))),
    Reason.SAME_REGION: lambda record: record.regions,
}


def _weights(records: Sequence[Record]) -> dict[str, float]:
    """How telling each pair of characters is: the rarer, the more. 机电 says little, 卧龙 much."""
    firms = Counter(pair for record in records for pair in record.pairs)
    return {pair: math.log((BACKGROUND + len(records)) / number) for pair, number in firms.items()}


def _equal(records: Sequence[Record]) -> Iterator[Pair]:
    keys: tuple[Callable[[Record], str], ...] = (
        lambda record: record.organisation,
        lambda record: record.registration_no,
        lambda record: record.spelling,
        lambda record: record.core.text,
    )
    for key in keys:
        for group in _grouped((key(record), record) for record in records).values():
            yield from _pairs(group)


def _renamed(records: Sequence[Record]) -> Iterator[Pair]:
    """Firms whose name is a former one of another."""
    bearers = _grouped((former, record) for record in records for former in record.former)
    for record in records:
        for other in bearers.get(record.spelling, ()):
            if other.pk != record.pk:
                yield _pair(record, other)


def _alike(records: Sequence[Record], weights: Mapping[str, float]) -> Iterator[Pair]:
    """Pairs with something beside the name in common whose names may be similar enough."""
    for reason, beside in _BESIDE.items():
        for group in _grouped((value, record) for record in records for value in beside(record)).values():
            if len(group) > 1:
                yield from _joined(group, weights, ALIKE[reason])


def _joined(group: Sequence[Record], weights: Mapping[str, float], least: float) -> Iterator[Pair]:
    """Pairs of `group` that share a pair of characters of both prefixes: the others cannot reach `least`."""
    holders: defaultdict[str, list[Record]] = defaultdict(list)
    for record in group:
        for pair in _prefix(record, weights, least):
            for other in holders[pair]:
                yield _pair(record, other)
            holders[pair].append(record)


def _prefix(record: Record, weights: Mapping[str, float], least: float) -> Iterator[str]:
    """The rarest pairs of a name; what is left weighs too little for another name to be similar by it alone.

    Names of weight a and b with similarity s share s(a + b)/2, and never more than either, so at least s/(2 - s) of a.
    """
    needed = least / (2 - least) * sum(weights[pair] for pair in record.pairs)
    left = sum(weights[pair] for pair in record.pairs)
    for pair in sorted(record.pairs, key=lambda pair: (-weights[pair], pair)):
        if left < needed - 1e-9:
            return
        yield pair
        left -= weights[pair]


def _grouped(keyed: Iterable[tuple[str, Record]]) -> dict[str, list[Record]]:
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for key, record in keyed:
        if key:
            groups[key].append(record)
    return groups


def _pairs(group: Sequence[Record]) -> Iterator[Pair]:
    return (_pair(one, other) for one, other in combinations(group, 2))


def _pair(one: Record, other: Record) -> Pair:
    return (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)
