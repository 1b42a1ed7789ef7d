"""Tables of recognitions: lists of certificates, and announcements that carry names only (认定公示名单)."""

from collections.abc import Iterable

from crm.enterprises.names import spelling
from crm.intake.findings import Finding, refusal
from crm.intake.kinds.facts import FactKind, Stated, Tidied, Value
from crm.intake.kinds.fields import Field
from crm.intake.models import Kind
from crm.programmes.models import Recognition

PROGRAMME_WORDS = {
    "高企": "hnte",
    "国家高新技术企业": "hnte",
    "科小": "tech_sme",
    "科技中小企业": "tech_sme",
    "国家科技型中小企业": "tech_sme",
    "科技型中小企业入库": "tech_sme",
    "瞪羚": "gazelle",
    "创新龙头": "innovation_leader",
    "专精特新": "srdi_sme",
    "专精特新企业": "srdi_sme",
    "省级专精特新中小企业": "srdi_sme",
    "小巨人": "little_giant",
    "小巨人企业": "little_giant",
    "专精特新小巨人": "little_giant",
    "专精特新小巨人企业": "little_giant",
    "国家级专精特新小巨人企业": "little_giant",
}
"""What people call a programme besides its name."""


def tidy(values: Stated) -> Tidied:
    """The certificate number in one spelling: half width, capitals, no blanks."""
    tidied: dict[str, Value] = dict(values)
    if "certificate_no" in values:
        tidied["certificate_no"] = spelling(str(values["certificate_no"]))
    return tidied, ()


def check(values: Stated) -> Iterable[Finding]:
    """A term runs forward, and a withdrawal falls after it began."""
    start, end, withdrawn = (values.get(name) for name in ("valid_from", "valid_until", "withdrawn_on"))
    if start and end and str(end) < str(start):
        yield refusal("fact.days_backward", first=start, then=end).about("valid_until")
    if start and withdrawn and str(withdrawn) < str(start):
        yield refusal("fact.days_backward", first=start, then=withdrawn).about("withdrawn_on")


RECOGNITIONS = FactKind(
    kind=Kind.RECOGNITIONS,
    model=Recognition,
    key=("programme", "valid_from"),
    required=("programme", "valid_from"),
    references={"programme": "programme"},
    becomes_known={"withdrawn_on": "withdrawn_known_on"},
    tidy=tidy,
    check=check,
    fields=(
        Field(
            name="programme",
            reading="text",
            zh="认定类型",
            en="programme",
            synonyms=("资质", "资质类型", "资质名称", "称号", "认定资质", "荣誉名称", "企业资质", "类型"),
            most=64,
        ),
        Field(
            name="certificate_no",
            reading="code",
            zh="证书编号",
            en="certificate number",
            synonyms=(
                "证书号",
                "高企证书编号",
                "高新技术企业证书编号",
                "入库登记编号",
                "入库编号",
                "登记编号",
                "科小登记编号",
                "编号",
            ),
            most=40,
        ),
        Field(
            name="batch", reading="text", zh="批次", en="batch", synonyms=("认定批次", "公示批次", "入库批次"), most=40
        ),
        Field(
            name="valid_from",
            reading="date",
            zh="发证日期",
            en="valid from",
            synonyms=(
                "认定日期",
                "认定时间",
                "发证时间",
                "入库日期",
                "入库时间",
                "入库公告日期",
                "公告日期",
                "有效期起",
                "有效期开始日期",
                "起始日期",
            ),
        ),
        Field(
            name="valid_until",
            reading="date",
            zh="有效期至",
            en="valid until",
            synonyms=(
                "有效期止",
                "有效期截止日期",
                "到期日期",
                "到期日",
                "到期时间",
                "有效期截至",
                "证书到期日",
                "失效日期",
            ),
            may_be_future=True,
        ),
        Field(
            name="withdrawn_on",
            reading="date",
            zh="撤销日期",
            en="withdrawn on",
            synonyms=("取消日期", "取消资格日期", "撤销时间", "取消时间", "撤销入库日期"),
        ),
    ),
)
