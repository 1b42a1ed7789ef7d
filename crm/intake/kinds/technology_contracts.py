"""Tables of registered technology contracts (技术合同登记)."""

from collections.abc import Iterable
from decimal import Decimal

from crm.enterprises.names import spelling
from crm.exchange.models import TechnologyContract
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value, words
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind

Form = TechnologyContract.Kind
Side = TechnologyContract.Side

KIND_WORDS = words(
    {
        Form.DEVELOPMENT: ("技术开发", "技术开发合同", "委托开发", "合作开发", "开发", "development"),
        Form.TRANSFER: ("技术转让", "技术转让合同", "转让", "transfer"),
        Form.LICENCE: ("技术许可", "技术许可合同", "许可", "licence"),
        Form.CONSULTING: ("技术咨询", "技术咨询合同", "咨询", "consulting"),
        Form.SERVICE: ("技术服务", "技术服务合同", "服务", "service"),
    }
)
"""The five kinds of 民法典 第八百四十三条 and following."""
SIDE_WORDS = words(
    {
        Side.SELLER: ("卖方", "让与方", "受托方", "转让方", "许可方", "输出", "输出方", "乙方", "seller"),
        Side.BUYER: ("买方", "受让方", "委托方", "被许可方", "吸纳", "吸纳方", "甲方", "buyer"),
    }
)


def tidy(values: Stated) -> Tidied:
    """The number in one spelling; a contract is registered by its seller where nothing else is said."""
    tidied: dict[str, Value] = {"side": Side.SELLER.value, **values}
    if "number" in values:
        tidied["number"] = spelling(str(values["number"]))
    return tidied, ()


def check(values: Stated) -> Iterable[Finding]:
    """The technical part is a part of the contract, and registration follows signing."""
    amount, technical = values.get("amount"), values.get("technology_amount")
    if isinstance(amount, Decimal) and isinstance(technical, Decimal) and technical > amount:
        yield refusal("contract.technology_above_amount", value=technical, amount=amount).about("technology_amount")
    signed, registered = values.get("signed_on"), values.get("registered_on")
    if signed and registered and str(registered) < str(signed):
        yield refusal("fact.days_backward", first=signed, then=registered).about("registered_on")


TECHNOLOGY_CONTRACTS = FactKind(
    kind=Kind.TECHNOLOGY_CONTRACTS,
    model=TechnologyContract,
    firm="beside",
    key=("number", "side"),
    required=("number", "title", "kind", "amount", "signed_on"),
    happened=("signed_on", "registered_on"),
    tidy=tidy,
    check=check,
    fields=(
        Field(
            name="number",
            reading="code",
            zh="合同登记编号",
            en="contract registration number",
            synonyms=("技术合同登记编号", "合同编号", "登记编号", "合同登记号", "认定登记编号", "编号"),
            most=40,
        ),
        Field(
            name="title",
            reading="text",
            zh="合同名称",
            en="title",
            synonyms=("技术合同名称", "项目名称", "合同项目名称"),
            most=200,
        ),
        Field(
            name="kind",
            reading="choice",
            zh="合同类别",
            en="kind of contract",
            synonyms=("合同类型", "技术合同类型", "技术合同类别", "类别"),
            choices=KIND_WORDS,
        ),
        Field(
            name="side",
            reading="choice",
            zh="交易方",
            en="side",
            synonyms=("买卖方", "企业角色", "合同角色", "买方或卖方"),
            choices=SIDE_WORDS,
        ),
        Field(
            name="counterparty",
            reading="text",
            zh="对方单位",
            en="other party",
            synonyms=("买方名称", "受让方名称", "委托方名称", "买方单位", "合同对方", "对方名称", "合作单位"),
            most=200,
        ),
        Field(
            name="amount",
            reading="amount",
            zh="合同成交额",
            en="amount",
            synonyms=("成交额", "合同金额", "合同成交金额", "成交金额", "合同总金额", "合同额"),
        ),
        Field(
            name="technology_amount",
            reading="amount",
            zh="技术交易额",
            en="of it for technology",
            synonyms=("技术交易金额", "其中技术交易额", "核定技术交易额"),
        ),
        Field(
            name="signed_on",
            reading="date",
            zh="签订日期",
            en="signed on",
            synonyms=("合同签订日期", "签订时间", "合同签订时间", "签约日期", "签约时间"),
        ),
        Field(
            name="registered_on",
            reading="date",
            zh="登记日期",
            en="registered on",
            synonyms=("认定登记日期", "登记时间", "合同登记日期", "认定日期", "登记认定时间"),
        ),
    ),
)
