"""The closed list of features of an enterprise: names, words, policy direction, and how each is computed.

Amounts stay in yuan and ratios are not clipped: both kinds of candidates read ranks only, so no logarithm is needed and
the value beside a reason is the one that the firm itself would name.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from scoring.likelihood.features import Derivation, Direction, Feature, Unit

SECTIONS = tuple("ABCDEFGHIJKLMNOPQRST")  # GB/T 4754-2017, 门类
Column = Callable[[pd.DataFrame], "pd.Series[float]"]


def number(column: "pd.Series[float]") -> "pd.Series[float]":
    """Turn a column of numbers or three-valued booleans into floats, NaN where unknown."""
    return pd.Series(column.astype("Float64").to_numpy("float64", na_value=np.nan), index=column.index)


def ratio(part: "pd.Series[float]", whole: "pd.Series[float]") -> "pd.Series[float]":
    """Divide; unknown where either is unknown or the whole is not positive (a ratio of nothing says nothing)."""
    whole = number(whole)
    return number(part) / whole.where(whole > 0)


def _section_code(frame: pd.DataFrame) -> "pd.Series[float]":
    codes = {letter: float(place) for place, letter in enumerate(SECTIONS)}
    return frame["industry_section"].astype("object").map(codes).astype("float64")


def _rnd_ratio_3y(frame: pd.DataFrame) -> "pd.Series[float]":
    """Σ R&D ÷ Σ sales of the last three years; of fewer where the firm operated fewer (195号: Σ ÷ Σ)."""
    years = number(frame["operating_years"])
    lived = [years > back for back in range(3)]
    spent = [number(frame[f"rnd_expense_y{back}"]).where(lived[back], 0.0) for back in range(3)]
    sold = [number(frame[f"revenue_y{back}"]).where(lived[back], 0.0) for back in range(3)]
    return ratio(spent[0] + spent[1] + spent[2], sold[0] + sold[1] + sold[2])


def _same(name: str, zh: str, en: str, unit: Unit, direction: Direction = 0, *, changeable: bool = True) -> Derivation:
    feature = Feature(name=name, zh=zh, en=en, unit=unit, changeable=changeable, direction=direction)
    return Derivation(feature=feature, reads=(name,), compute=lambda frame: number(frame[name]))


def _share(name: str, zh: str, en: str, part: str, whole: str, direction: Direction = 0) -> Derivation:
    feature = Feature(name=name, zh=zh, en=en, unit="ratio", changeable=True, direction=direction)
    return Derivation(feature=feature, reads=(part, whole), compute=lambda frame: ratio(frame[part], frame[whole]))


def _growth(name: str, zh: str, en: str, measure: str, direction: Direction = 0, *, years: int = 1) -> Derivation:
    """Yearly growth from `years` back to the last full year: (now ÷ then)^(1/years) − 1."""
    now, then = f"{measure}_y0", f"{measure}_y{years}"
    feature = Feature(name=name, zh=zh, en=en, unit="ratio", changeable=True, direction=direction)

    def compute(frame: pd.DataFrame) -> "pd.Series[float]":
        factor = ratio(frame[now], frame[then])
        return factor.clip(lower=0) ** (1 / years) - 1

    return Derivation(feature=feature, reads=(now, then), compute=compute)


def _made(feature: Feature, reads: tuple[str, ...], compute: Column) -> Derivation:
    return Derivation(feature=feature, reads=reads, compute=compute)


STANDING = (
    _same("age_years", "成立年限", "years since registration", "years", changeable=False),
    _made(
        Feature(name="industry_section", zh="行业门类", en="industry section", unit="code", categories=SECTIONS),
        ("industry_section",),
        _section_code,
    ),
    _same("tier", "当前梯次", "current tier", "rank", changeable=False),
    _same("tech_sme_in_force", "科技型中小企业在库", "registered as technology SME", "yes_no", +1),
    _same("major_incident_365d", "近一年重大事故或违法", "major incident in 365 days", "yes_no", -1, changeable=False),
    _same("on_abnormal_list", "列入经营异常名录", "on the list of abnormal operation", "yes_no", -1),
    _same("on_dishonest_list", "列入严重失信名单", "on the list of serious dishonesty", "yes_no", -1),
)
SIZE = (
    _same("revenue_y0", "营业收入", "revenue", "yuan"),
    _same("headcount_y0", "职工总数", "headcount", "people"),
    _same("total_assets_y0", "资产总额", "total assets", "yuan"),
    _growth("revenue_growth", "营业收入增长率", "revenue growth", "revenue", +1),
    _growth("revenue_growth_3y", "营业收入三年复合增长率", "yearly revenue growth, three years", "revenue", years=3),
    _growth("headcount_growth", "职工人数增长率", "headcount growth", "headcount"),
    _growth("net_assets_growth", "净资产增长率", "growth of net assets", "net_assets", +1),
    _share("profit_margin", "净利率", "net profit ÷ revenue", "net_profit_y0", "revenue_y0"),
    _share("debt_ratio", "资产负债率", "liabilities ÷ assets", "total_liabilities_y0", "total_assets_y0"),
    _share("tax_ratio", "纳税占营收比", "tax ÷ revenue", "tax_paid_y0", "revenue_y0"),
    _share("main_revenue_share", "主营业务收入占比", "main revenue ÷ revenue", "main_revenue_y0", "revenue_y0"),
)
INNOVATION = (
    _share("rnd_intensity", "研发费用占营收比", "R&D ÷ revenue", "rnd_expense_y0", "revenue_y0", +1),
    _made(
        Feature(
            name="rnd_ratio_3y",
            zh="近三年研发占比",
            en="R&D ÷ revenue over three years",
            unit="ratio",
            changeable=True,
            direction=1,
        ),
        ("operating_years", *(f"{name}_y{year}" for name in ("rnd_expense", "revenue") for year in range(3))),
        _rnd_ratio_3y,
    ),
    _growth("rnd_growth", "研发费用增长率", "R&D growth", "rnd_expense"),
    _share("rnd_domestic_share", "境内研发占比", "domestic share of R&D", "rnd_domestic_y0", "rnd_expense_y0", +1),
    _share("st_staff_ratio", "科技人员占比", "S&T staff ÷ headcount", "st_staff_y0", "headcount_y0", +1),
    _share("rnd_staff_ratio", "研发人员占比", "R&D staff ÷ headcount", "rnd_staff_y0", "headcount_y0", +1),
    _share("hightech_share", "高新收入占比", "high-tech ÷ total income", "hightech_income_y0", "total_income_y0", +1),
    _same("own_rnd_ip", "拥有自主研发知识产权", "IP from own R&D", "yes_no", +1),
    _same("ip_class1", "Ⅰ类知识产权数", "class I IP rights", "count", +1),
    _same("ip_class1_own", "自主研发Ⅰ类知识产权数", "class I IP rights from own R&D", "count", +1),
    _same("ip_class2", "Ⅱ类知识产权数", "class II IP rights", "count", +1),
    _same("ip_class2_unused", "未使用Ⅱ类知识产权数", "class II IP rights not yet used", "count", +1),
)


def without(derivations: tuple[Derivation, ...], *names: str) -> tuple[Derivation, ...]:
    """All but the features named: those that are the same for every firm at risk of a target."""
    return tuple(one for one in derivations if one.feature.name not in names)


def undirected(derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    """The same where no policy says which way they point: there the data alone decide."""
    return tuple(replace(one, feature=replace(one.feature, direction=0)) for one in derivations)


def rulebook(programme: str) -> tuple[Derivation, ...]:
    """What the rulebook of `programme` says of the firm, under the same two names for each programme."""
    return tuple(
        _made(
            Feature(name=f"rulebook_{name}", zh=zh, en=en, unit=unit, changeable=True, direction=direction),
            (f"{programme}_{name}",),
            _only_column,
        )
        for name, zh, en, unit, direction in RULEBOOK
    )


def _only_column(frame: pd.DataFrame) -> "pd.Series[float]":
    return number(frame.iloc[:, 0])


RULEBOOK: tuple[tuple[str, str, str, Unit, Direction], ...] = (
    ("unmet", "未满足的认定条件数", "criteria of the rulebook not met", "count", -1),
    ("points", "认定规则评分", "points by the rulebook", "number", +1),
)
