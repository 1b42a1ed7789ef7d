"""Tables of intellectual property rights (知识产权清单)."""

import re
from collections.abc import Iterable

from crm.enterprises.models import IPRight
from crm.enterprises.names import spelling
from crm.intake.findings import Finding, hold, refusal, remark
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

Form = IPRight.Kind

KIND_WORDS = words(
    {
        Form.INVENTION: ("发明专利", "发明", "发明授权", "国防专利", "授权发明专利", "PCT发明专利", "invention"),
        Form.UTILITY_MODEL: ("实用新型", "实用新型专利", "新型", "utility model"),
        Form.DESIGN: ("外观设计", "外观设计专利", "外观专利", "外观", "design"),
        Form.SOFTWARE: ("软件著作权", "计算机软件著作权", "软著", "软件著作", "计算机软件", "software"),
        Form.PLANT_VARIETY: ("植物新品种", "植物新品种权", "plant variety"),
        Form.CROP_VARIETY: ("国家级农作物品种", "国家级审定农作物品种", "农作物品种", "crop variety"),
        Form.NEW_DRUG: ("国家新药", "新药", "新药证书", "new drug"),
        Form.PROTECTED_TCM: ("国家一级中药保护品种", "中药保护品种", "一级中药保护品种", "protected tcm"),
        Form.IC_LAYOUT: (
            "集成电路布图设计",
            "集成电路布图设计专有权",
            "集成电路布图设计权",
            "布图设计",
            "ic layout",
        ),
    }
)
FIRST_WORD = {value: word for word, value in reversed(KIND_WORDS)}
"""The word by which the documents call each kind."""
ACQUISITION_WORDS = words(
    {
        IPRight.Acquisition.OWN_RND: ("自主研发", "自主研究开发", "原始取得", "自行研发", "自研", "own R&D"),
        IPRight.Acquisition.TRANSFER: ("受让", "转让", "购买", "继受取得", "transfer"),
        IPRight.Acquisition.GIFT: ("受赠", "赠与", "捐赠", "gift"),
        IPRight.Acquisition.MERGER: ("并购", "企业并购", "merger"),
    }
)

APPLICATION = re.compile(r"(?:CN|ZL)?(?P<digits>[0-9]{12}|[0-9]{8})(?:\.?(?P<check>[0-9X]))?")
FORMS = {
    "1": Form.INVENTION,
    "8": Form.INVENTION,
    "2": Form.UTILITY_MODEL,
    "9": Form.UTILITY_MODEL,
    "3": Form.DESIGN,
}
"""The digit behind the year (ZC 0006-2003, 4.3): 8 and 9 came by way of the PCT."""
LABEL = re.compile(r"^(?:(?:专利号|专利申请号|申请号|登记号|登记证号|NO[.:])[:.]?)+")
OLD_YEARS = (*(f"{year:02}" for year in range(85, 100)), "00", "01", "02", "03")


def tidy_number(text: str) -> str:
    """A number as the office prints it: 'ＺＬ 2015 1 0123456.7', '专利号：ZL2015101234567' → 'ZL201510123456.7'."""
    bare = LABEL.sub("", re.sub(r"[\-—]", "", spelling(text)))
    found = APPLICATION.fullmatch(bare)
    if found is None:
        return bare
    check = f".{found['check']}" if found["check"] else ""
    return f"{'ZL' if bare.startswith('ZL') else ''}{found['digits']}{check}"


def number_spelling(number: str) -> str:
    """What two spellings of one number have in common: the number of the application, without prefix or check digit."""
    tidied = tidy_number(number)
    found = APPLICATION.fullmatch(tidied)
    return found["digits"] if found else re.sub(r"\W", "", tidied)


def form_of_number(number: str) -> IPRight.Kind | None:
    """The kind of right that a number says it is: a patent by its digit, a software copyright by its letters."""
    found = APPLICATION.fullmatch(number)
    if found is None:
        return Form.SOFTWARE if re.fullmatch(r"[0-9]{4}SR[0-9]+", number) else None
    digits = found["digits"]
    if len(digits) == 8:
        return FORMS.get(digits[2]) if digits[:2] in OLD_YEARS else None
    return FORMS.get(digits[4])


def check_digit(digits: str) -> str:
    """The check digit of an application number (ZC 0006-2003): weights 2 to 9, then 2 to 5; modulo 11, X for ten."""
    rest = sum(int(digit) * (place % 8 + 2) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)


def tidy(values: Stated) -> Tidied:
    """The number in one spelling, and the kind of right where only the number tells it."""
    tidied: dict[str, Value] = dict(values)
    if "number" not in values:
        return tidied, ()
    number = tidied["number"] = tidy_number(str(values["number"]))
    told = form_of_number(number)
    if "kind" not in values and told is not None:
        tidied["kind"] = told.value
    return tidied, tuple(_number_findings(number, str(tidied.get("kind", "")), told))


def _number_findings(number: str, kind: str, told: IPRight.Kind | None) -> Iterable[Finding]:
    if told is not None and kind and kind != told.value:
        yield hold("ip_right.kind_differs", value=number, told=FIRST_WORD[told.value], stated=FIRST_WORD[kind])
    found = APPLICATION.fullmatch(number)
    if found and found["check"] and told and found["check"] != (right := check_digit(found["digits"])):
        yield remark("ip_right.check_digit", value=number, right=right)


def check(values: Stated) -> Iterable[Finding]:
    """A right is granted after it was applied for."""
    applied, granted = values.get("applied_on"), values.get("granted_on")
    if applied and granted and str(granted) < str(applied):
        yield refusal("fact.days_backward", first=applied, then=granted).about("granted_on")


IP_RIGHTS = FactKind(
    kind=Kind.IP_RIGHTS,
    model=IPRight,
    key=("kind", "number"),
    required=("number",),
    spellings={"number": number_spelling},
    defaults={"acquired_by": IPRight.Acquisition.OWN_RND.value},
    becomes_known={"ended_on": "ended_known_on", "used_on": "used_known_on"},
    tidy=tidy,
    check=check,
    fields=(
        Field(
            name="kind",
            reading="choice",
            zh="知识产权类型",
            en="kind of right",
            synonyms=("专利类型", "知识产权类别", "专利类别", "知产类型", "类型", "类别", "IP类型"),
            choices=KIND_WORDS,
        ),
        Field(
            name="number",
            reading="code",
            zh="专利号或登记号",
            en="number",
            synonyms=(
                "专利号",
                "申请号",
                "专利申请号",
                "授权号",
                "登记号",
                "知识产权编号",
                "授权号(登记号)",
                "专利号/登记号",
                "编号",
                "软著登记号",
                "专利(申请)号",
            ),
            most=40,
        ),
        Field(
            name="title",
            reading="text",
            zh="知识产权名称",
            en="title",
            synonyms=("专利名称", "发明名称", "软件名称", "软著名称", "知识产权名", "专利题目", "品种名称"),
            most=200,
        ),
        Field(name="applied_on", reading="date", zh="申请日", en="applied on", synonyms=("申请日期", "专利申请日")),
        Field(
            name="granted_on",
            reading="date",
            zh="授权日期",
            en="granted on",
            synonyms=("授权日", "授权公告日", "授权公告日期", "登记日期", "登记日", "颁证日", "授权时间", "首次授权日"),
        ),
        Field(
            name="ended_on",
            reading="date",
            zh="失效日期",
            en="ended on",
            synonyms=("终止日期", "失效日", "权利终止日", "专利权终止日"),
        ),
        Field(
            name="acquired_by",
            reading="choice",
            zh="获得方式",
            en="acquired by",
            synonyms=("取得方式", "权利取得方式", "知识产权获得方式", "来源方式"),
            choices=ACQUISITION_WORDS,
        ),
        Field(
            name="used_on",
            reading="date",
            zh="已用于高企申报日期",
            en="used for an application on",
            synonyms=("高企申报使用日期", "使用日期", "申报使用日期"),
        ),
    ),
)
