"""Is this firm on record already? Asked as somebody types a new one, and once more when they save it."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from crm.accounts.models import User
from crm.enterprises.likeness import PlaceNames, bigrams, core_of, similarity
from crm.enterprises.models import Enterprise, FormerName
from crm.enterprises.models.enterprise import Bigrams, EnterpriseQuerySet, Spelling
from crm.enterprises.pairing import Reason, compare
from crm.enterprises.records import Record, place_names, record, records_of

ALIKE = 0.6
"""How similar a name has to be to what is typed. There is no region or address to go by yet, so a person looks."""
MOST = 10
USCC_LENGTH = 18
TELLS_OF_THE_UNSEEN = frozenset(
    {Reason.SAME_USCC, Reason.SAME_ORGANISATION, Reason.SAME_REGISTRATION_NO, Reason.SAME_NAME}
)
"""Only these are said of a firm that the user may not see: who knows the code or the whole name learns nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A firm on record that may be the one in question."""

    enterprise: Enterprise | None
    """None: there is one, but not for these eyes."""
    reasons: tuple[Reason, ...]
    similarity: float


def check(
    *, user: User, uscc: str = "", name: str = "", registration_no: str = "", besides: Enterprise | None = None
) -> tuple[Candidate, ...]:
    """Firms on record that may be the one with this code, name or number, the likeliest first.

    `besides` is the firm that is being edited. Firms that `user` may not see are told of without their names, one at
    most, and only where the code, the number or the whole name is the same.
    """
    places = place_names()
    typed = record(places, uscc=uscc, name=name, registration_no=registration_no)
    firms = _likely(typed, places)
    if besides is not None:
        firms = firms.exclude(pk=besides.pk)
    likely = [(other.pk, *_compared(typed, other)) for other in records_of(firms, places)]
    found = sorted((firm for firm in likely if firm[1]), key=lambda firm: (_strength(firm[1]), -firm[2], firm[0]))
    seen = _seen(user, [pk for pk, _reasons, _similarity in found])
    candidates = [
        Candidate(enterprise=seen.get(pk), reasons=reasons, similarity=round(similarity, 3))
        for pk, reasons, similarity in found
    ]
    return tuple(_told(candidates))[:MOST]


def _compared(typed: Record, other: Record) -> tuple[tuple[Reason, ...], float]:
    likeness = compare(typed, other)
    if likeness.reasons or likeness.similarity < ALIKE or typed.core.told_apart_from(other.core):
        return likeness.reasons, likeness.similarity
    return (Reason.SIMILAR_NAME,), likeness.similarity


def _likely(typed: Record, places: PlaceNames) -> EnterpriseQuerySet:
    """Firms that share the code, the number or the name, present or former, or whose names are similar enough."""
    same, renamed = Q(spelt=typed.spelling), FormerName.objects.alias(spelt=Spelling("name"))
    if len(typed.uscc) == USCC_LENGTH:  # of a code that is still being typed nothing can be said
        same |= Q(uscc=typed.uscc) | Q(uscc__contains=typed.organisation)
    if typed.registration_no:
        same |= Q(registration_no=typed.registration_no)
    known = Enterprise.objects.alias(spelt=Spelling("name")).filter(same)
    before = renamed.filter(spelt=typed.spelling)
    keys = {
        *known.values_list(Coalesce("merged_into", "pk"), flat=True),
        *before.values_list(Coalesce("enterprise__merged_into", "enterprise"), flat=True),
        *_with_similar_names(typed, places),
    }
    return Enterprise.objects.unmerged().filter(pk__in=keys)


def _with_similar_names(typed: Record, places: PlaceNames) -> Iterator[int]:
    """Firms whose names share the beginning of the core, found by the index, and then enough of all of it."""
    telling = _telling(typed.core.text)
    if not telling:
        return
    names = Enterprise.objects.alias(pairs=Bigrams("name")).filter(pairs__overlap=telling)
    for key, name in names.values_list(Coalesce("merged_into", "pk"), "name"):
        if similarity(typed.pairs, bigrams(core_of(name, places).text)) >= ALIKE:
            yield key


def _telling(core: str) -> list[str]:
    """The first pairs of characters of a core, so many that a name as similar as asked for has one of them.

    Which ones makes no difference to that, but the trade name stands first, and few share it.
    """
    pairs = [core[place : place + 2] for place in range(len(core) - 1)]
    distinct = list(dict.fromkeys(pairs))
    least_shared = math.ceil(len(bigrams(core)) * ALIKE / (2 - ALIKE))
    return distinct[: len(distinct) - least_shared + 1]


def _strength(reasons: tuple[Reason, ...]) -> int:
    return min(list(Reason).index(reason) for reason in reasons)


def _seen(user: User, keys: list[int]) -> dict[int, Enterprise]:
    firms = Enterprise.objects.visible_to(user).select_related("operating_region", "registered_region")
    return firms.prefetch_related("former_names").in_bulk(keys)


def _told(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """The candidates that are seen, and of those that are not the first that may be told of."""
    told = False
    for candidate in candidates:
        if candidate.enterprise is not None:
            yield candidate
        elif not told and (certain := tuple(one for one in candidate.reasons if one in TELLS_OF_THE_UNSEEN)):
            told = True
            yield Candidate(enterprise=None, reasons=certain, similarity=1.0)
