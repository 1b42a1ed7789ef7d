"""Which source counts: by a person's choice, and by the ranks."""

from datetime import date

import pytest

from crm.enterprises.models import Enterprise, SourceChoice, SourceRank
from crm.enterprises.source_choices import (
    FieldUnknown,
    NothingStated,
    RankOfNothing,
    RankTwice,
    Wanted,
    choose_source,
    set_ranks,
    take_back,
)
from tests.factories import EnterpriseFactory, FinancialYearFactory, RegistrationFactory, UserFactory

ON = date(2026, 6, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    firm = EnterpriseFactory(legal_form="乙说的")
    RegistrationFactory(enterprise=firm, source="甲", known_on=date(2026, 1, 1), legal_form="甲说的")
    RegistrationFactory(enterprise=firm, source="乙", known_on=date(2026, 2, 1), legal_form="乙说的")
    return firm


def choose(firm: Enterprise, on: date = ON, **wanted: object) -> SourceChoice:
    meant = Wanted(**{"table": "registration", "field": "legal_form", "source": "甲"} | wanted)  # type: ignore[arg-type]  # the fields of Wanted
    return choose_source(enterprise=firm, wanted=meant, reason="核对执照", by=UserFactory(), on=on)


def form_of(firm: Enterprise) -> str:
    return Enterprise.objects.get(pk=firm.pk).legal_form


class TestChooseSource:
    def test_shows_the_firm_as_the_source_says(self, firm: Enterprise) -> None:
        choose(firm)
        assert form_of(firm) == "甲说的"

    def test_takes_an_earlier_choice_for_the_same_field_back(self, firm: Enterprise) -> None:
        first = choose(firm, on=date(2026, 5, 1))
        second = choose(firm, source="乙")
        first.refresh_from_db()
        assert (first.revoked_on, second.revoked_on) == (ON, None)
        assert form_of(firm) == "乙说的"

    def test_stands_beside_choices_for_other_fields_and_years(self, firm: Enterprise) -> None:
        for year in (2024, 2025):
            FinancialYearFactory(enterprise=firm, year=year, source="甲")
            choose(firm, table="financial_year", field="revenue", year=year)
        choose(firm)
        assert SourceChoice.objects.filter(revoked_on=None).count() == 3

    def test_refuses_a_source_that_is_silent(self, firm: Enterprise) -> None:
        for silent in ({"source": "丙"}, {"field": "industry"}):
            with pytest.raises(NothingStated):
                choose(firm, **silent)
        FinancialYearFactory(enterprise=firm, year=2025, source="甲", basis="tax")
        with pytest.raises(NothingStated):
            choose(firm, table="financial_year", field="revenue", year=2025, basis="audit")

    @pytest.mark.parametrize(
        "wrong", [{"field": "uscc"}, {"year": 2025}, {"table": "financial_year", "field": "revenue"}]
    )
    def test_refuses_what_is_no_field(self, firm: Enterprise, wrong: dict[str, object]) -> None:
        with pytest.raises(FieldUnknown):
            choose(firm, **wrong)


class TestTakeBack:
    def test_lets_the_ranks_decide_again(self, firm: Enterprise) -> None:
        made = take_back(choice=choose(firm), on=ON)
        assert made.revoked_on == ON
        assert form_of(firm) == "乙说的"

    def test_leaves_one_that_was_taken_back_as_it_is(self, firm: Enterprise) -> None:
        made = take_back(choice=choose(firm), on=ON)
        assert take_back(choice=made, on=date(2026, 7, 1)).revoked_on == ON


class TestSetRanks:
    def ranks(self, *ranks: dict[str, object]) -> list[SourceRank]:
        return set_ranks([SourceRank(**{"table": "registration"} | rank) for rank in ranks])

    def test_shows_every_firm_anew(self, firm: Enterprise) -> None:
        self.ranks({"source": "甲", "rank": 10}, {"source": "乙", "rank": 20})
        assert form_of(firm) == "甲说的"
        self.ranks({"source": "甲", "rank": 30}, {"source": "乙", "rank": 20})
        assert form_of(firm) == "乙说的"

    def test_changes_only_what_differs(self) -> None:
        (before, _gone) = self.ranks({"source": "甲", "rank": 10}, {"source": "乙", "rank": 20})
        after = self.ranks({"source": "甲", "rank": 15}, {"source": "丙", "rank": 20})
        assert [(one.source, one.rank) for one in after] == [("甲", 15), ("丙", 20)]
        assert after[0].pk == before.pk

    def test_refuses_what_ranks_nothing_or_twice(self) -> None:
        with pytest.raises(RankOfNothing):
            self.ranks({"rank": 5})
        with pytest.raises(RankTwice):
            self.ranks({"source": "甲", "rank": 5}, {"source": "甲", "rank": 6})
