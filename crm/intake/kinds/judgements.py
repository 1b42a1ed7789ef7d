"""Tables of what people found on looking: yes or no, shares, years, points, one answer a row (人工判断)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from crm.enterprises.models import Judgement
from crm.intake.characters import plain
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

Measure = Judgement.Measure

MEASURE_WORDS = words(
    {
        Measure.PRODUCT_ALLOWED: ("产品(服务)不属禁止、限制、淘汰类", "product_allowed"),
        Measure.CORE_IP: ("自有知识产权支撑主要产品", "core_ip"),
        Measure.NATIONAL_AWARD: ("近五年国家级科技奖励(前三名)", "national_award_5y"),
        Measure.LED_STANDARD: ("近五年主导制定标准", "led_standard_5y"),
        Measure.IP_CLASS1_HIGH_VALUE: ("高价值Ⅰ类知识产权", "ip_class1_high_value"),
        Measure.NATIONAL_AWARD_3Y: ("近三年国家级科技奖励(前三名)", "national_award_3y"),
        Measure.PROVINCIAL_AWARD_3Y: ("近三年省级以上科技奖励(前三名)", "provincial_award_3y"),
        Measure.SCIENCE_AWARD_3Y: ("近三年国家级或省级科技奖励(不限名次)", "science_award_3y"),
        Measure.NATIONAL_AWARD_TOP5_3Y: ("近三年国家级科技奖励(前五名)", "national_award_top5_3y"),
        Measure.MAKER_CHINA_500_3Y: ("近三年入围“创客中国”全国500强(企业组)", "maker_china_500_3y"),
        Measure.MAKER_CHINA_50_3Y: ("近三年入围“创客中国”全国50强(企业组)", "maker_china_50_3y"),
        Measure.DEMONSTRATION_TITLE: ("国家技术创新示范或知识产权优势(示范)企业", "demonstration_title"),
        Measure.EMERGING_INDUSTRY: ("属战略性新兴产业", "emerging_industry"),
        Measure.SIX_BASE_FIELD: ("属工业“六基”领域", "six_base_field"),
        Measure.SIX_BASE_OR_SUPPLIER: ("属工业“六基”、中华老字号或为龙头企业配套", "six_base_or_supplier"),
        Measure.FILLS_CHAIN_GAP: ("补短板、锻长板、填空白", "fills_chain_gap"),
        Measure.KEY_CHAIN_LINK: ("处于产业链关键环节", "key_chain_link"),
        Measure.NICHE_YEARS: ("从事特定细分市场年限", "niche_years"),
        Measure.MARKET_SHARE_KNOWN: ("细分市场占有率较高、有知名度", "market_share_known"),
        Measure.MARKET_SHARE: ("细分市场占有率", "market_share"),
        Measure.MARKET_TOP3: ("细分市场全国前三", "market_top3"),
        Measure.OWN_BRAND: ("有自主品牌", "own_brand"),
        Measure.PLATFORM_SCORE: ("专精特新发展评价得分", "platform_score"),
        Measure.PLATFORM_SCORE_BEFORE: ("上年度专精特新发展评价得分", "platform_score_before"),
        Measure.DIGITAL_LEVEL: ("数字化水平等级", "digital_level"),
        Measure.QUALITY_ITEMS: ("质量管理水平达标项数", "quality_items"),
        Measure.LOCAL_POINTS: ("特色化指标得分（省级自定）", "local_points"),
        Measure.CORE_PROCESS_DIGITAL: ("核心业务采用信息系统支撑", "core_process_digital"),
        Measure.CERTIFIED_SYSTEM: ("取得管理体系或产品认证", "certified_system"),
        Measure.SINGLE_CHAMPION: ("制造业单项冠军企业", "single_champion"),
        Measure.LINKED_LITTLE_GIANT: ("与其他小巨人存在控制或同质关系", "linked_little_giant"),
        Measure.SHARP_FALL_3Y: ("近三年有大幅下降", "sharp_fall_3y"),
        Measure.GROUP_BASE: ("大型集团的生产基地、分支机构或销售贸易公司", "group_base"),
        Measure.AUDITED_BOOKS: ("会计核算健全、实行查账征收", "audited_books"),
        Measure.EXCLUDED_ACTIVITY_MAJOR: ("主营为不适用加计扣除行业且收入占比50%以上", "excluded_activity_major"),
        Measure.ABOVE_SCALE_LISTED: ("在统计部门规上企业名录内", "above_scale_listed"),
        Measure.IP_ADVANCED: ("专家评分：技术先进程度", "expert_ip_advanced"),
        Measure.IP_CORE: ("专家评分：对主要产品的核心支持", "expert_ip_core"),
        Measure.IP_NUMBER: ("专家评分：知识产权数量", "expert_ip_number"),
        Measure.IP_ACQUIRED: ("专家评分：知识产权获得方式", "expert_ip_acquired"),
        Measure.IP_STANDARDS: ("专家评分：参与标准制定", "expert_ip_standards"),
        Measure.CONVERSION: ("专家评分：科技成果转化能力", "expert_conversion"),
        Measure.ORGANISATION: ("专家评分：研发组织管理水平", "expert_organisation"),
        Measure.NET_ASSETS_GROWTH: ("专家评分：净资产增长", "expert_net_assets_growth"),
        Measure.SALES_GROWTH: ("专家评分：销售收入增长", "expert_sales_growth"),
    }
)
NUMBERS = frozenset(
    {
        Measure.IP_CLASS1_HIGH_VALUE.value,
        Measure.NICHE_YEARS.value,
        Measure.MARKET_SHARE.value,
        Measure.PLATFORM_SCORE.value,
        Measure.PLATFORM_SCORE_BEFORE.value,
        Measure.DIGITAL_LEVEL.value,
        Measure.QUALITY_ITEMS.value,
        Measure.LOCAL_POINTS.value,
        Measure.IP_ADVANCED.value,
        Measure.IP_CORE.value,
        Measure.IP_NUMBER.value,
        Measure.IP_ACQUIRED.value,
        Measure.IP_STANDARDS.value,
        Measure.CONVERSION.value,
        Measure.ORGANISATION.value,
        Measure.NET_ASSETS_GROWTH.value,
        Measure.SALES_GROWTH.value,
    }
)
"""Judgements that are a number; the others are a yes or a no."""
MOST = {Measure.MARKET_SHARE.value: Decimal(1)}
MOST_OF_OTHERS = Decimal(1000)
STEP = Decimal("0.0001")
"""What the column keeps of a number."""
YES = frozenset({"是", "有", "符合", "属于", "达到", "yes", "y", "true", "1", "√", "对"})
NO = frozenset({"否", "无", "没有", "不是", "不符合", "不属于", "未达到", "no", "n", "false", "0", "×", "错"})


def tidy(values: Stated) -> Tidied:
    """The answer as a number: 1 for yes, 0 for no, a percentage as a fraction."""
    said, measure = values.get("value"), values.get("measure")
    if not isinstance(said, str) or measure is None:
        return dict(values), ()
    text = plain(said).casefold().replace(",", "")
    number = _number(text) if measure in NUMBERS else _yes_or_no(text)
    if number is None:
        code = "judgement.not_a_number" if measure in NUMBERS else "judgement.not_yes_or_no"
        return dict(values), (refusal(code, value=said).about("value"),)
    tidied: dict[str, Value] = {**values, "value": number}
    return tidied, ()


def _yes_or_no(text: str) -> Decimal | None:
    """1 or 0; cells with a number hold it as 1.0."""
    bare = text.removesuffix(".0")
    return Decimal(1) if bare in YES else Decimal(0) if bare in NO else None


def _number(text: str) -> Decimal | None:
    """A number of 0 or more, to four places; None for what is none."""
    share = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number > 10 * MOST_OF_OTHERS:
        return None
    return (number / 100 if share else number).quantize(STEP, ROUND_HALF_UP).normalize() + 0


def check(values: Stated) -> Iterable[Finding]:
    """A share is one of a whole, and nothing else goes into the thousands."""
    value, measure = values.get("value"), str(values.get("measure"))
    most = MOST.get(measure, MOST_OF_OTHERS)
    if isinstance(value, Decimal) and value > most:
        yield refusal("judgement.too_much", value=value, most=most).about("value")


JUDGEMENTS = FactKind(
    kind=Kind.JUDGEMENTS,
    model=Judgement,
    key=("measure", "judged_on"),
    required=("measure", "value", "judged_on"),
    happened=("judged_on",),
    tidy=tidy,
    check=check,
    fields=(
        Field(
            name="measure",
            reading="choice",
            zh="判断事项",
            en="measure",
            synonyms=("事项", "判断指标", "评价事项", "指标名称", "核实事项"),
            choices=MEASURE_WORDS,
        ),
        Field(
            name="value",
            reading="text",
            zh="结论",
            en="answer",
            synonyms=("判断结论", "判断结果", "评价结论", "得分", "核实结果", "value"),
            most=24,
            help=_("Yes or no, a number, or a percentage with its sign, as the question asks."),
        ),
        Field(
            name="judged_on",
            reading="date",
            zh="判断日期",
            en="judged on",
            synonyms=("判断时间", "评价日期", "评分日期", "核实日期", "核实时间"),
        ),
    ),
)
