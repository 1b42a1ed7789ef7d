"""What a table of enterprises may say: who a firm is, where it lies, and whether it still is."""

from crm.enterprises.models import Enterprise
from crm.intake.kinds.fields import NAME, REGISTRATION_NO, USCC, Field

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
        name="technology_field",
        reading="text",
        zh="技术领域",
        en="technology field",
        synonyms=("所属技术领域", "高新技术领域", "所属领域", "领域", "国家重点支持的高新技术领域"),
        most=64,
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
