"""Find the region that a spreadsheet means: by code, by name with or without its suffix, by names joined."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from crm.directory.models import Region

PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
SUFFIX = re.compile(
    rf"(?<=..)(?:(?:(?:{PEOPLES})族)*(?:蒙古)?(?:自治区|自治州|自治县|自治旗|区)|维吾尔自治区|特别行政区|省|市|地区|林区|特区|盟|县|旗)$"
)
ZONE_KINDS = (
    (re.compile(r"高新?技术(?:产业)?(?:开发|园)区$"), "高新区"),
    (re.compile(r"经济(?:技术)?开发区$"), "经开区"),
    (re.compile(r"城乡一体化示范区$"), "示范区"),
    (re.compile(r"综合保税区$"), "综保区"),
)
GROUPING = re.compile(r"^(?:市辖区|县|.*直辖县级行政区划)$")
CODE = re.compile(r"^(?:\d{2}|\d{4}|\d{6}|\d{6}0{6}|\d{6}-[A-Z]+)$")


@dataclass(frozen=True, slots=True)
class RegionBook:
    """All regions, indexed once, so that a large import asks the database nothing more."""

    by_code: dict[str, Region]
    by_name: dict[str, frozenset[str]]
    by_short_name: dict[str, frozenset[str]]

    @classmethod
    def load(cls) -> "RegionBook":
        """Read all regions by one query and index them by code and by the names that people write."""
        return cls.of(Region.objects.all())

    @classmethod
    def of(cls, regions: Iterable[Region]) -> "RegionBook":
        """Index the given regions; each one's parents have to be among them."""
        by_code = {region.code: region for region in regions}
        by_name: defaultdict[str, set[str]] = defaultdict(set)
        by_short_name: defaultdict[str, set[str]] = defaultdict(set)
        short = {region.code: short_names(region) for region in by_code.values()}
        for region in by_code.values():
            before = [_forms(by_code[code], short) for code in region.path.split("/")[:-2]]
            for name in _joined(before, () if GROUPING.match(region.name) else (region.name,)):
                by_name[name].add(region.code)
            for name in _joined(before, short[region.code]):
                by_short_name[name].add(region.code)
        return cls(by_code, _frozen(by_name), _frozen(by_short_name))

    def candidates(self, text: str, *, within: str | None = None, level: str | None = None) -> tuple[Region, ...]:
        """The regions that `text` may mean: none when it is unknown, several when it is ambiguous.

        A code settles it; then the full name; only then a name without its suffix, or a zone's usual short form;
        among these a province comes before its namesakes (河南, 吉林, 海南).
        `within` (a code) keeps that region and what lies below it, `level` keeps one level.
        """
        wanted = re.sub(r"[\s·/、,，>-]+(?=[^A-Z])", "", unicodedata.normalize("NFKC", text).strip())
        if CODE.match(wanted):
            exact = self.by_code.get(wanted[:6].ljust(6, "0") if wanted.isdigit() else wanted)
            return self._kept([exact.code] if exact else [], within, level)
        if named := self._kept(self.by_name.get(wanted, ()), within, level):
            return named
        short = self._kept(self.by_short_name.get(wanted, ()), within, level)
        provinces = tuple(region for region in short if region.level == Region.Level.PROVINCE)
        return provinces or short

    def find(self, text: str, *, within: str | None = None, level: str | None = None) -> Region | None:
        """The one region that `text` means, or None when it is unknown or ambiguous."""
        found = self.candidates(text, within=within, level=level)
        return found[0] if len(found) == 1 else None

    def _kept(self, codes: Iterable[str], within: str | None, level: str | None) -> tuple[Region, ...]:
        above = self.by_code[within].path if within else ""
        regions = (self.by_code[code] for code in sorted(codes))
        return tuple(r for r in regions if r.path.startswith(above) and level in (None, r.level))


def find_region(text: str, *, within: Region | None = None, level: str | None = None) -> Region | None:
    """The one region that `text` means; for many texts, keep a `RegionBook`."""
    return RegionBook.load().find(text, within=within.code if within else None, level=level)


def short_names(region: Region) -> tuple[str, ...]:
    """The name as people shorten it: 南阳市 → 南阳; a zone 南阳高新技术产业开发区 → 高新区, 南阳高新区.

    A name that would keep a single character (泸县) is not shortened.
    """
    if region.level == Region.Level.ZONE:
        return tuple(name for full, kind in ZONE_KINDS for name in _zone_names(region.name, full, kind))
    bare = SUFFIX.sub("", region.name)
    return (bare,) if bare != region.name and not GROUPING.match(region.name) else ()


def _zone_names(name: str, full: re.Pattern[str], kind: str) -> tuple[str, ...]:
    found = full.search(name)
    return (kind, found[0], full.sub(kind, name)) if found else ()


def _forms(region: Region, short: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What may stand of `region` before the name of a region in it; nothing of a region that only groups."""
    return ("",) if GROUPING.match(region.name) else ("", region.name, *short[region.code])


def _joined(before: list[tuple[str, ...]], own: tuple[str, ...]) -> Iterator[str]:
    for parts in product(*before, own):
        yield "".join(parts)


def _frozen(index: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in index.items()}
