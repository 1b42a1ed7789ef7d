"""Whether a code was given out in another city than the firm is said to lie in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.uscc import division_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A code and a place that do not fit: the names, as far as the directory has them."""

    division: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """The directory of regions, as far as it takes to hold a code against a place."""

    city_of: Mapping[str, str]
    """Code of a region → code of its city; of a province, its own."""
    names: Mapping[str, str]
    expected: frozenset[str]
    """The cities whose firms are entered when a table does not say where they lie; none: any."""

    @classmethod
    def load(cls, users: Collection[User]) -> Self:
        """Read the directory, and where `users` may enter firms."""
        regions = list(Region.objects.values_list("code", "name", "path"))
        city_of = {code: _city(path) for code, _name, path in regions}
        own = [{city_of[region.code] for region in user.regions.all()} for user in users]
        return cls(
            city_of=city_of,
            names={code: name for code, name, _path in regions},
            expected=frozenset(set.intersection(*own)) if own else frozenset(),
        )

    def elsewhere(self, uscc: str, region: str | None) -> Elsewhere | None:
        """What is strange about the firm with this code lying in `region`, or nothing.

        An office of a province, or of the whole country, registers firms of all its cities.
        """
        division = division_of(uscc)
        cities = {self.city_of.get(region, region)} if region is not None else self.expected
        if not cities or any(_fit(division, city) for city in cities):
            return None
        return Elsewhere(division=self._named(f"{division[:4]}00"), region="、".join(map(self._named, sorted(cities))))

    def _named(self, city: str) -> str:
        return self.names.get(city, city)


def _city(path: str) -> str:
    codes = path.strip("/").split("/")
    return codes[min(1, len(codes) - 1)]


def _fit(division: str, city: str) -> bool:
    if division.startswith("10"):
        return True  # registered with the national office
    if division[2:4] == "00" or city[2:4] == "00":
        return division[:2] == city[:2]
    return division[:4] == city[:4]
