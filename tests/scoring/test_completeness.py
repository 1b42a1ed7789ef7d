"""What is missing or out of date, and what waits for it."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from crm.enterprises.models import Enterprise
from scoring.completeness import blocks_of, figures_out_of_date, newest_year_due, unconfirmed
from scoring.explanations import explain_assessments
from scoring.facts import Facts, read_facts
from scoring.frame import cut
from scoring.models import Completeness, RulebookVersion, ScoringRun
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from scoring.wanted import wanted
from tests.factories import EnterpriseFactory, FinancialYearFactory, ProgrammeFactory, RegistrationFactory

AS_OF = date(2026, 7, 15)
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
pytestmark = pytest.mark.django_db


def facts() -> Facts:
    return read_facts(Enterprise.objects.all(), AS_OF)


@pytest.fixture
def rulebooks() -> list[RulebookVersion]:
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{name}.yaml")
    return list(RulebookVersion.objects.in_force(AS_OF))


class TestBlocksOf:
    def test_names_for_each_verdict_what_its_explanation_says_would_settle_it(
        self, rulebooks: list[RulebookVersion]
    ) -> None:
        firms = [EnterpriseFactory(), EnterpriseFactory(with_years=3, with_years__rnd_expense=None)]
        known = facts()
        blocks = blocks_of(cut(known, AS_OF), rulebooks, AS_OF)
        for firm in firms:
            for one in explain_assessments(firm, AS_OF):
                settles = {fact.code for name in one.explanation.settles if (fact := wanted(name, AS_OF.year - 1))}
                waiting = {code for code, ones in blocks[firm.pk].items() if one.rulebook.programme_id in ones}
                assert waiting == settles

    def test_says_nothing_of_a_firm_whose_verdicts_are_decided(self, rulebooks: list[RulebookVersion]) -> None:
        young = EnterpriseFactory(registered_on=AS_OF, known_on=AS_OF)  # too young for 高企, whatever else is missing
        blocks = blocks_of(cut(facts(), AS_OF), rulebooks, AS_OF)
        assert {one for ones in blocks[young.pk].values() for one in ones} == {"tech_sme"}


class TestFiguresOutOfDate:
    def test_are_those_older_than_the_year_that_is_due(self) -> None:
        fresh, old, silent = EnterpriseFactory(with_years=1), EnterpriseFactory(), EnterpriseFactory()
        FinancialYearFactory(enterprise=old, year=2024, known_on=date(2025, 5, 31))
        FinancialYearFactory(enterprise=old, year=2023, known_on=date(2026, 1, 31))
        found = figures_out_of_date(facts(), AS_OF)
        assert found.to_dict() == {old.pk: pd.Timestamp("2025-05-31")}
        assert not {fresh.pk, silent.pk} & set(found.index)

    def test_are_not_due_before_the_filing_season_is_over(self) -> None:
        FinancialYearFactory(enterprise=EnterpriseFactory(), year=2024, known_on=date(2025, 5, 31))
        assert figures_out_of_date(facts(), date(2026, 6, 30)).empty

    def test_do_not_count_a_report_without_a_figure(self) -> None:
        old = EnterpriseFactory()
        FinancialYearFactory(enterprise=old, year=2024, known_on=date(2025, 5, 31))
        FinancialYearFactory(enterprise=old, year=2025, revenue=None, rnd_expense=None, headcount=None, st_staff=None,
                             rnd_staff=None, known_on=date(2026, 5, 31))  # fmt: skip
        assert figures_out_of_date(facts(), AS_OF).index.tolist() == [old.pk]


class TestNewestYearDue:
    @given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
    def test_is_last_year_once_the_season_is_over_and_else_the_one_before(self, day: date) -> None:
        assert newest_year_due(day) == day.year - (1 if day.month > 6 else 2)


class TestUnconfirmed:
    def test_are_firms_of_which_no_source_spoke_for_eighteen_months(self) -> None:
        old, fresh = EnterpriseFactory(), EnterpriseFactory()
        RegistrationFactory(enterprise=old, known_on=date(2025, 1, 14))
        RegistrationFactory(enterprise=fresh, known_on=date(2020, 1, 1))
        RegistrationFactory(enterprise=fresh, known_on=date(2025, 1, 15))
        assert unconfirmed(facts(), AS_OF).to_dict() == {old.pk: pd.Timestamp("2025-01-14")}


@pytest.mark.usefixtures("rulebooks")
class TestStoreCompleteness:
    def test_stores_a_row_for_every_firm_of_the_run(self) -> None:
        blank = EnterpriseFactory()
        run = carry_out(open_run(ScoringRun.Kind.ASSESS, AS_OF))
        row = Completeness.objects.get(run=run, enterprise=blank)
        assert {"rnd_expense_2025", "incident", "product_allowed"} <= set(row.missing)
        assert row.programmes == ["hnte", "tech_sme"] or row.programmes == ["tech_sme", "hnte"]
        assert row.since == {"registration": "2018-03-01"}

    def test_puts_stale_figures_beside_the_verdicts_that_wait_for_the_year(self) -> None:
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, year=2024, known_on=date(2025, 5, 31))
        run = carry_out(open_run(ScoringRun.Kind.ASSESS, AS_OF))
        row = Completeness.objects.get(run=run, enterprise=firm)
        assert "figures" in row.stale
        assert set(row.blocks["figures"]) == {
            one for fact, ones in row.blocks.items() if fact.endswith("_2025") for one in ones
        }

    def test_places_higher_where_fewer_facts_settle_as_much(self) -> None:
        blank = EnterpriseFactory()
        figures = EnterpriseFactory(with_years=3)
        run = carry_out(open_run(ScoringRun.Kind.ASSESS, AS_OF))
        rows = {row.enterprise_id: row for row in Completeness.objects.filter(run=run)}
        assert len(rows[figures.pk].missing) < len(rows[blank.pk].missing)
        assert rows[figures.pk].unblocks > rows[blank.pk].unblocks


@pytest.mark.usefixtures("rulebooks")
class TestForgetSuperseded:
    def test_keeps_what_the_current_run_found_and_no_more(self) -> None:
        EnterpriseFactory()
        carry_out(open_run(ScoringRun.Kind.ASSESS, date(2026, 7, 14)))
        newest = carry_out(open_run(ScoringRun.Kind.ASSESS, AS_OF))
        carry_out(open_run(ScoringRun.Kind.ASSESS, date(2026, 7, 13)))
        assert set(Completeness.objects.values_list("run", flat=True)) == {newest.pk}
