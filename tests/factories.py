"""Situations for tests: `EnterpriseFactory(hnte=True, with_years=3)`. Firms, people and codes are fictional."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory
from stdnum.cn.uscc import calc_check_digit

from crm.accounts.models import User
from crm.casework.models import Engagement, Portfolio
from crm.directory.models import IndustrialChain, Industry, Region, TechnologyField
from crm.enterprises.models import (
    Contact,
    Control,
    Conversion,
    DuplicatePair,
    Enterprise,
    FinancialYear,
    FinancingRound,
    FormerName,
    Incident,
    IPRight,
    Judgement,
    ListEntry,
    Merge,
    Registration,
    RnDInstitution,
    SourceChoice,
    SourceRank,
)
from crm.exchange.models import Achievement, Demand, TechnologyContract
from crm.intake.models import Import, ImportRow, SavedMapping
from crm.programmes.models import Application, Programme, Recognition

LAST_FULL_YEAR = 2025
PASSWORD = "correct-horse-battery-staple"
REGION_NAMES = {
    "410000": "河南省",
    "410100": "郑州市",
    "411300": "南阳市",
    "411302": "宛城区",
    "411303": "卧龙区",
    "411323": "西峡县",
}
INDUSTRY_NAMES = {"C": "制造业", "38": "电气机械和器材制造业", "381": "电机制造", "3812": "电动机制造"}
PROGRAMMES = {
    "tech_sme": (1, "科技型中小企业"),
    "hnte": (2, "高新技术企业"),
    "gazelle": (3, "瞪羚企业"),
    "innovation_leader": (4, "创新龙头企业"),
}


def uscc(serial: int, region: str = "411300") -> str:
    """A code with valid check digits; no office issues organisation codes that begin with TT."""
    organisation = f"TT{serial:06}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
    rest = 11 - sum(int(c, 36) * w for c, w in zip(organisation, weights, strict=True)) % 11
    body = f"91{region}{organisation}{'0' if rest == 11 else 'X' if rest == 10 else rest}"
    return body + calc_check_digit(body)


def region_level(code: str) -> str:
    """The level that a code of six digits, or a key of our own, stands for."""
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "city"
    return "zone" if "-" in code or code[4] == "7" else "county"


class RegionFactory(DjangoModelFactory[Region]):
    """The region with this code, made together with those above it; 卧龙区 unless told otherwise."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "411303"
    name = factory.LazyAttribute(lambda o: REGION_NAMES.get(o.code, f"区划{o.code}"))
    level = factory.LazyAttribute(lambda o: region_level(o.code))
    is_official = factory.LazyAttribute(lambda o: o.level != "zone")

    @factory.lazy_attribute
    def parent(self) -> Region | None:
        above = {"province": None, "city": f"{self.code[:2]}0000"}.get(self.level, f"{self.code[:4]}00")
        return RegionFactory(code=above) if above else None

    @factory.lazy_attribute
    def path(self) -> str:
        return f"{self.parent.path if self.parent else ''}{self.code}/"


class IndustryFactory(DjangoModelFactory[Industry]):
    """The industry with this code and those above it; of manufacturing unless told otherwise."""

    class Meta:
        model = Industry
        django_get_or_create = ("code",)

    code = "3812"
    section = factory.LazyAttribute(lambda o: o.code if o.code.isalpha() else "C")
    name = factory.LazyAttribute(lambda o: INDUSTRY_NAMES.get(o.code, f"行业{o.code}"))
    level = factory.LazyAttribute(
        lambda o: "section" if o.code.isalpha() else {2: "division", 3: "group", 4: "class"}[len(o.code)]
    )

    @factory.lazy_attribute
    def parent(self) -> Industry | None:
        if self.level == "section":
            return None
        above = self.section if self.level == "division" else self.code[:-1]
        return IndustryFactory(code=above, section=self.section)


class TechnologyFieldFactory(DjangoModelFactory[TechnologyField]):
    class Meta:
        model = TechnologyField
        django_get_or_create = ("code",)

    code = "8"
    zh = "先进制造与自动化"
    en = "Advanced manufacturing and automation"


class IndustrialChainFactory(DjangoModelFactory[IndustrialChain]):
    class Meta:
        model = IndustrialChain
        django_get_or_create = ("slug",)

    slug = "explosion-proof-motors"
    zh = "防爆电机"
    en = "Explosion-proof motors"


class UserFactory(DjangoModelFactory[User]):
    """Somebody who signs in with `PASSWORD`; `regions=[…]` are the ones they answer for."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        county_lead = factory.Trait(role="county_lead")
        city_caseworker = factory.Trait(role="city_caseworker")
        leadership = factory.Trait(role="leadership")
        data_steward = factory.Trait(role="data_steward")

    username = factory.Sequence(lambda n: f"user{n}")
    display_name = factory.Sequence(lambda n: f"用户{n}")
    role = "county_caseworker"
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def regions(self: User, create: bool, extracted: Any, **_ignored: Any) -> None:
        if create and extracted:
            self.regions.set(extracted)


class EnterpriseFactory(DjangoModelFactory[Enterprise]):
    """A firm in 卧龙区 that registered in 2018 and of which nothing more is known."""

    class Meta:
        model = Enterprise
        skip_postgeneration_save = True

    class Params:
        hnte = factory.Trait(
            recognised_as_hnte=factory.RelatedFactory(
                "tests.factories.RecognitionFactory", "enterprise", programme__code="hnte"
            )
        )
        tech_sme = factory.Trait(
            recognised_as_tech_sme=factory.RelatedFactory(
                "tests.factories.RecognitionFactory", "enterprise", programme__code="tech_sme"
            )
        )
        dissolved = factory.Trait(status="dissolved", ended_on=date(2025, 6, 30))
        synthetic = factory.Trait(is_synthetic=True)

    uscc = factory.Sequence(uscc)
    name = factory.Sequence(lambda n: f"南阳示例{n}机电有限公司")
    legal_form = "有限责任公司"
    registered_on = date(2018, 3, 1)
    registered_capital = Decimal("5000000.00")
    registered_region = factory.SubFactory(RegionFactory)
    operating_region = factory.SelfAttribute("registered_region")
    industry = factory.SubFactory(IndustryFactory)
    known_on = factory.LazyAttribute(lambda o: o.registered_on or date(2018, 3, 1))
    source = "test"

    @factory.post_generation
    def with_years(self: Enterprise, create: bool, extracted: int | None, **figures: Any) -> None:
        """`with_years=3`: the last three full years, with figures that fit together and grow by a fifth a year."""
        for back in range(extracted or 0):
            FinancialYearFactory(enterprise=self, year=LAST_FULL_YEAR - back, **figures)

    @factory.post_generation
    def chains(self: Enterprise, create: bool, extracted: Any, **_ignored: Any) -> None:
        if create and extracted:
            self.chains.set(extracted)


class FactFactory(DjangoModelFactory[Any]):
    """What every fact has."""

    class Meta:
        abstract = True

    enterprise = factory.SubFactory(EnterpriseFactory)
    source = "test"


def _share(of: str, share: str) -> Any:
    """An amount that is a share of another; not known where that is not."""

    def amount(row: Any) -> Decimal | None:
        whole = getattr(row, of)
        return None if whole is None else (Decimal(whole) * Decimal(share)).quantize(Decimal("0.01"))

    return factory.LazyAttribute(amount)


class FinancialYearFactory(FactFactory):
    """A year in which a firm of 60 people sold for about 20 million yuan and spent 6 % of it on R&D."""

    class Meta:
        model = FinancialYear

    year = LAST_FULL_YEAR
    basis = "audit"
    known_on = factory.LazyAttribute(lambda o: date(o.year + 1, 5, 31))
    revenue = factory.LazyAttribute(
        lambda o: (Decimal(20_000_000) * Decimal("1.2") ** (o.year - LAST_FULL_YEAR)).quantize(Decimal("0.01"))
    )
    main_revenue = _share("revenue", "0.95")
    total_income = _share("revenue", "1.02")
    hightech_income = _share("revenue", "0.70")
    costs = _share("revenue", "0.90")
    rnd_expense = _share("revenue", "0.06")
    rnd_domestic = _share("rnd_expense", "1")
    total_assets = _share("revenue", "1.50")
    total_liabilities = _share("revenue", "0.60")
    net_assets = _share("revenue", "0.90")
    net_profit = _share("revenue", "0.08")
    tax_paid = _share("revenue", "0.03")
    headcount = Decimal(60)
    st_staff = Decimal(12)
    rnd_staff = Decimal(9)


class FinancingRoundFactory(FactFactory):
    class Meta:
        model = FinancingRound

    closed_on = date(2024, 9, 1)
    known_on = date(2024, 10, 1)
    amount = Decimal("8000000.00")
    stage = "A"


class IPRightFactory(FactFactory):
    """A utility model from the firm's own R&D."""

    class Meta:
        model = IPRight

    kind = "utility_model"
    number = factory.Sequence(lambda n: f"ZL2022{n:08}")
    title = "一种隔爆型电动机端盖"
    applied_on = factory.LazyAttribute(lambda o: date(2021, 6, 1) if o.granted_on else None)
    granted_on = date(2022, 6, 1)
    acquired_by = "own_rnd"
    known_on = date(2022, 7, 1)


class ConversionFactory(FactFactory):
    class Meta:
        model = Conversion

    title = factory.Sequence(lambda n: f"成果转化{n}")
    converted_on = date(2024, 6, 1)
    known_on = date(2025, 3, 1)


class RnDInstitutionFactory(FactFactory):
    class Meta:
        model = RnDInstitution

    name = factory.Sequence(lambda n: f"河南省示例{n}工程技术研究中心")
    level = "provincial"
    recognised_on = date(2023, 1, 1)
    known_on = date(2023, 2, 1)


class JudgementFactory(FactFactory):
    class Meta:
        model = Judgement

    measure = "core_ip"
    value = Decimal(1)
    judged_on = date(2025, 3, 1)
    known_on = date(2025, 3, 1)


class IncidentFactory(FactFactory):
    class Meta:
        model = Incident

    kind = "safety"
    is_major = True
    occurred_on = date(2025, 2, 1)
    known_on = factory.SelfAttribute("occurred_on")


class ListEntryFactory(FactFactory):
    class Meta:
        model = ListEntry

    kind = "abnormal"
    listed_on = date(2025, 7, 1)
    known_on = factory.SelfAttribute("listed_on")


class ControlFactory(FactFactory):
    """An organisation that holds 60 % of the firm."""

    class Meta:
        model = Control

    kind = "organisation"
    controller_uscc = "91411300TT0000015U"
    controller_name = "南阳示例控股集团有限公司"
    share = Decimal("0.6")
    since = date(2022, 1, 1)
    known_on = date(2022, 2, 1)


class FormerNameFactory(DjangoModelFactory[FormerName]):
    class Meta:
        model = FormerName

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = factory.Sequence(lambda n: f"南阳旧名{n}有限公司")
    used_until = date(2020, 12, 31)


class RegistrationFactory(FactFactory):
    """What the source `test` says of a firm: nothing but its name unless told."""

    class Meta:
        model = Registration

    name = factory.SelfAttribute("enterprise.name")
    known_on = date(2024, 1, 1)


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    enterprise = factory.SubFactory(EnterpriseFactory)
    name = "张三丰"
    position = "总经理"
    phone = "13800000000"
    email = "zhang.sanfeng@example.cn"
    known_on = date(2024, 1, 1)


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """The programme with this code; the four of the path have their tiers, others are subsidies."""

    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = "hnte"
    term_months = factory.LazyAttribute(lambda o: 36 if o.code == "hnte" else None)
    tier = factory.LazyAttribute(lambda o: PROGRAMMES[o.code][0] if o.code in PROGRAMMES else None)
    kind = factory.LazyAttribute(lambda o: "recognition" if o.tier else "subsidy")
    zh = factory.LazyAttribute(lambda o: PROGRAMMES[o.code][1] if o.code in PROGRAMMES else o.code)
    en = factory.SelfAttribute("code")


class RecognitionFactory(FactFactory):
    """A 高企 certificate in force from November 2024 to October 2027, or a 科小 number to October 2026."""

    class Meta:
        model = Recognition

    programme = factory.SubFactory(ProgrammeFactory)
    certificate_no = factory.Sequence(lambda n: f"GR202441{n:06}")
    valid_from = date(2024, 11, 1)
    valid_until = factory.LazyAttribute(
        lambda o: date(o.valid_from.year + (2 if o.programme.code == "tech_sme" else 3), 10, 31)
    )
    known_on = factory.SelfAttribute("valid_from")


class ApplicationFactory(FactFactory):
    class Meta:
        model = Application

    programme = factory.SubFactory(ProgrammeFactory)
    submitted_on = date(2024, 7, 1)
    known_on = factory.SelfAttribute("submitted_on")


class PortfolioFactory(DjangoModelFactory[Portfolio]):
    class Meta:
        model = Portfolio

    enterprise = factory.SubFactory(EnterpriseFactory)
    caseworker = factory.SubFactory(UserFactory, city_caseworker=True)
    since = date(2024, 1, 1)


class ImportFactory(DjangoModelFactory[Import]):
    class Meta:
        model = Import

    kind = "financial_years"
    file_name = "火炬统计.xlsx"
    file_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    source = "火炬统计"
    known_on = date(2026, 3, 1)


class ImportRowFactory(DjangoModelFactory[ImportRow]):
    class Meta:
        model = ImportRow

    table = factory.SubFactory(ImportFactory)
    number = factory.Sequence(lambda n: n + 2)
    cells = factory.LazyFunction(list)
    outcome = "create"


class SavedMappingFactory(DjangoModelFactory[SavedMapping]):
    class Meta:
        model = SavedMapping

    name = factory.Sequence(lambda n: f"对应关系{n}")
    kind = "financial_years"
    source = "火炬统计"


class SourceRankFactory(DjangoModelFactory[SourceRank]):
    class Meta:
        model = SourceRank

    table = "financial_year"
    basis = "audit"
    rank = 10


class SourceChoiceFactory(DjangoModelFactory[SourceChoice]):
    """A choice between sources of a firm's address."""

    class Meta:
        model = SourceChoice

    enterprise = factory.SubFactory(EnterpriseFactory)
    table = "registration"
    field = "address"
    source = "市场监管局"
    reason = "已电话核实"
    chosen_on = date(2026, 3, 1)


class DuplicatePairFactory(DjangoModelFactory[DuplicatePair]):
    """Two firms that may be one, the older first."""

    class Meta:
        model = DuplicatePair

    one = factory.SubFactory(EnterpriseFactory)
    other = factory.SubFactory(EnterpriseFactory)
    reasons = ["same_name"]
    similarity = 0.9
    found_on = date(2026, 3, 1)


class MergeFactory(DjangoModelFactory[Merge]):
    class Meta:
        model = Merge

    kept = factory.SubFactory(EnterpriseFactory)
    merged = factory.SubFactory(EnterpriseFactory)
    reason = "同一企业"
    moves = factory.LazyFunction(dict)
    merged_at = datetime(2026, 3, 1, tzinfo=UTC)


class EngagementFactory(FactFactory):
    class Meta:
        model = Engagement

    kind = "visit"
    happened_on = date(2026, 3, 1)
    purpose = factory.Sequence(lambda n: f"走访事由{n}")
    known_on = factory.SelfAttribute("happened_on")


class DemandFactory(FactFactory):
    class Meta:
        model = Demand

    title = factory.Sequence(lambda n: f"技术需求{n}")
    posted_on = date(2026, 3, 1)
    known_on = factory.SelfAttribute("posted_on")


class AchievementFactory(FactFactory):
    """A result of an institute."""

    class Meta:
        model = Achievement

    enterprise = None
    title = factory.Sequence(lambda n: f"科技成果{n}")
    holder = "南阳示例研究院"
    known_on = date(2026, 3, 1)


class TechnologyContractFactory(FactFactory):
    """A contract over a million yuan, all of it for technology."""

    class Meta:
        model = TechnologyContract

    number = factory.Sequence(lambda n: f"2026411300{n:06}")
    title = "电机控制技术开发"
    kind = "development"
    amount = Decimal("1000000.00")
    technology_amount = factory.SelfAttribute("amount")
    signed_on = date(2026, 2, 1)
    known_on = date(2026, 3, 1)
