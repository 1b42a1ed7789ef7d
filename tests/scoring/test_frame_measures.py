"""The measures that the rulebooks of the ladder, the standards, statistics and finance read."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest

from crm.enterprises.models import Coverage, Enterprise, Judgement
from scoring.frame import FLAGS, TITLES, frame
from scoring.likelihood.features import refuse_bookkeeping
from scoring.provenance import facts_behind
from scoring.rulebooks.measures import MEASURES
from tests.factories import (
    EnterpriseFactory,
    FinancingRoundFactory,
    IncidentFactory,
    IndustryFactory,
    IPRightFactory,
    JudgementFactory,
    RecognitionFactory,
    RegionFactory,
    RnDInstitutionFactory,
)

AS_OF = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


def measured(as_of: date = AS_OF) -> pd.DataFrame:
    return frame(as_of, Enterprise.objects.all())


def complete(firms: Iterable[Enterprise], kind: str) -> None:
    for firm in firms:
        Coverage.objects.create(kind=kind, enterprise=firm, known_on=date(2020, 1, 1), source="test")


class TestTypes:
    def test_flags_are_three_valued_and_all_else_are_numbers(self) -> None:
        EnterpriseFactory()
        types = measured().dtypes[list(MEASURES)].astype(str).to_dict()
        assert types == {name: "boolean" if one.unit == "flag" else "float64" for name, one in MEASURES.items()}

    def test_types_are_the_same_when_there_is_nobody(self) -> None:
        nobody = measured().dtypes[list(MEASURES)]
        EnterpriseFactory()
        assert nobody.equals(measured().dtypes[list(MEASURES)])

    def test_no_measure_passes_for_the_bookkeeping_that_models_must_not_see(self) -> None:
        refuse_bookkeeping(MEASURES)


class TestAges:
    def test_are_counted_by_the_calendar(self) -> None:
        firms = [EnterpriseFactory(registered_on=day) for day in (date(2011, 6, 30), date(2011, 7, 1))]
        ages = measured()["age_years"].loc[[firm.pk for firm in firms]].tolist()
        assert ages == [15.0, 14 + 364 / 365]

    def test_at_the_end_of_last_year_and_in_calendar_years(self) -> None:
        days = (date(2020, 12, 31), date(2021, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
        firms = [EnterpriseFactory(registered_on=day).pk for day in days]
        seen = measured().loc[firms, ["age_years_at_year_end", "existing_years", "operating_years"]]
        assert seen["age_years_at_year_end"].tolist() == [5.0, 4 + 364 / 365, 0.0, 0.0]
        assert seen["existing_years"].tolist() == [6.0, 5.0, 1.0, 0.0]
        assert seen["operating_years"].tolist() == [3.0, 3.0, 1.0, 0.0]

    def test_are_not_known_of_a_firm_whose_registration_is_not(self) -> None:
        firm = EnterpriseFactory(registered_on=None)
        names = ["age_days", "age_years", "age_years_at_year_end", "existing_years", "operating_years"]
        assert measured().loc[firm.pk, names].isna().all()


class TestPlace:
    @pytest.mark.parametrize(
        ("code", "henan", "county"),
        [
            ("411303", True, False),  # 卧龙区
            ("411328", True, True),  # 唐河县
            ("411381", True, True),  # 邓州市, a county-level city
            ("411371", True, None),  # a functional zone
            ("411300", True, None),  # the city and no more
            ("420684", False, True),
        ],
    )
    def test_is_told_by_the_code_of_the_region(self, code: str, henan: bool, county: bool | None) -> None:
        firm = EnterpriseFactory(operating_region=RegionFactory(code=code))
        place = measured().loc[firm.pk, ["in_henan", "in_county"]]
        assert [None if pd.isna(one) else bool(one) for one in place] == [henan, county]
        assert ("in_county" in facts_behind(firm, AS_OF)) is (county is not None)
        assert [fact.field for fact in facts_behind(firm, AS_OF)["in_henan"]] == ["operating_region"]

    def test_is_where_it_is_registered_where_nobody_says_where_it_operates(self) -> None:
        firm = EnterpriseFactory(operating_region=None, registered_region=RegionFactory(code="411328"))
        assert bool(measured().loc[firm.pk, "in_county"])
        assert [fact.field for fact in facts_behind(firm, AS_OF)["in_county"]] == ["registered_region"]

    def test_is_not_known_of_a_firm_without_a_region(self) -> None:
        firm = EnterpriseFactory(operating_region=None, registered_region=None)
        assert measured().loc[firm.pk, ["in_henan", "in_county"]].isna().all()
        assert not {"in_henan", "in_county"} & set(facts_behind(firm, AS_OF))

    def test_industry_is_the_number_of_the_division(self) -> None:
        farm, machines, silent = (
            EnterpriseFactory(industry=IndustryFactory(code="0111")),
            EnterpriseFactory(industry=IndustryFactory(code="3812")),
            EnterpriseFactory(industry=None),
        )
        divisions = measured()["industry_division"]
        assert divisions.loc[[farm.pk, machines.pk]].tolist() == [1.0, 38.0]
        assert pd.isna(divisions.loc[silent.pk])


class TestTitles:
    @pytest.mark.parametrize(("measure", "programme"), TITLES.items())
    def test_each_is_read_from_the_recognitions_of_its_programme(self, measure: str, programme: str) -> None:
        titled, other, silent = EnterpriseFactory(), EnterpriseFactory(), EnterpriseFactory()
        complete([other], "recognition")
        RecognitionFactory(enterprise=titled, programme__code=programme, valid_from=date(2024, 7, 1), valid_until=AS_OF)
        held, later = measured()[measure], measured(AS_OF + timedelta(days=1))[measure]
        assert held.loc[titled.pk]
        assert not held.loc[other.pk]
        assert pd.isna(held.loc[silent.pk])
        assert pd.isna(later.loc[titled.pk]), "it has run out, and the list may lack the next"

    def test_a_title_off_the_path_gives_no_tier(self) -> None:
        firm = EnterpriseFactory()
        complete([firm], "recognition")
        RecognitionFactory(enterprise=firm, programme__code="little_giant")
        assert measured().loc[firm.pk, "tier"] == 0.0


class TestInstitutions:
    def test_the_highest_level_counts_where_the_list_is_complete(self) -> None:
        firms = [EnterpriseFactory() for _ in range(4)]
        complete(firms, "rnd_institution")
        for firm, levels in zip(firms, [(), ("other",), ("other", "city"), ("city", "provincial")], strict=True):
            for level in levels:
                RnDInstitutionFactory(enterprise=firm, level=level, name=level, recognised_on=date(2024, 1, 1))
        assert measured()["rnd_institution_level"].loc[[firm.pk for firm in firms]].tolist() == [0.0, 1.0, 2.0, 3.0]

    def test_where_the_list_may_lack_some_only_the_highest_of_all_is_certain(self) -> None:
        national, provincial = EnterpriseFactory(), EnterpriseFactory()
        RnDInstitutionFactory(enterprise=national, level="national")
        RnDInstitutionFactory(enterprise=provincial, level="provincial")
        levels = measured()["rnd_institution_level"]
        assert levels.loc[national.pk] == 4.0
        assert pd.isna(levels.loc[provincial.pk])


class TestStretchesOfYears:
    def test_equity_of_two_years_leaves_out_what_came_two_years_ago_to_the_day(self) -> None:
        firm = EnterpriseFactory()
        complete([firm], "financing_round")
        for day, amount in ((date(2024, 6, 30), "1"), (date(2024, 7, 1), "20"), (date(2026, 7, 1), "300")):
            FinancingRoundFactory(enterprise=firm, closed_on=day, amount=Decimal(amount), known_on=day)
        raised = measured().loc[firm.pk]
        assert (raised["equity_raised_2y"], raised["equity_raised_3y"]) == (20.0, 21.0)
        assert [fact.value for fact in facts_behind(firm, AS_OF)["equity_raised_2y"]] == ["20.00"]

    def test_an_incident_counts_for_three_years_to_the_day_whatever_its_kind(self) -> None:
        recent, old, minor, silent = (EnterpriseFactory() for _ in range(4))
        complete([recent, old, minor], "incident")
        happened = date(2023, 7, 1)
        IncidentFactory(enterprise=recent, kind="misconduct", is_major=True, occurred_on=happened, known_on=happened)
        IncidentFactory(enterprise=minor, is_major=False, occurred_on=happened, known_on=happened)
        before = happened - timedelta(days=1)
        IncidentFactory(enterprise=old, is_major=True, occurred_on=before, known_on=before)
        seen = measured()["major_incident_3y"]
        assert seen.loc[[recent.pk, old.pk, minor.pk]].tolist() == [True, False, False]
        assert pd.isna(seen.loc[silent.pk])


class TestJudgements:
    def test_each_is_a_measure_and_stays_unknown_until_somebody_judged(self) -> None:
        judged, silent = EnterpriseFactory(), EnterpriseFactory()
        for measure in Judgement.Measure.values:
            JudgementFactory(enterprise=judged, measure=measure, value=0, judged_on=date(2026, 5, 1), known_on=AS_OF)
        seen = measured()[list(Judgement.Measure.values)]
        assert seen.loc[silent.pk].isna().all()
        assert (seen.loc[judged.pk].astype(float) == 0.0).all()
        assert measured(AS_OF - timedelta(days=1))[list(Judgement.Measure.values)].loc[judged.pk].isna().all()

    def test_a_yes_is_a_flag_and_a_share_keeps_its_fraction(self) -> None:
        firm = EnterpriseFactory()
        for measure, value in (("market_share", "0.1025"), ("own_brand", "1"), ("niche_years", "2.5")):
            JudgementFactory(enterprise=firm, measure=measure, value=Decimal(value), judged_on=AS_OF)
        seen = measured().loc[firm.pk]
        assert (seen["market_share"], seen["own_brand"], seen["niche_years"]) == (0.1025, True, 2.5)
        assert "own_brand" in FLAGS

    @pytest.mark.parametrize(("measure", "years"), [("national_award_5y", 5), ("provincial_award_3y", 3)])
    def test_a_yes_about_the_last_years_holds_as_long_as_they_do(self, measure: str, years: int) -> None:
        firm, day = EnterpriseFactory(), date(2026 - years, 7, 1)
        JudgementFactory(enterprise=firm, measure=measure, value=1, judged_on=day, known_on=day)
        assert measured().loc[firm.pk, measure]
        assert measure in facts_behind(firm, AS_OF)
        after = AS_OF + timedelta(days=1)
        assert pd.isna(measured(after).loc[firm.pk, measure])
        assert measure not in facts_behind(firm, after)

    def test_a_no_about_the_last_years_holds_for_one_and_still_outdoes_an_older_yes(self) -> None:
        firm = EnterpriseFactory()
        for day, value in ((date(2025, 1, 1), 1), (date(2025, 7, 1), 0)):
            JudgementFactory(enterprise=firm, measure="provincial_award_3y", value=value, judged_on=day, known_on=day)
        answer = measured().loc[firm.pk, "provincial_award_3y"]
        assert (pd.isna(answer), bool(answer)) == (False, False)
        after = AS_OF + timedelta(days=1)
        assert pd.isna(measured(after).loc[firm.pk, "provincial_award_3y"])
        assert "provincial_award_3y" not in facts_behind(firm, after)

    def test_a_no_that_is_about_no_stretch_of_years_stays(self) -> None:
        firm = EnterpriseFactory()
        JudgementFactory(enterprise=firm, measure="core_ip", value=0, judged_on=date(2021, 1, 1))
        assert not measured().loc[firm.pk, "core_ip"]

    def test_the_platforms_score_is_one_of_its_year_and_the_next_year_that_of_the_year_before(self) -> None:
        firm = EnterpriseFactory()
        for day, value in ((date(2025, 2, 1), 61), (date(2025, 11, 30), 63), (date(2024, 5, 1), 99)):
            JudgementFactory(enterprise=firm, measure="platform_score", value=value, judged_on=day, known_on=day)

        def scores(day: date) -> list[float | None]:
            told = [measured(day).loc[firm.pk, name] for name in ("platform_score", "platform_score_before")]
            behind = facts_behind(firm, day)
            assert [name in behind for name in ("platform_score", "platform_score_before")] == [
                not pd.isna(one) for one in told
            ]
            return [None if pd.isna(one) else float(one) for one in told]

        assert scores(date(2025, 12, 31)) == [63.0, 99.0]
        assert scores(date(2026, 1, 1)) == [None, 63.0]
        assert scores(date(2027, 1, 1)) == [None, None]
        since = date(2026, 3, 1)
        JudgementFactory(enterprise=firm, measure="platform_score_before", value=64, judged_on=since, known_on=since)
        assert scores(AS_OF) == [None, 64.0]
        assert [fact.value for fact in facts_behind(firm, AS_OF)["platform_score_before"]] == ["64.0000"]
        assert scores(date(2027, 1, 1)) == [None, None]

    def test_years_in_the_niche_run_on(self) -> None:
        firm, judged = EnterpriseFactory(), date(2024, 7, 1)
        JudgementFactory(enterprise=firm, measure="niche_years", value="1.5", judged_on=judged, known_on=judged)
        years = [measured(day).loc[firm.pk, "niche_years"] for day in (judged, AS_OF, AS_OF + timedelta(days=1))]
        assert years == [1.5, 2.5, 3.5]
        (fact,) = facts_behind(firm, AS_OF)["niche_years"]
        assert (fact.value, fact.period) == ("1.5000", "2024-07-01")


class TestClassOneRights:
    def test_none_at_all_means_none_of_high_value_and_none_of_its_own(self) -> None:
        none, some, silent = EnterpriseFactory(), EnterpriseFactory(), EnterpriseFactory()
        complete([none, some], "ip_right")
        IPRightFactory(enterprise=some, kind="invention")
        JudgementFactory(enterprise=none, measure="ip_class1_high_value", value=2)
        seen = measured()[["ip_class1", "ip_class1_own", "ip_class1_high_value"]]
        assert seen.loc[none.pk].tolist() == [0.0, 0.0, 0.0]
        assert pd.isna(seen.loc[some.pk, "ip_class1_high_value"])
        assert seen.loc[silent.pk].isna().all()
        assert [fact.kind for fact in facts_behind(none, AS_OF)["ip_class1_high_value"]] == ["coverage"]
        assert "ip_class1_high_value" not in facts_behind(some, AS_OF)
