"""The as-of frame: what was known on a day, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.enterprises.models import Coverage, Enterprise, FinancialYear
from scoring.facts import Facts, read_facts
from scoring.frame import BASIS_ORDER, cut, frame
from scoring.rulebooks.measures import MEASURES
from tests.factories import (
    ConversionFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    IncidentFactory,
    IPRightFactory,
    JudgementFactory,
    ListEntryFactory,
    RecognitionFactory,
    RegionFactory,
    RnDInstitutionFactory,
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


reports = st.lists(
    st.tuples(
        st.integers(2019, 2025),
        st.sampled_from(list(BASIS_ORDER)),
        st.one_of(st.none(), st.integers(0, 10**9)),
        st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    ),
    max_size=12,
    unique_by=lambda report: (report[0], report[1], report[3]),
)


@pytest.fixture(scope="module")
def nothing_known(django_db_setup: None, django_db_blocker: "object") -> Facts:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's guard has no public type
        return read_facts(Enterprise.objects.none(), AS_OF)


class TestCut:
    @settings(max_examples=60, deadline=None)
    @given(reports=reports, as_of=st.dates(date(2022, 1, 1), date(2026, 12, 31)))
    def test_is_not_moved_by_what_became_known_later(
        self, nothing_known: Facts, reports: list[tuple[object, ...]], as_of: date
    ) -> None:
        """The whole of the leakage question: later knowledge may be in the tables and changes nothing."""
        known = [report for report in reports if report[3] <= as_of]  # type: ignore[operator]  # a date, by construction
        with_later, without = (cut(_one_firm(nothing_known, rows), as_of) for rows in (reports, known))
        pd.testing.assert_frame_equal(with_later, without)


def _one_firm(empty: Facts, rows: list[tuple[object, ...]]) -> Facts:
    firm = empty.enterprises.reindex([1]).assign(known_on=pd.Timestamp("2019-01-01"), industry="3911")
    table = pd.DataFrame(rows, columns=["year", "basis", "revenue", "known_on"]).astype(
        {"year": "int64", "revenue": "float64"}
    )
    table = table.assign(enterprise=1, id=range(len(table)), known_on=pd.to_datetime(table["known_on"]))
    years = table.reindex(columns=["enterprise", "id", "year", "basis", *FinancialYear.FIGURES, "known_on"])
    years[list(FinancialYear.FIGURES)] = years[list(FinancialYear.FIGURES)].astype("float64")
    tables = {name: getattr(empty, name) for name in Facts.__slots__}
    return Facts(**tables | {"enterprises": firm, "financial_years": years})
