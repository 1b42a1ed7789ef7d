"""The as-of frame: what was known on a day, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.enterprises.choosing import Ranks
from crm.enterprises.models import Coverage, Enterprise, FinancialYear, SourceChoice, SourceRank
from scoring.facts import Facts, read_facts
from scoring.frame import cut, frame
from scoring.rulebooks.measures import MEASURES
from tests.factories import (
    ConversionFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    IncidentFactory,
    IndustryFactory,
    IPRightFactory,
    JudgementFactory,
    ListEntryFactory,
    RecognitionFactory,
    RegionFactory,
    RegistrationFactory,
    RnDInstitutionFactory,
    TechnologyFieldFactory,
)

AS_OF = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


def row(enterprise: Enterprise, as_of: date = AS_OF) -> "pd.Series[object]":
    return frame(as_of, Enterprise.objects.all()).loc[enterprise.pk]


def complete(enterprise: Enterprise, *kinds: str, known_on: date = date(2020, 1, 1)) -> None:
    for kind in kinds:
        Coverage.objects.create(kind=kind, enterprise=enterprise, known_on=known_on, source="test")


class TestFrame:
    def test_has_every_measure_that_rules_may_read(self) -> None:
        EnterpriseFactory()
        assert set(MEASURES) <= set(frame(AS_OF, Enterprise.objects.all()).columns)

    def test_has_the_same_columns_when_there_is_nobody(self) -> None:
        nobody = frame(AS_OF, Enterprise.objects.all())
        EnterpriseFactory()
        assert list(nobody.columns) == list(frame(AS_OF, Enterprise.objects.all()).columns)
        assert nobody.empty

    def test_leaves_out_firms_that_were_not_registered_known_or_in_business(self) -> None:
        there = EnterpriseFactory(registered_on=AS_OF, known_on=AS_OF)
        EnterpriseFactory(registered_on=AS_OF + timedelta(days=1), known_on=AS_OF)
        EnterpriseFactory(registered_on=date(2010, 1, 1), known_on=AS_OF + timedelta(days=1))
        EnterpriseFactory(registered_on=date(2010, 1, 1), status="dissolved", ended_on=AS_OF)
        assert frame(AS_OF, Enterprise.objects.all()).index.tolist() == [there.pk]

    def test_keeps_a_firm_of_unknown_beginning_and_none_that_ended_nobody_knows_when(self) -> None:
        there = EnterpriseFactory(registered_on=None)
        EnterpriseFactory(status="dissolved", ended_on=None)
        assert frame(AS_OF, Enterprise.objects.all()).index.tolist() == [there.pk]

    def test_counts_age_in_days_and_operating_years_in_calendar_years(self) -> None:
        firm = row(EnterpriseFactory(registered_on=date(2025, 6, 30)))
        assert (firm["age_days"], firm["operating_years"]) == (365.0, 1.0)

    def test_numbers_years_back_from_the_last_full_one(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2025, revenue=Decimal("10.01"), known_on=date(2026, 5, 1))
        FinancialYearFactory(enterprise=firm, year=2022, revenue=Decimal(7), known_on=date(2023, 5, 1))
        FinancialYearFactory(enterprise=firm, year=2021, revenue=Decimal(5), known_on=date(2022, 5, 1))
        assert row(firm)[["revenue_y0", "revenue_y3"]].tolist() == [10.01, 7.0]
        assert row(firm, date(2026, 4, 30))["revenue_y0"] != row(firm, date(2026, 4, 30))["revenue_y0"], (
            "not known yet: NaN"
        )

    @pytest.mark.usefixtures("shipped_ranks")
    def test_takes_each_figure_from_the_best_basis_that_has_it_and_the_newest_report(self) -> None:
        firm = EnterpriseFactory()
        report = {"enterprise": firm, "year": 2025, "revenue": None, "rnd_expense": None}
        FinancialYearFactory(
            **report | {"basis": "declared", "revenue": 1, "rnd_expense": 9}, known_on=date(2026, 6, 1)
        )
        FinancialYearFactory(**report | {"basis": "audit", "revenue": 3}, known_on=date(2026, 4, 1))
        FinancialYearFactory(**report | {"basis": "audit", "revenue": 4}, known_on=date(2026, 5, 1))
        assert row(firm)[["revenue_y0", "rnd_expense_y0"]].tolist() == [4.0, 9.0]
        assert row(firm, date(2026, 4, 15))["revenue_y0"] == 3.0

    def test_takes_net_assets_as_the_difference_where_they_are_not_reported(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(
            enterprise=firm,
            year=2025,
            net_assets=None,
            total_assets=50,
            total_liabilities=70,
            known_on=date(2026, 5, 1),
        )
        assert row(firm)["net_assets_y0"] == -20.0


class TestLists:
    """Counts and flags, known only where the list is complete."""

    def test_does_not_take_no_row_for_none(self) -> None:
        firm = row(EnterpriseFactory())
        unknown = [
            "ip_class1",
            "conversions_3y",
            "major_incident_365d",
            "on_abnormal_list",
            "hnte_in_force",
            "provincial_rnd_institution",
        ]
        assert firm[[*unknown, "tier"]].isna().all()

    def test_counts_nothing_as_none_once_the_list_is_complete(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "ip_right", "conversion", "incident", "list_entry", "recognition", "rnd_institution")
        assert row(firm)[["ip_class1", "conversions_3y"]].tolist() == [0.0, 0.0]
        assert not row(firm)[
            ["major_incident_365d", "on_abnormal_list", "hnte_in_force", "provincial_rnd_institution"]
        ].any()

    def test_knows_nothing_before_the_list_was_complete(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "ip_right", known_on=AS_OF)
        assert pd.isna(row(firm, AS_OF - timedelta(days=1))["ip_class2"])
        assert row(firm)["ip_class2"] == 0.0

    def test_covers_the_firms_of_a_region_and_of_those_below(self) -> None:
        city = RegionFactory(code="411300")
        inside = EnterpriseFactory(operating_region=RegionFactory(code="411303"))
        outside = EnterpriseFactory(operating_region=RegionFactory(code="410100"))
        Coverage.objects.create(kind="ip_right", region=city, known_on=date(2020, 1, 1), source="test")
        assert frame(AS_OF, Enterprise.objects.all())["ip_class1"].notna().to_dict() == {
            inside.pk: True,
            outside.pk: False,
        }

    def test_takes_one_row_as_proof_even_where_the_list_is_not_complete(self) -> None:
        firm = EnterpriseFactory()
        ListEntryFactory(enterprise=firm, kind="abnormal", listed_on=date(2026, 1, 1), known_on=date(2026, 1, 2))
        assert bool(row(firm)["on_abnormal_list"])
        assert pd.isna(row(firm)["on_dishonest_list"])

    def test_counts_ip_rights_by_class_origin_and_use(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "ip_right")
        right = {
            "enterprise": firm,
            "granted_on": date(2024, 1, 1),
            "known_on": date(2024, 2, 1),
            "acquired_by": "own_rnd",
        }
        IPRightFactory(**right, kind="invention")
        IPRightFactory(**right | {"acquired_by": "transfer"}, kind="invention")
        IPRightFactory(**right, kind="software", used_on=date(2025, 1, 1))
        IPRightFactory(**right, kind="design")
        IPRightFactory(**right, kind="invention", ended_on=date(2026, 1, 1))
        IPRightFactory(**right | {"granted_on": None}, kind="invention")
        counted = row(firm)[["ip_class1", "ip_class1_own", "ip_class2", "ip_class2_unused"]]
        assert counted.tolist() == [2.0, 1.0, 2.0, 1.0]

    def test_counts_conversions_of_the_last_three_full_years(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "conversion")
        for day in (date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1)):
            ConversionFactory(enterprise=firm, converted_on=day, known_on=date(2026, 2, 1))
        assert row(firm)["conversions_3y"] == 2.0

    def test_looks_365_days_back_for_incidents_and_leaves_misconduct_to_the_other_measure(self) -> None:
        recent, old, misconduct = (EnterpriseFactory() for _ in range(3))
        IncidentFactory(enterprise=recent, kind="safety", is_major=True, occurred_on=date(2025, 7, 1), known_on=AS_OF)
        IncidentFactory(enterprise=old, kind="safety", is_major=True, occurred_on=date(2025, 6, 30), known_on=AS_OF)
        IncidentFactory(
            enterprise=misconduct, kind="misconduct", is_major=True, occurred_on=date(2026, 6, 1), known_on=AS_OF
        )
        seen = frame(AS_OF, Enterprise.objects.all())[["major_incident_365d", "major_incident_2y"]].fillna(False)
        assert seen.loc[[recent.pk, old.pk, misconduct.pk]].to_numpy().tolist() == [
            [True, True],
            [False, True],
            [False, True],
        ]

    def test_follows_titles_through_their_term(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "recognition")
        RecognitionFactory(
            enterprise=firm,
            programme__code="hnte",
            valid_from=date(2023, 11, 1),
            valid_until=date(2026, 10, 31),
            known_on=date(2023, 11, 1),
        )
        days = [date(2023, 10, 31), date(2023, 11, 1), date(2026, 10, 31), date(2026, 11, 1)]
        assert [bool(row(firm, day)["hnte_in_force"]) for day in days] == [False, True, True, False]
        assert [row(firm, day)["tier"] for day in days] == [0.0, 2.0, 2.0, 0.0]

    def test_knows_institutions_of_provincial_level_or_above_only(self) -> None:
        high, low = EnterpriseFactory(), EnterpriseFactory()
        for firm, level in ((high, "provincial"), (low, "city")):
            complete(firm, "rnd_institution")
            RnDInstitutionFactory(
                enterprise=firm, level=level, recognised_on=date(2024, 1, 1), known_on=date(2024, 1, 1)
            )
        assert frame(AS_OF, Enterprise.objects.all())["provincial_rnd_institution"].to_dict() == {
            high.pk: True,
            low.pk: False,
        }

    def test_takes_the_newest_judgement(self) -> None:
        firm = EnterpriseFactory()
        JudgementFactory(
            enterprise=firm, measure="core_ip", value=1, judged_on=date(2024, 1, 1), known_on=date(2024, 1, 1)
        )
        JudgementFactory(
            enterprise=firm, measure="core_ip", value=0, judged_on=date(2025, 1, 1), known_on=date(2025, 1, 1)
        )
        JudgementFactory(
            enterprise=firm,
            measure="expert_organisation",
            value=15,
            judged_on=date(2025, 1, 1),
            known_on=date(2025, 1, 1),
        )
        assert not row(firm)["core_ip"]
        assert bool(row(firm, date(2024, 6, 1))["core_ip"])
        assert row(firm)["expert_organisation"] == 15.0


class TestSources:
    """Which report a figure is read from, where several have it."""

    @pytest.fixture
    def firm(self, shipped_ranks: None) -> Enterprise:
        firm = EnterpriseFactory()
        report = {"enterprise": firm, "year": 2025, "known_on": date(2026, 5, 1)}
        FinancialYearFactory(**report, basis="audit", source="auditor", revenue=1, rnd_expense=1)
        FinancialYearFactory(**report, basis="tax", source="tax office", revenue=2, rnd_expense=2)
        return firm

    def test_may_rank_otherwise_for_one_figure(self, firm: Enterprise) -> None:
        SourceRank.objects.create(table="financial_year", field="rnd_expense", source="tax office", rank=5)
        assert row(firm)[["revenue_y0", "rnd_expense_y0"]].tolist() == [1.0, 2.0]

    def test_may_be_chosen_by_hand_for_one_firm_and_year_while_the_choice_stands(self, firm: Enterprise) -> None:
        SourceChoice.objects.create(
            enterprise=firm, table="financial_year", field="revenue", year=2025, source="tax office", reason="核对报表",
            chosen_on=date(2026, 6, 1), revoked_on=date(2026, 6, 10),
        )  # fmt: skip
        days = [date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 9), date(2026, 6, 10)]
        assert [row(firm, day)["revenue_y0"] for day in days] == [1.0, 2.0, 2.0, 1.0]


class TestKnownTwice:
    """What ends a fact counts only from the day on which that became known."""

    EARLIER, SINCE = date(2026, 6, 14), date(2026, 6, 15)

    def seen(self, firm: Enterprise, measure: str) -> tuple[object, object]:
        return row(firm, self.EARLIER)[measure], row(firm, self.SINCE)[measure]

    def test_the_end_and_the_use_of_an_ip_right(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "ip_right")
        IPRightFactory(enterprise=firm, kind="invention", ended_on=date(2026, 1, 1), ended_known_on=self.SINCE)
        IPRightFactory(enterprise=firm, kind="software", used_on=date(2026, 1, 1), used_known_on=self.SINCE)
        assert self.seen(firm, "ip_class1") == (1.0, 0.0)
        assert self.seen(firm, "ip_class2_unused") == (1.0, 0.0)

    def test_the_removal_from_a_list(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "list_entry")
        ListEntryFactory(
            enterprise=firm, listed_on=date(2026, 1, 1), removed_on=date(2026, 2, 1), removed_known_on=self.SINCE
        )
        assert self.seen(firm, "on_abnormal_list") == (True, False)

    def test_the_end_of_an_institution(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "rnd_institution")
        RnDInstitutionFactory(enterprise=firm, ended_on=date(2026, 2, 1), ended_known_on=self.SINCE)
        assert self.seen(firm, "provincial_rnd_institution") == (True, False)

    def test_the_withdrawal_of_a_title(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "recognition")
        RecognitionFactory(enterprise=firm, withdrawn_on=date(2026, 2, 1), withdrawn_known_on=self.SINCE)
        assert self.seen(firm, "hnte_in_force") == (True, False)
        assert self.seen(firm, "tier") == (2.0, 0.0)

    def test_without_a_day_of_its_own_an_end_was_known_with_the_fact(self) -> None:
        firm = EnterpriseFactory()
        complete(firm, "ip_right")
        IPRightFactory(enterprise=firm, kind="invention", ended_on=date(2026, 1, 1))
        assert self.seen(firm, "ip_class1") == (0.0, 0.0)


class TestIdentity:
    """Who a firm was on a day follows from what sources had said by then, not from what is shown of it now."""

    def test_takes_region_industry_and_field_as_of_the_day(self) -> None:
        firm = EnterpriseFactory(technology_field=TechnologyFieldFactory())
        said = {"enterprise": firm, "status": None}
        RegistrationFactory(**said, known_on=date(2024, 1, 1), operating_region=RegionFactory(code="410100"))
        RegistrationFactory(
            **said,
            known_on=date(2026, 1, 1),
            operating_region=RegionFactory(code="411303"),
            industry=IndustryFactory(code="3812"),
            technology_field=TechnologyFieldFactory(),
        )
        before, after = row(firm, date(2025, 6, 1)), row(firm)
        assert (before["region"], after["region"]) == ("410100", "411303")
        assert pd.isna(before["industry"])
        assert (after["industry_section"], after["industry_division"]) == ("C", 38.0)
        assert pd.isna(before["field_listed"])
        assert after["field_listed"]

    def test_covers_a_firm_by_the_region_in_which_it_lay_on_the_day(self) -> None:
        firm = EnterpriseFactory()
        for code, since in (("410100", date(2024, 1, 1)), ("411303", date(2026, 1, 1))):
            RegistrationFactory(enterprise=firm, known_on=since, operating_region=RegionFactory(code=code))
        Coverage.objects.create(
            kind="ip_right", region=RegionFactory(code="411300"), known_on=date(2020, 1, 1), source="test"
        )
        assert pd.isna(row(firm, date(2025, 6, 1))["ip_class1"])
        assert row(firm)["ip_class1"] == 0.0

    def test_keeps_a_firm_until_the_day_on_which_its_end_became_known(self) -> None:
        firm = EnterpriseFactory(status="dissolved", ended_on=None)
        RegistrationFactory(enterprise=firm, known_on=date(2020, 1, 1), status="operating")
        RegistrationFactory(enterprise=firm, known_on=AS_OF, status="dissolved")
        there = frame(AS_OF - timedelta(days=1), Enterprise.objects.all())
        assert there.index.tolist() == [firm.pk]
        assert frame(AS_OF, Enterprise.objects.all()).empty

    def test_does_not_end_a_firm_by_what_another_status_says(self) -> None:
        firm = EnterpriseFactory()
        RegistrationFactory(enterprise=firm, known_on=date(2020, 1, 1), status="moved_out", ended_on=date(2019, 1, 1))
        RegistrationFactory(enterprise=firm, known_on=date(2021, 1, 1), status="operating")
        assert frame(AS_OF, Enterprise.objects.all()).index.tolist() == [firm.pk]

    def test_reads_the_firm_itself_where_no_source_is_on_record(self) -> None:
        firm = EnterpriseFactory(registered_on=date(2015, 1, 1), technology_field=TechnologyFieldFactory())
        assert row(firm)[["region", "legal_form"]].tolist() == ["411303", "有限责任公司"]
        assert row(firm)["field_listed"]

    def test_leaves_out_a_record_that_was_merged_into_another(self) -> None:
        kept = EnterpriseFactory()
        EnterpriseFactory(merged_into=kept)
        assert frame(AS_OF, Enterprise.objects.all()).index.tolist() == [kept.pk]


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
SOURCES = ("one", "other")
reports = st.lists(
    st.tuples(
        st.integers(2019, 2025),
        st.sampled_from(FinancialYear.Basis.values),
        st.one_of(st.none(), st.integers(0, 10**9)),
        DAYS,
        st.sampled_from(SOURCES),
    ),
    max_size=12,
    unique_by=lambda report: (report[0], report[1], report[3], report[4]),
)
registrations = st.lists(
    st.tuples(
        st.sampled_from([None, "410100", "411303"]),
        st.sampled_from([None, "operating", "dissolved"]),
        st.one_of(st.none(), DAYS),
        DAYS,
        st.sampled_from(SOURCES),
    ),
    max_size=5,
)
rights = st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), DAYS), max_size=5)
choices = st.lists(
    st.tuples(st.integers(2019, 2025), st.sampled_from(SOURCES), DAYS, st.one_of(st.none(), DAYS)),
    max_size=4,
    unique_by=lambda choice: choice[0],
)
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def nothing_known(django_db_setup: None, django_db_blocker: "object") -> Facts:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's guard has no public type
        return read_facts(Enterprise.objects.none(), AS_OF)


class TestCut:
    @settings(max_examples=80, deadline=None)
    @given(reports=reports, said=registrations, rights=rights, made=choices, as_of=st.dates(date(2022, 1, 1), AS_OF))
    def test_is_not_moved_by_what_became_known_later(
        self, nothing_known: Facts, reports: Rows, said: Rows, rights: Rows, made: Rows, as_of: date
    ) -> None:
        """The whole of the leakage question: later knowledge may be in the tables and changes nothing."""
        everything = _one_firm(nothing_known, reports, said, rights, made)
        then = _one_firm(
            nothing_known,
            [one for one in reports if one[3] <= as_of],  # type: ignore[operator]  # a date, by construction
            [one for one in said if one[3] <= as_of],  # type: ignore[operator]  # a date, by construction
            [_as_told(one, as_of) for one in rights if one[3] <= as_of],  # type: ignore[operator]  # a date
            [_as_made(one, as_of) for one in made if one[2] <= as_of],  # type: ignore[operator]  # a date
        )
        pd.testing.assert_frame_equal(cut(everything, as_of), cut(then, as_of))


def _as_told(right: tuple[object, ...], day: date) -> tuple[object, ...]:
    """An IP right as it stood on record on a day: without an end that became known later."""
    granted, ended, since, known_on = right
    return (granted, ended, since, known_on) if since is None or since <= day else (granted, None, None, known_on)  # type: ignore[operator]  # a date


def _as_made(choice: tuple[object, ...], day: date) -> tuple[object, ...]:
    """A choice as it stood on a day: not taken back later."""
    year, source, made, revoked = choice
    return year, source, made, revoked if revoked is not None and revoked <= day else None  # type: ignore[operator]  # a date


def _one_firm(empty: Facts, reports: Rows, said: Rows, rights: Rows, made: Rows) -> Facts:
    tables = {name: getattr(empty, name) for name in Facts.__slots__}
    firm = empty.enterprises.reindex([1]).assign(uscc="91", known_on=pd.Timestamp("2019-01-01"))
    ranks = Ranks(by_key={("", "", basis): place for place, basis in enumerate(FinancialYear.Basis.values)})
    return Facts(
        **tables
        | {
            "enterprises": firm.rename_axis("enterprise"),
            "financial_years": _table(
                empty.financial_years, reports, ("year", "basis", "revenue", "known_on", "source")
            ),
            "registrations": _table(
                empty.registrations, said, ("operating_region", "status", "ended_on", "known_on", "source")
            ),
            "ip_rights": _table(
                empty.ip_rights, rights, ("granted_on", "ended_on", "ended_known_on", "known_on")
            ).assign(kind="invention", acquired_by="own_rnd"),
            "source_choices": _table(empty.source_choices, made, ("year", "source", "chosen_on", "revoked_on")).assign(
                table="financial_year", field="revenue", basis=""
            ),
            "ranks": {"financial_year": ranks, "registration": Ranks(by_key={})},
            "region_paths": {"410100": "410000/410100/", "411303": "410000/411300/411303/"},
        }
    )


def _table(like: pd.DataFrame, rows: Rows, columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows about firm 1 as a table with the columns and types of `like`."""
    table = pd.DataFrame(rows, columns=list(columns)).assign(enterprise=1)
    if "id" in like:  # the same row has the same id, whatever else is known
        table["id"] = [hash(row) for row in rows]
    return table.reindex(columns=like.columns).astype(like.dtypes.to_dict())
