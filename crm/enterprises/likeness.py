"""How like two names of firms are: what is a firm's own in its name, and how much of two names is the same.

A firm's name is built as place + trade name + trade + legal form (企业名称登记管理规定): 南阳市 卧龙 防爆电机 有限公司.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from crm.enterprises.names import spelling

SEPARATORS = re.compile(r"[·•・,、\-—_'\"“”]+")
LEGAL_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|(?<![分子总])公司)$")
PARTNERSHIP = re.compile(r"\((?:有限合伙|普通合伙|特殊普通合伙)\)$")
NUMERAL = re.compile(r"[0-9一二三四五六七八九十百]+")
BRANCH = re.compile(r"公司(.+)$")
SHORT_LEVELS = frozenset({"province", "city"})
"""Levels whose name stands in firms' names without its last character too; a district's would be a trade name."""
LEAST_CORE = 2


def bigrams(text: str) -> frozenset[str]:
    """The distinct pairs of neighbouring characters, as the SQL function of the same name gives them."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """Names of regions as they begin the names of firms, each with the paths of the regions that are called so."""

    paths: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...] = field(default=())

    @classmethod
    def of(cls, regions: Iterable[tuple[str, str, str]]) -> "PlaceNames":
        """From the name, level and path of each region."""
        paths: dict[str, set[str]] = {}
        for name, level, path in regions:
            for written in {name, name[:-1] if level in SHORT_LEVELS else name}:
                if len(written) >= LEAST_CORE:
                    paths.setdefault(written, set()).add(path)
        lengths = sorted({len(name) for name in paths}, reverse=True)
        return cls(paths={name: frozenset(found) for name, found in paths.items()}, lengths=tuple(lengths))

    def at_start(self, text: str) -> str:
        """The longest place name that `text` begins with, or nothing."""
        return next((text[:length] for length in self.lengths if text[:length] in self.paths), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """What is a firm's own in its name, and the places that were named beside it."""

    text: str
    places: frozenset[str] = frozenset()
    """Paths of the regions that the innermost place may be; empty when none is named."""

    numerals: str = ""
    """The numbers in it, one after the other: 第二加油站 and 第三加油站 are two."""
    branch: str = ""
    """What follows the name of a company: 分公司, 营业部, 第二加油站."""

    def may_be(self, other: "Core") -> bool:
        """Whether the two cores are equal and no place speaks against it: 南阳市 and 郑州市 each have a 新华书店."""
        return self.text == other.text and not self.elsewhere_than(other)

    def told_apart_from(self, other: "Core") -> bool:
        """Whether names as like as they may be are those of two: other numbers, another branch, another place."""
        return self.numerals != other.numerals or self.branch != other.branch or self.elsewhere_than(other)

    def elsewhere_than(self, other: "Core") -> bool:
        """Whether both name a place and none of the one's lies in, or around, one of the other's."""
        if not self.places or not other.places:
            return False
        return not any(
            one.startswith(another) or another.startswith(one) for one in self.places for another in other.places
        )


def core_of(name: str, places: PlaceNames) -> Core:
    """A name without place and legal form. What would leave fewer than two characters is left on."""
    text, found = SEPARATORS.sub("", spelling(name)), frozenset[str]()
    for place, rest in _without_places(text, places):
        text, found = rest, places.paths[place]
    bare = LEGAL_FORM.sub("", PARTNERSHIP.sub("", text))
    branch = BRANCH.search(text)
    return Core(
        text=bare if len(bare) >= LEAST_CORE else text,
        places=found,
        numerals="".join(NUMERAL.findall(text)),
        branch=branch[1] if branch else "",
    )


def _without_places(text: str, places: PlaceNames) -> Iterator[tuple[str, str]]:
    """Each place at the beginning, or alone in brackets, with what is left of the name without it."""
    while (place := places.at_start(text)) and len(LEGAL_FORM.sub("", text[len(place) :])) >= LEAST_CORE:
        text = text[len(place) :]
        yield place, text
    for bracketed in re.findall(r"\(([^()]+)\)", text):
        if bracketed in places.paths:
            text = text.replace(f"({bracketed})", "", 1)
            yield bracketed, text


def similarity(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float] | None = None) -> float:
    """How much of two sets of bigrams is common to both, 0 to 1 (Dice); with `weights`, rare bigrams count for more."""
    if weights is None:
        both = len(one) + len(other)
        return 2 * len(one & other) / both if both else 0.0
    whole = sum(weights[pair] for pair in one) + sum(weights[pair] for pair in other)
    return 2 * sum(weights[pair] for pair in one & other) / whole if whole else 0.0
