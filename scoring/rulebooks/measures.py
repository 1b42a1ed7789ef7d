"""The registry of measures: every column that a rulebook may read, with its unit, its names and the facts behind it.

A rulebook reads nothing else, so a misspelt measure is an error when the rulebook is loaded and not a silent gap later.
Ratios between measures (S&T staff ÷ employees) are no measures: they belong to the criterion that asks for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Unit = Literal["yuan", "ratio", "people", "count", "points", "days", "years", "flag", "code", "count_per_year"]
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
    (
        "existing_years",
        "years",
        "存续年数（含注册当年，至上一完整年度）",
        "calendar years of existence to the last full one, that of registration included",
        "registration",
    ),
    (
        "age_years_at_year_end",
        "years",
        "上年末注册成立年数",
        "years since registration at the end of last year",
        "registration",
    ),
    ("industry_division", "code", "行业大类（GB/T 4754）", "industry division (GB/T 4754)", "registration"),
    ("in_henan", "flag", "在河南省内", "in Henan", "registration"),
    ("in_county", "flag", "在县（县级市）内", "in a county or county-level city", "registration"),
    ("tier", "count", "培育梯次", "cultivation tier", "recognition"),
    ("mainland_resident", "flag", "境内(不含港澳台)居民企业", "resident enterprise of mainland China", "registration"),
    ("hnte_in_force", "flag", "高新技术企业证书在有效期内", "high-tech enterprise certificate in force", "recognition"),
    ("tech_sme_in_force", "flag", "科技型中小企业入库有效", "technology SME entry in force", "recognition"),
    ("innovative_sme_in_force", "flag", "创新型中小企业称号有效", "innovative SME title in force", "recognition"),
    ("srdi_sme_in_force", "flag", "专精特新中小企业称号有效", "specialised SME title in force", "recognition"),
    ("little_giant_in_force", "flag", "专精特新“小巨人”称号有效", "little giant title in force", "recognition"),
    (
        "provincial_rnd_institution",
        "flag",
        "省部级以上研发机构",
        "R&D institution of provincial level or above",
        "rnd_institution",
    ),
    ("national_award_5y", "flag", "近五年国家级科技奖励(前三名)", "national S&T award in 5 years", "recognition"),
    (
        "rnd_institution_level",
        "count",
        "研发机构级别（0无 1市级以下 2市级 3省级 4国家级）",
        "level of R&D institution (0 none, 1 below city, 2 city, 3 provincial, 4 national)",
        "rnd_institution",
    ),
    ("led_standard_5y", "flag", "近五年主导制定标准", "led a standard in 5 years", "judgement"),
    ("major_incident_365d", "flag", "近365天内重大事故或违法", "major incident in the last 365 days", "incident"),
    (
        "major_incident_2y",
        "flag",
        "本年或上年重大事故、违法或科研失信",
        "major incident or research misconduct this year or last",
        "incident",
    ),
    (
        "major_incident_3y",
        "flag",
        "近三年重大事故、违法或科研失信",
        "major incident or research misconduct in the last 3 years",
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
    ("equity_raised_2y", "yuan", "近两年新增股权融资", "new equity in 2 years", "financing_round"),
    ("equity_raised_3y", "yuan", "近三年新增股权融资", "new equity in 3 years", "financing_round"),
    ("ip_class1_high_value", "count", "高价值Ⅰ类知识产权", "high-value class I IP", "judgement"),
    (
        "national_award_3y",
        "flag",
        "近三年国家级科技奖励(前三名)",
        "national S&T award in 3 years, among the first three",
        "judgement",
    ),
    (
        "provincial_award_3y",
        "flag",
        "近三年省级以上科技奖励(前三名)",
        "provincial or higher S&T award in 3 years, among the first three",
        "judgement",
    ),
    (
        "science_award_3y",
        "flag",
        "近三年国家级或省级科技奖励(不限名次)",
        "national or provincial S&T award in 3 years, any place",
        "judgement",
    ),
    (
        "national_award_top5_3y",
        "flag",
        "近三年国家级科技奖励(前五名)",
        "national S&T award in 3 years, among the first five",
        "judgement",
    ),
    (
        "maker_china_500_3y",
        "flag",
        "近三年入围“创客中国”全国500强(企业组)",
        "among the national 500 of Maker China in 3 years",
        "judgement",
    ),
    (
        "maker_china_50_3y",
        "flag",
        "近三年入围“创客中国”全国50强(企业组)",
        "among the national 50 of Maker China in 3 years",
        "judgement",
    ),
    (
        "demonstration_title",
        "flag",
        "国家技术创新示范或知识产权优势(示范)企业",
        "national innovation demonstration or IP advantage enterprise",
        "judgement",
    ),
    ("emerging_industry", "flag", "属战略性新兴产业", "in a strategic emerging industry", "judgement"),
    ("six_base_field", "flag", "属工业“六基”领域", "in the six industrial bases", "judgement"),
    (
        "six_base_or_supplier",
        "flag",
        "属工业“六基”、中华老字号或为龙头企业配套",
        "in the six industrial bases, time-honoured, or supplier of a chain leader",
        "judgement",
    ),
    ("fills_chain_gap", "flag", "补短板、锻长板、填空白", "fills or strengthens a gap in a chain", "judgement"),
    ("key_chain_link", "flag", "处于产业链关键环节", "a key link of an industrial chain", "judgement"),
    ("niche_years", "years", "从事特定细分市场年限", "years in the niche market", "judgement"),
    (
        "market_share_known",
        "flag",
        "细分市场占有率较高、有知名度",
        "share of the niche fairly high and known",
        "judgement",
    ),
    ("market_share", "ratio", "细分市场占有率", "share of the niche market", "judgement"),
    ("market_top3", "flag", "细分市场全国前三", "among the national top three of the niche", "judgement"),
    ("own_brand", "flag", "有自主品牌", "has a brand of its own", "judgement"),
    ("platform_score", "points", "专精特新发展评价得分", "score of the platform's development evaluation", "judgement"),
    (
        "platform_score_before",
        "points",
        "上年度专精特新发展评价得分",
        "the platform's score of the year before",
        "judgement",
    ),
    ("digital_level", "count", "数字化水平等级", "level of digitalisation", "judgement"),
    ("quality_items", "count", "质量管理水平达标项数", "quality items met", "judgement"),
    (
        "local_points",
        "points",
        "特色化指标得分（省级自定）",
        "points of the indicators set by the province",
        "judgement",
    ),
    (
        "core_process_digital",
        "flag",
        "核心业务采用信息系统支撑",
        "a core process runs on information systems",
        "judgement",
    ),
    ("certified_system", "flag", "取得管理体系或产品认证", "certified management system or product", "judgement"),
    ("single_champion", "flag", "制造业单项冠军企业", "manufacturing single champion", "judgement"),
    (
        "linked_little_giant",
        "flag",
        "与其他小巨人存在控制或同质关系",
        "controlled by or the same as another little giant",
        "judgement",
    ),
    ("sharp_fall_3y", "flag", "近三年有大幅下降", "sharp fall in the last 3 years", "judgement"),
    (
        "group_base",
        "flag",
        "大型集团的生产基地、分支机构或销售贸易公司",
        "production base, branch or sales company of a large group",
        "judgement",
    ),
    ("audited_books", "flag", "会计核算健全、实行查账征收", "sound accounts, taxed by audited books", "judgement"),
    (
        "excluded_activity_major",
        "flag",
        "主营为不适用加计扣除行业且收入占比50%以上",
        "main business in an excluded industry with half the income or more",
        "judgement",
    ),
    (
        "above_scale_listed",
        "flag",
        "在统计部门规上企业名录内",
        "on the statistics bureau's list of above-scale firms",
        "judgement",
    ),
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

_WHOLE_UNITS: Mapping[Unit, int] = MappingProxyType({"yuan": 100, "people": 100})

MAY_BE_NEGATIVE = frozenset({"net_assets", "net_profit", "tax_paid"})
"""Stems of the figures that can lie below zero; all other amounts of money cannot."""


def whole_units(name: str) -> int:
    """Return how many whole units make one of a measure's own: 100 fen a yuan, 100 hundredths a person.

    A yearly mean of people is a fraction with two decimals (国科发火〔2016〕195号).
    """
    return _WHOLE_UNITS.get(MEASURES[name].unit, 1)
