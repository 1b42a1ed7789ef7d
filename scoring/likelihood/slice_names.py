"""What slices are called, in both languages."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the names are asked for by web processes, which do not load scikit-learn at their start
    from scoring.likelihood.model import CountyResult, Dimension, SliceResult

Words = tuple[str, str]
UNKNOWN: Words = ("不详", "not known")
DIMENSION_NAMES: "Mapping[Dimension, Words]" = {
    "county": ("区县", "county"),
    "industry_section": ("行业门类", "industry section"),
    "size": ("规模", "size"),
    "age": ("成立年限", "age"),
}
SIZES: Mapping[str, Words] = {
    "micro": ("微型", "micro"),
    "small": ("小型", "small"),
    "medium": ("中型", "medium"),
    "large": ("大型", "large"),
}
AGES: Mapping[str, Words] = {
    "0-3": ("不满3年", "under 3 years"),
    "3-5": ("3至5年", "3 to 5 years"),
    "5-10": ("5至10年", "5 to 10 years"),
    "10+": ("10年以上", "10 years and more"),
}
# GB/T 4754-2017, sections
SECTIONS: Mapping[str, Words] = {
    "A": ("农、林、牧、渔业", "agriculture, forestry, fishing"),
    "B": ("采矿业", "mining"),
    "C": ("制造业", "manufacturing"),
    "D": ("电力、热力、燃气及水生产和供应业", "electricity, heat, gas and water"),
    "E": ("建筑业", "construction"),
    "F": ("批发和零售业", "wholesale and retail"),
    "G": ("交通运输、仓储和邮政业", "transport, storage and post"),
    "H": ("住宿和餐饮业", "hotels and catering"),
    "I": ("信息传输、软件和信息技术服务业", "information, software and IT services"),
    "J": ("金融业", "finance"),
    "K": ("房地产业", "real estate"),
    "L": ("租赁和商务服务业", "leasing and business services"),
    "M": ("科学研究和技术服务业", "research and technical services"),
    "N": ("水利、环境和公共设施管理业", "water, environment and public facilities"),
    "O": ("居民服务、修理和其他服务业", "household services and repair"),
    "P": ("教育", "education"),
    "Q": ("卫生和社会工作", "health and social work"),
    "R": ("文化、体育和娱乐业", "culture, sports and entertainment"),
    "S": ("公共管理、社会保障和社会组织", "public administration and organisations"),
    "T": ("国际组织", "international organisations"),
}
NAMES: "Mapping[Dimension, Mapping[str, Words]]" = {"industry_section": SECTIONS, "size": SIZES, "age": AGES}


def in_order(dimension: "Dimension", values: Iterable[str]) -> list[str]:
    """Values as people list them: sizes and ages from small to large, codes by code, what is not known last."""
    known = list(NAMES.get(dimension, ()))
    return sorted(map(str, values), key=lambda one: (not one, known.index(one) if one in known else len(known), one))


def value_name(one: "SliceResult", counties: "tuple[CountyResult, ...]") -> Words:
    """The value alone; a code without a name stands for itself."""
    if not one.value:
        return UNKNOWN
    if one.dimension == "county":
        return next(((county.zh, county.en) for county in counties if county.county == one.value), (one.value,) * 2)
    return NAMES[one.dimension].get(one.value, (one.value, one.value))


def slice_name(one: "SliceResult", counties: "tuple[CountyResult, ...]") -> Words:
    """Dimension and value."""
    (of_zh, of_en), (zh, en) = DIMENSION_NAMES[one.dimension], value_name(one, counties)
    return f"{of_zh}“{zh}”", f"{of_en} {en}"
