"""Tables of equity that investors paid in (股权融资)."""

from collections.abc import Iterable
from decimal import Decimal

from crm.enterprises.models import FinancingRound
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind


def check(values: Stated) -> Iterable[Finding]:
    """Somebody paid something in."""
    if values.get("amount") == Decimal(0):
        yield refusal("financing.nothing_paid").about("amount")


FINANCING_ROUNDS = FactKind(
    kind=Kind.FINANCING_ROUNDS,
    model=FinancingRound,
    key=("closed_on", "investor"),
    loose=("investor",),
    required=("closed_on", "amount"),
    happened=("closed_on",),
    check=check,
    fields=(
        Field(
            name="closed_on",
            reading="date",
            zh="到账日期",
            en="paid in on",
            synonyms=("融资日期", "融资时间", "到账时间", "投资日期", "投资时间", "出资日期", "交割日期"),
        ),
        Field(
            name="amount",
            reading="amount",
            zh="融资金额",
            en="amount",
            synonyms=("融资额", "投资金额", "投资额", "股权融资额", "实缴金额", "到账金额"),
        ),
        Field(
            name="stage",
            reading="text",
            zh="融资轮次",
            en="stage",
            synonyms=("轮次", "投资轮次", "融资阶段"),
            most=32,
        ),
        Field(
            name="investor",
            reading="text",
            zh="投资机构",
            en="investor",
            synonyms=("投资方", "投资人", "投资机构名称", "投资单位", "投资者"),
            most=100,
        ),
    ),
)
