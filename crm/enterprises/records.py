"""What is compared of each firm when duplicates are looked for."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crm.directory.models import Region
from crm.enterprises.likeness import Core, PlaceNames, bigrams, core_of
from crm.enterprises.models import Contact, FormerName
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.enterprises.names import spelling

LEAST_ADDRESS = 8
"""A shorter address names a town, not a door."""
LEAST_PHONE = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One firm as duplicates are looked for."""

    pk: int
    uscc: str
    registration_no: str
    spelling: str
    core: Core
    pairs: frozenset[str]
    former: frozenset[str]
    regions: frozenset[str]
    address: str
    phones: frozenset[str]

    @property
    def organisation(self) -> str:
        """The organisation code: positions 9 to 17, which stay when a firm is registered anew elsewhere."""
        return self.uscc[8:17]


def place_names() -> PlaceNames:
    """The regions on record as firms name them."""
    return PlaceNames.of(Region.objects.values_list("name", "level", "path"))


def records_of(firms: EnterpriseQuerySet, places: PlaceNames) -> list[Record]:
    """What is compared of each of `firms`, by three queries, in the order of their keys."""
    keys = firms.order_by().values("pk")
    former = _by_firm(FormerName.objects.filter(enterprise__in=keys).values_list("enterprise", "name"), spelling)
    phones = _by_firm(Contact.objects.filter(enterprise__in=keys).values_list("enterprise", "phone"), digits_of)
    columns = ("pk", "uscc", "registration_no", "name", "registered_region", "operating_region", "address")
    return [
        record(
            places,
            pk=pk,
            uscc=uscc,
            registration_no=number,
            name=name,
            regions=frozenset(filter(None, (registered, operating))),
            address=address,
            former=former.get(pk, frozenset()),
            phones=phones.get(pk, frozenset()),
        )
        for pk, uscc, number, name, registered, operating, address in firms.order_by("pk").values_list(*columns)
    ]


def record(
    places: PlaceNames,
    *,
    name: str,
    pk: int = 0,
    uscc: str = "",
    registration_no: str = "",
    regions: frozenset[str] = frozenset(),
    address: str = "",
    former: frozenset[str] = frozenset(),
    phones: frozenset[str] = frozenset(),
) -> Record:
    """What is compared of one firm, whether it is on record or being typed."""
    core = core_of(name, places)
    door = spelling(address)
    return Record(
        pk=pk,
        uscc=uscc,
        registration_no=registration_no,
        spelling=spelling(name),
        core=core,
        pairs=bigrams(core.text),
        former=former,
        regions=regions,
        address=door if len(door) >= LEAST_ADDRESS else "",
        phones=phones - {""},
    )


def digits_of(phone: str) -> str:
    """The digits of a telephone number; nothing where they are too few to ring anybody."""
    digits = re.sub(r"\D", "", phone)
    return digits if len(digits) >= LEAST_PHONE else ""


def _by_firm(rows: Iterable[tuple[int, str]], read: Callable[[str], str]) -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for pk, text in rows:
        found[pk].add(read(text))
    return {pk: frozenset(texts) for pk, texts in found.items()}
