"""What a table of financial years may say: the figures of a firm for a year, and how they were measured."""

from crm.enterprises.models import FinancialYear
from crm.intake.kinds.fields import NAME, REGISTRATION_NO, USCC, Field

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
