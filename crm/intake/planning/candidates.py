"""Firms whose names are like one that fits none exactly: offered to a person, never taken."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from crm.accounts.models import User
from crm.enterprises.likeness import PlaceNames, bigrams, core_of, similarity
from crm.enterprises.models import Enterprise, FormerName
from crm.enterprises.models.enterprise import Bigrams, EnterpriseQuerySet
from crm.enterprises.records import place_names

TRADE_NAME = 3
"""How many pairs of characters make the trade name, which stands first in a name and which few firms share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A firm that a row may be about."""

    pk: int
    uscc: str
    name: str
    region: str
    """Name of the region; blank where it is not known."""
    similarity: float
    """How much of the two names, without place and legal form, is the same: 0 to 1 (Dice)."""
    former_name: str = ""
    """The name it once bore, where that is the one that is alike."""


def candidates(*, name: str, user: User | None, limit: int = 10) -> list[Candidate]:
    """The firms that `user` may see (None: all) whose present or former names are most like `name`, best first."""
    places = place_names()
    pairs = _pairs(name, places)
    firms = Enterprise.objects.unmerged() if user is None else Enterprise.objects.visible_to(user)
    alike: dict[int, tuple[float, str]] = {}
    for pk, borne, former in _sharing(firms, _telling(core_of(name, places).text)):
        near = similarity(pairs, _pairs(borne, places))
        if near > alike.get(pk, (0.0, ""))[0]:
            alike[pk] = near, borne if former else ""
    best = sorted(alike, key=lambda pk: (-alike[pk][0], pk))[:limit]
    shown = _shown(firms, best)
    return [_candidate(shown[pk], *alike[pk]) for pk in best]


def _pairs(name: str, places: PlaceNames) -> frozenset[str]:
    return bigrams(core_of(name, places).text)


def _telling(core: str) -> list[str]:
    return list(dict.fromkeys(core[place : place + 2] for place in range(len(core) - 1)))[:TRADE_NAME]


def _sharing(firms: EnterpriseQuerySet, pairs: list[str]) -> Iterable[tuple[int, str, bool]]:
    """Firms of which a name shares a pair of characters: key, that name, and whether it is a former one."""
    if not pairs:
        return
    named = firms.alias(pairs=Bigrams("name")).filter(pairs__overlap=pairs)
    for pk, name in named.values_list("pk", "name"):
        yield pk, name, False
    formerly = FormerName.objects.alias(pairs=Bigrams("name")).filter(pairs__overlap=pairs, enterprise__in=firms)
    for pk, name in formerly.values_list("enterprise", "name"):
        yield pk, name, True


def _shown(firms: EnterpriseQuerySet, keys: Collection[int]) -> dict[int, tuple[int, str, str, str | None]]:
    lying = Coalesce("operating_region__name", "registered_region__name")
    rows = firms.filter(pk__in=keys).annotate(lying=lying).values_list("pk", "uscc", "name", "lying")
    return {row[0]: row for row in rows}


def _candidate(shown: tuple[int, str, str, str | None], near: float, former_name: str) -> Candidate:
    pk, uscc, name, region = shown
    return Candidate(
        pk=pk,
        uscc=uscc,
        name=name,
        region=region or "",
        similarity=round(near, 3),
        former_name=former_name,
    )
