"""What a table of each kind may say: the fields, the words that headers have for them, and how their cells are read."""

from dataclasses import dataclass
from typing import Literal

from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.models import Import

Reading = Literal[
    "uscc", "registration_no", "name", "text", "date", "amount", "count", "year", "place", "industry", "choice"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a column can say about a firm or its year."""

    name: str
    reading: Reading
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()
    most: int | None = None
    """Longest text that fits."""
    may_be_negative: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    """Word in the file, value that it stands for."""

    @property
    def words(self) -> tuple[str, ...]:
        """All headers that mean this field."""
        return (self.zh, self.en, self.name, *self.synonyms)


STATUS_WORDS = tuple(
    (word, status.value)
    for status, words in {
        Enterprise.Status.OPERATING: ("存续", "在业", "开业", "在营", "正常", "存续（在营、开业、在册）", "operating"),
        Enterprise.Status.SUSPENDED: ("停业", "歇业", "停产", "suspended"),
        Enterprise.Status.MOVED_OUT: ("迁出", "迁往市外", "moved out"),
        Enterprise.Status.REVOKED: ("吊销", "吊销未注销", "吊销，未注销", "revoked"),
        Enterprise.Status.DISSOLVED: ("注销", "已注销", "吊销，已注销", "dissolved"),
    }.items()
    for word in words
)

BASIS_WORDS = tuple(
    (word, basis.value)
    for basis, words in {
        FinancialYear.Basis.AUDIT: ("审计", "审计报告", "专项审计", "年度审计报告", "audit"),
        FinancialYear.Basis.TAX: ("税务", "纳税申报", "汇算清缴", "企业所得税年度纳税申报表", "tax"),
        FinancialYear.Basis.STATISTICS: ("统计", "统计年报", "火炬统计", "statistics"),
        FinancialYear.Basis.DECLARED: ("企业自报", "自报", "自行申报", "企业申报", "declared"),
    }.items()
    for word in words
)

USCC = Field(
    name="uscc",
    reading="uscc",
    zh="统一社会信用代码",
    en="USCC",
    synonyms=(
        "社会信用代码",
        "信用代码",
        "企业统一社会信用代码",
        "统一信用代码",
        "统一代码",
        "纳税人识别号",
        "税号",
        "unified social credit code",
    ),
)
REGISTRATION_NO = Field(
    name="registration_no",
    reading="registration_no",
    zh="注册号",
    en="registration number",
    synonyms=("工商注册号", "营业执照注册号", "工商登记注册号", "营业执照号"),
)
NAME = Field(
    name="name",
    reading="name",
    zh="企业名称",
    en="name",
    synonyms=(
        "名称",
        "单位名称",
        "公司名称",
        "企业全称",
        "单位全称",
        "法人单位名称",
        "单位详细名称",
        "enterprise name",
        "company",
    ),
    most=200,
)

ENTERPRISE_FIELDS = (
    USCC,
    REGISTRATION_NO,
    NAME,
    Field(
        name="legal_form",
        reading="text",
        zh="企业类型",
        en="legal form",
        synonyms=("类型", "公司类型", "登记注册类型", "主体类型"),
        most=64,
    ),
    Field(
        name="registered_on",
        reading="date",
        zh="注册日期",
        en="registered on",
        synonyms=("成立日期", "注册时间", "成立时间", "登记日期", "注册成立日期", "设立日期"),
    ),
    Field(
        name="registered_capital",
        reading="amount",
        zh="注册资本",
        en="registered capital",
        synonyms=("注册资金", "注册资本金", "认缴注册资本"),
    ),
    Field(name="province", reading="place", zh="所在省份", en="province", synonyms=("省份", "省", "所属省份")),
    Field(
        name="city",
        reading="place",
        zh="地区",
        en="city",
        synonyms=("城市", "地市", "市", "所在城市", "所在市", "所属城市", "市州"),
    ),
    Field(
        name="county",
        reading="place",
        zh="区县",
        en="county",
        synonyms=(
            "县区",
            "所在区县",
            "所在县区",
            "所属县区",
            "所属区县",
            "县(市、区)",
            "县(市区)",
            "县市区",
            "所在县市区",
            "所属县市区",
        ),
    ),
    Field(
        name="registered_region",
        reading="place",
        zh="行政区划",
        en="registered region",
        synonyms=("行政区划代码", "所属地区", "所属区域", "注册地", "注册所在地", "注册地区划", "登记区划"),
    ),
    Field(
        name="operating_region",
        reading="place",
        zh="经营所在地",
        en="operating region",
        synonyms=("实际经营地", "实际经营区县", "经营区县", "主要经营地", "经营地区划"),
    ),
    Field(
        name="address",
        reading="text",
        zh="注册地址",
        en="address",
        synonyms=("地址", "住所", "企业地址", "通讯地址", "企业注册地址", "详细地址"),
        most=300,
    ),
    Field(
        name="business_scope",
        reading="text",
        zh="经营范围",
        en="business scope",
        synonyms=("主营业务", "经营业务范围"),
        most=32_767,
    ),
    Field(
        name="industry",
        reading="industry",
        zh="行业代码",
        en="industry",
        synonyms=(
            "国民经济行业代码",
            "行业",
            "所属行业",
            "国民经济行业",
            "国民经济行业分类",
            "行业小类",
            "行业名称",
            "行业分类",
        ),
    ),
    Field(
        name="status",
        reading="choice",
        zh="登记状态",
        en="status",
        synonyms=("经营状态", "企业状态", "状态", "存续状态"),
        choices=STATUS_WORDS,
    ),
    Field(
        name="ended_on",
        reading="date",
        zh="注销日期",
        en="ended on",
        synonyms=("注吊销日期", "注销时间", "吊销日期", "迁出日期", "注销或吊销日期"),
    ),
)

YEAR_FIELDS = (
    USCC,
    REGISTRATION_NO,
    NAME,
    Field(
        name="year",
        reading="year",
        zh="年度",
        en="year",
        synonyms=("年份", "所属年度", "会计年度", "统计年度", "报告期", "数据年度", "申报年度"),
    ),
    Field(
        name="basis",
        reading="choice",
        zh="数据口径",
        en="basis",
        synonyms=("口径", "数据来源口径", "统计口径"),
        choices=BASIS_WORDS,
    ),
    Field(
        name="revenue",
        reading="amount",
        zh="营业收入",
        en="revenue",
        synonyms=("销售收入", "营收", "年营业收入", "营业收入合计", "全年营业收入"),
    ),
    Field(
        name="main_revenue",
        reading="amount",
        zh="主营业务收入",
        en="main revenue",
        synonyms=("主营收入", "主营业务营业收入", "主要业务收入"),
    ),
    Field(
        name="total_income",
        reading="amount",
        zh="总收入",
        en="total income",
        synonyms=("收入总额", "企业总收入", "同期总收入"),
    ),
    Field(
        name="hightech_income",
        reading="amount",
        zh="高新技术产品收入",
        en="high-tech income",
        synonyms=(
            "高新技术产品(服务)收入",
            "高新技术产品服务收入",
            "高新技术产品(服务)销售收入",
            "高新收入",
            "高品收入",
        ),
    ),
    Field(
        name="costs",
        reading="amount",
        zh="成本费用",
        en="costs and expenses",
        synonyms=("成本费用支出", "成本费用总额", "成本费用支出总额", "costs"),
    ),
    Field(
        name="rnd_expense",
        reading="amount",
        zh="研发费用",
        en="R&D expense",
        synonyms=(
            "研究开发费用",
            "研发投入",
            "研发费",
            "研发经费",
            "研究开发费用总额",
            "研发费用总额",
            "科技研发费用",
            "企业研发费用",
            "R&D经费支出",
        ),
    ),
    Field(
        name="rnd_domestic",
        reading="amount",
        zh="境内研发费用",
        en="domestic R&D expense",
        synonyms=("在中国境内研发费用", "中国境内研究开发费用", "境内研究开发费用", "在中国境内发生的研究开发费用"),
    ),
    Field(
        name="total_assets",
        reading="amount",
        zh="资产总额",
        en="total assets",
        synonyms=("总资产", "资产总计", "资产合计"),
    ),
    Field(
        name="net_assets",
        reading="amount",
        zh="净资产",
        en="net assets",
        synonyms=("所有者权益", "所有者权益合计", "净资产总额", "股东权益"),
        may_be_negative=True,
    ),
    Field(
        name="total_liabilities",
        reading="amount",
        zh="负债总额",
        en="total liabilities",
        synonyms=("总负债", "负债合计", "负债总计"),
    ),
    Field(
        name="net_profit",
        reading="amount",
        zh="净利润",
        en="net profit",
        synonyms=("净利", "税后利润"),
        may_be_negative=True,
    ),
    Field(
        name="tax_paid",
        reading="amount",
        zh="实缴税费",
        en="tax paid",
        synonyms=("纳税总额", "上缴税费", "实际上缴税费", "缴税总额", "实缴税金", "税收总额", "上缴税金"),
        may_be_negative=True,
    ),
    Field(
        name="headcount",
        reading="count",
        zh="职工总数",
        en="headcount",
        synonyms=(
            "从业人员",
            "从业人数",
            "职工人数",
            "员工人数",
            "员工总数",
            "从业人员期末人数",
            "年末从业人员",
            "企业职工总数",
            "职工数",
        ),
    ),
    Field(
        name="st_staff",
        reading="count",
        zh="科技人员",
        en="S&T staff",
        synonyms=("科技人员数", "科技人员总数", "从事科技活动人员"),
    ),
    Field(
        name="rnd_staff",
        reading="count",
        zh="研发人员",
        en="R&D staff",
        synonyms=("研发人员数", "研究开发人员", "研发人员总数", "R&D人员"),
    ),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    Import.Kind.ENTERPRISES: ENTERPRISE_FIELDS,
    Import.Kind.FINANCIAL_YEARS: YEAR_FIELDS,
}

REQUIRED: dict[str, tuple[str, ...]] = {
    Import.Kind.ENTERPRISES: (),
    Import.Kind.FINANCIAL_YEARS: ("year",),
}
"""Fields without a column for which a table cannot be read; every table needs a code besides."""
