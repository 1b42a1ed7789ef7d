"""Tables of who controls a firm (实际控制人, 控股股东): organisations by code or name, people by number only.

A natural person's name and document number are personal data that nothing here needs. Whoever keeps the list gives each
person a number (ZR-0012) and writes that; a cell that may hold a person's name is refused, and its message never
repeats it.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from crm.enterprises.models import Control
from crm.enterprises.names import spelling
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

KIND_WORDS = words(
    {
        Control.Kind.ORGANISATION: ("单位", "法人", "企业法人", "企业", "机构", "组织", "非自然人", "organisation"),
        Control.Kind.PERSON: ("自然人", "个人", "person"),
    }
)
ORGANISATION = re.compile(
    "公司|集团|企业|合伙|有限|股份|控股|中心|研究院|研究所|事务所|大学|学院|学校|医院|银行|基金|协会|学会|商会|政府|国资|"
    "委员会|管委会|村委会|居委会|管理局|财政[部厅局]|合作社|联社|工厂|总厂|"
    r"\b(?:CO|COMPANY|CORP|CORPORATION|INC|LTD|LIMITED|LLC|LLP|PLC|GMBH|AG|SA|BV|HOLDINGS?|GROUP|FUND)\b"
)
"""Words that only the name of an organisation has. What has none of them may be a person's."""
NUMBER = re.compile(r"[A-Z]{1,6}-[0-9]{1,8}")
"""No number of a document is built like this: there is no hyphen in any."""
NOBODY = frozenset(
    {"无", "暂无", "没有", "不详", "未知", "无实际控制人", "无控股股东", "/", "-", "—", "--", "NONE", "N/A"}
)
KEY = ("kind", "controller_uscc", "controller_name", "person_ref", "since")
STEP = Decimal("0.000001")
"""What the column keeps of a share."""


def tidy(values: Stated) -> Tidied:
    """Whom the row names, an organisation or a person; the share as it is kept."""
    tidied: dict[str, Value] = dict(values)
    if spelling(str(values.get("controller_name", ""))) in NOBODY:
        tidied.pop("controller_name", None)
    if isinstance(share := values.get("share"), Decimal):
        tidied["share"] = share.quantize(STEP, ROUND_HALF_UP).normalize() + 0
    if NUMBER.fullmatch(number := spelling(str(values.get("person_ref", "")))):
        tidied["person_ref"] = number
    tidied.setdefault("kind", _kind_of(tidied))
    return tidied, tuple(_wrong(tidied))


def _kind_of(values: Stated) -> str:
    """What the controller is where the row does not say: a person by a number, or by what may be a person's name."""
    if "controller_name" in values:
        name = re.sub(r"[.,]", " ", str(values["controller_name"])).upper()
        return "organisation" if ORGANISATION.search(name) else "person"
    return "person" if "person_ref" in values and "controller_uscc" not in values else "organisation"


def _wrong(values: Stated) -> Iterable[Finding]:
    """What keeps a row from naming one controller, and one only."""
    kind, code, name, number = (str(values.get(field, "")) for field in KEY[:4])
    if code and len(code) != 18:
        yield refusal("uscc.registration_no", value=code).about("controller_uscc")
    if number and not NUMBER.fullmatch(number):
        yield refusal("control.person_not_a_number").about("person_ref")
    if not (code or name or number):
        yield refusal("control.nobody_named").about("controller_name")
    elif name and kind == "person":
        yield refusal("control.person_named").about("controller_name")
    elif number and (code or name):
        yield refusal("control.two_controllers").about("person_ref")
    elif code and kind == "person":
        yield refusal("control.person_with_a_code").about("kind")
    elif number and kind == "organisation":
        yield refusal("control.organisation_by_number").about("kind")


def check(values: Stated) -> Iterable[Finding]:
    """A share is one of a whole, an end comes after the beginning, and no firm controls itself."""
    share, since, ended = values.get("share"), values.get("since"), values.get("ended_on")
    if isinstance(share, Decimal) and not 0 < share <= 1:
        yield refusal("control.share_of_no_whole", value=f"{share:%}").about("share")
    if since and ended and str(ended) < str(since):
        yield refusal("fact.days_backward", first=since, then=ended).about("ended_on")
    if values.get("uscc") and values.get("uscc") == values.get("controller_uscc"):
        yield refusal("control.of_itself").about("controller_uscc")


CONTROLS = FactKind(
    kind=Kind.CONTROLS,
    model=Control,
    key=KEY,
    loose=KEY[1:4],
    required=("kind", "since"),
    read_from={"kind": KEY[1:4]},
    becomes_known={"ended_on": "ended_known_on"},
    happened=("since",),
    tidy=tidy,
    check=check,
    fields=(
        Field(
            name="kind",
            reading="choice",
            zh="控制人类型",
            en="kind of controller",
            synonyms=("实际控制人类型", "控股股东类型", "控制人性质", "实际控制人性质"),
            choices=KIND_WORDS,
        ),
        Field(
            name="controller_uscc",
            reading="uscc",
            zh="控制人统一社会信用代码",
            en="controller's USCC",
            synonyms=(
                "实际控制人统一社会信用代码",
                "实际控制人信用代码",
                "控股股东统一社会信用代码",
                "控股股东信用代码",
                "控股单位统一社会信用代码",
                "控制单位统一社会信用代码",
                "母公司统一社会信用代码",
                "母公司信用代码",
            ),
        ),
        Field(
            name="controller_name",
            reading="name",
            zh="控制人名称",
            en="controller's name",
            synonyms=(
                "实际控制人",
                "实际控制人名称",
                "控股股东",
                "控股股东名称",
                "控股单位",
                "控股单位名称",
                "控制单位",
                "控制单位名称",
                "母公司",
                "母公司名称",
                "控制人",
            ),
            most=200,
            help=_("Of an organisation only. Leave it empty for a natural person, whose name is not kept."),
        ),
        Field(
            name="person_ref",
            reading="code",
            zh="自然人编号",
            en="number of the person",
            synonyms=(
                "实际控制人编号",
                "控制人编号",
                "自然人控制人编号",
                "实际控制人姓名",
                "控制人姓名",
                "自然人姓名",
                "自然人控制人",
            ),
            most=32,
            help=_("The number that the bureau gives a natural person, such as ZR-0012; no name, no identity number."),
        ),
        Field(
            name="share",
            reading="ratio",
            zh="持股比例",
            en="share of capital",
            synonyms=("控股比例", "控制比例", "出资比例", "股权比例", "控股股东持股比例", "实际控制人持股比例"),
        ),
        Field(
            name="since",
            reading="date",
            zh="控制起始日期",
            en="controlled since",
            synonyms=("控制起始时间", "控制开始日期", "控制日期", "控股日期", "控股起始日期", "取得控制权日期"),
        ),
        Field(
            name="ended_on",
            reading="date",
            zh="控制终止日期",
            en="control ended on",
            synonyms=("控制终止时间", "控制结束日期", "控股终止日期", "控股结束日期", "失去控制权日期"),
        ),
    ),
)
