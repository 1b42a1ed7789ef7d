"""Regions and industries as tables name them, looked up once a text and not once a row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from crm.directory.models import Industry
from crm.directory.regions import RegionBook
from crm.intake.characters import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The directory, held in memory while a table is read."""

    regions: RegionBook
    industries: dict[str, str]
    """Code or name of an industry → its code."""
    found: dict[tuple[str, str | None, str | None], str | None] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read the directory: two queries, and no more however long the table is."""
        return cls(regions=RegionBook.load(), industries=_industries_by_word())

    def region(self, text: str, within: str | None = None, level: str | None = None) -> str | None:
        """The code of the one region that `text` means, None when it is unknown or may mean several."""
        key = (text, within, level)
        if key not in self.found:
            region = self.regions.find(text, within=within, level=level)
            self.found[key] = region.code if region else None
        return self.found[key]

    def region_of_parts(self, parts: Sequence[tuple[str, str]]) -> tuple[str | None, tuple[str, str] | None]:
        """The region that several columns name together, from the province down, and the first part that is unknown.

        Each part is (level, text). 新乡 in a column of cities is the city and not the county 新乡县;
        where no such city exists, the name may be of another level (济源, 邓州).
        """
        code: str | None = None
        for level, text in parts:
            inner = self.region(text, code, level) or self.region(text, code)
            if inner is None:
                return code, (level, text)
            code = inner
        return code, None

    def industry(self, text: str) -> str | None:
        """The code of the industry that `text` names: '3562', 'C3562', '集成电路制造'."""
        word = plain(text).upper()
        if word in self.industries:
            return self.industries[word]
        return self.industries.get(word[1:]) if word[:1].isalpha() and word[1:].isdigit() else None

    def is_listed(self, division: str) -> bool:
        """Whether a division code is in the current list. With no list loaded, nothing can be said against a code."""
        return not self.regions.by_code or division in self.regions.by_code


def _industries_by_word() -> dict[str, str]:
    """A name that a category shares with its only child means the child; one shared by strangers means neither."""
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    words: dict[str, str] = {}
    for code, name in Industry.objects.order_by("code").values_list("code", "name"):
        words[code] = code
        by_name[plain(name).upper()].append(code)
    for name, codes in by_name.items():
        deepest = max(codes, key=len)
        if all(deepest.startswith(code) or code.isalpha() for code in codes):
            words.setdefault(name, deepest)
    return words
