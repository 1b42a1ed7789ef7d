"""The registry of measures: every column that a rulebook may read, with its unit, its names and the facts behind it.

A rulebook reads nothing else, so a misspelt measure is an error when the rulebook is loaded and not a silent gap later.
Ratios between measures (S&T staff ÷ employees) are no measures: they belong to the criterion that asks for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Unit = Literal["yuan", "ratio", "people", "count", "points", "days", "years", "flag", "count_per_year"]
Fact = Literal[
    "registration",
    "financial_year",
    "ip_right",
    "conversion",
    "incident",
    "list_entry",
    "recognition",
    "rnd_institution",
    "financing_round",
    "judgement",
]

YEARS_BACK = 4
"""Year measures exist for y0 (the last full calendar year before the as-of day) … y3 (three years earlier)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One column of the as-of frame.

    `year` is how many years before the last full calendar year the figure belongs to, None if it is of no single year;
    `fact` is the kind of fact that supplies it, so that a missing measure can say what to ask the firm for.
    """

    name: str
    unit: Unit
    zh: str
    en: str
    fact: Fact
    year: int | None = None


_YEARLY: tuple[tuple[str, Unit, str, str], ...] = (
    ("revenue", "yuan", "销售(营业)收入", "revenue"),
    ("main_revenue", "yuan", "主营业务收入", "main-business revenue"),
    ("rnd_expense", "yuan", "研究开发费用", "R&D expense"),
    ("rnd_domestic", "yuan", "境内研究开发费用", "R&D expense in mainland China"),
    ("headcount", "people", "职工总数", "employees"),
    ("st_staff", "people", "科技人员数", "S&T staff"),
    ("rnd_staff", "people", "研发人员数", "R&D staff"),
    ("total_assets", "yuan", "资产总额", "total assets"),
    ("total_liabilities", "yuan", "负债总额", "total liabilities"),
    ("net_assets", "yuan", "净资产", "net assets"),
    ("net_profit", "yuan", "净利润", "net profit"),
    ("costs", "yuan", "成本费用总额", "total costs and expenses"),
    ("total_income", "yuan", "总收入", "total income"),
    ("hightech_income", "yuan", "高新技术产品(服务)收入", "high-tech product and service income"),
    ("tax_paid", "yuan", "实缴税金", "tax paid"),
)

_SINGLE: tuple[tuple[str, Unit, str, str, Fact], ...] = (
    ("age_days", "days", "注册成立天数", "days since registration", "registration"),
    ("age_years", "years", "注册成立年数", "years since registration", "registration"),
    (
        "operating_years",
        "years",
        "近三年中的经营年数",
        "years of operation among the last three",
        "registration",
    ),
    ("tier", "count", "培育梯次", "cultivation tier", "recognition"),
    ("mainland_resident", "flag", "境内(不含港澳台)居民企业", "resident enterprise of mainland China", "registration"),
    ("hnte_in_force", "flag", "高新技术企业证书在有效期内", "high-tech enterprise certificate in force", "recognition"),
    ("tech_sme_in_force", "flag", "科技型中小企业入库有效", "technology SME entry in force", "recognition"),
    (
        "provincial_rnd_institution",
        "flag",
        "省部级以上研发机构",
        "R&D institution of provincial level or above",
        "rnd_institution",
    ),
    ("national_award_5y", "flag", "近五年国家级科技奖励(前三名)", "national S&T award in 5 years", "recognition"),
    ("led_standard_5y", "flag", "近五年主导制定标准", "led a standard in 5 years", "judgement"),
    ("major_incident_365d", "flag", "近365天内重大事故或违法", "major incident in the last 365 days", "incident"),
    (
        "major_incident_2y",
        "flag",
        "本年或上年重大事故、违法或科研失信",
        "major incident or research misconduct this year or last",
        "incident",
    ),
    ("on_abnormal_list", "flag", "列入经营异常名录", "on the list of abnormal operations", "list_entry"),
    ("on_dishonest_list", "flag", "列入严重违法失信名单", "on the list of serious dishonesty", "list_entry"),
    ("product_allowed", "flag", "产品(服务)不属禁止、限制、淘汰类", "product or service not restricted", "judgement"),
    (
        "field_listed",
        "flag",
        "技术属国家重点支持的高新技术领域",
        "technology in a listed field",
        "registration",
    ),
    ("core_ip", "flag", "自有知识产权支撑主要产品", "own IP carries the main product", "judgement"),
    ("own_rnd_ip", "flag", "有自主研发取得的知识产权", "holds IP from its own R&D", "ip_right"),
    ("ip_class1", "count", "有效Ⅰ类知识产权", "class I IP in force", "ip_right"),
    ("ip_class1_own", "count", "自主研发的有效Ⅰ类知识产权", "class I IP in force, by own R&D", "ip_right"),
    ("ip_class2", "count", "有效Ⅱ类知识产权", "class II IP in force", "ip_right"),
    ("ip_class2_unused", "count", "未在申报中使用过的Ⅱ类知识产权", "class II IP not yet used to apply", "ip_right"),
    ("conversions_3y", "count", "近三年科技成果转化数", "conversions of results in 3 years", "conversion"),
    ("equity_raised_3y", "yuan", "近三年新增股权融资", "new equity in 3 years", "financing_round"),
    ("expert_ip_advanced", "points", "专家评分：技术先进程度", "expert points: how advanced", "judgement"),
    ("expert_ip_core", "points", "专家评分：对主要产品的核心支持", "expert points: core support", "judgement"),
    ("expert_ip_number", "points", "专家评分：知识产权数量", "expert points: number of IP rights", "judgement"),
    ("expert_ip_acquired", "points", "专家评分：知识产权获得方式", "expert points: way of acquiring", "judgement"),
    ("expert_ip_standards", "points", "专家评分：参与标准制定", "expert points: part in standards", "judgement"),
    ("expert_conversion", "points", "专家评分：科技成果转化能力", "expert points: conversion", "judgement"),
    ("expert_organisation", "points", "专家评分：研发组织管理水平", "expert points: R&D organisation", "judgement"),
    ("expert_net_assets_growth", "points", "专家评分：净资产增长", "expert points: net assets growth", "judgement"),
    ("expert_sales_growth", "points", "专家评分：销售收入增长", "expert points: sales growth", "judgement"),
)


def _each() -> Iterator[Measure]:
    for name, unit, zh, en, fact in _SINGLE:
        yield Measure(name=name, unit=unit, zh=zh, en=en, fact=fact)
    for stem, unit, zh, en in _YEARLY:
        for back in range(YEARS_BACK):
            yield Measure(name=f"{stem}_y{back}", unit=unit, zh=zh, en=en, fact="financial_year", year=back)


MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _each()})
