"""What merging one record into another would do."""

from datetime import date
from types import MappingProxyType

import pytest

from crm.enterprises.merging import plan_merge
from crm.enterprises.merging.plan import AlreadyMerged, DemoAndReal, MergeOfOne, MergePlan
from crm.enterprises.merging.relations import RELATIONS
from crm.enterprises.merging.sides import Split
from crm.enterprises.models import Enterprise
from tests.crm.enterprises.merging.situations import everything, recorded
from tests.factories import (
    EnterpriseFactory,
    FinancialYearFactory,
    IndustrialChainFactory,
    PortfolioFactory,
    SourceChoiceFactory,
    uscc,
)

pytestmark = pytest.mark.django_db


def rows(plan: MergePlan, relation: str) -> Split:
    (found,) = (one.rows for one in plan.relations if one.relation == relation)
    return found


def field(plan: MergePlan, name: str) -> tuple[object, object, object, str | None]:
    (found,) = (one for one in plan.fields if one.field == name)
    return found.kept, found.merged, found.becomes, found.reason


class TestPlanMerge:
    def test_changes_nothing(self) -> None:
        keep, merge = recorded(with_years=2), recorded(with_years=2)
        before = everything()
        plan_merge(keep=keep, merge=merge)
        assert everything() == before

    def test_shows_the_statement_that_counts_of_both_records(self) -> None:
        keep = recorded(address="卧龙区车站路1号", legal_form="有限责任公司", known_on=date(2025, 1, 1))
        merge = recorded(address="卧龙区工业路9号", legal_form="有限责任公司", known_on=date(2026, 1, 1))
        plan = plan_merge(keep=keep, merge=merge)
        assert field(plan, "address") == ("卧龙区车站路1号", "卧龙区工业路9号", "卧龙区工业路9号", "newest")

    def test_lets_a_choice_of_the_record_that_is_kept_go_before_one_of_the_other(self) -> None:
        keep = recorded(source="税务", address="卧龙区车站路1号")
        merge = recorded(source="统计", address="卧龙区工业路9号", known_on=date(2026, 1, 1))
        SourceChoiceFactory(enterprise=keep, source="税务")
        SourceChoiceFactory(enterprise=merge, source="统计")
        plan = plan_merge(keep=keep, merge=merge)
        assert field(plan, "address")[2:] == ("卧龙区车站路1号", "chosen_by_hand")
        assert len(rows(plan, "enterprises.SourceChoice.enterprise").set_aside) == 1

    def test_takes_the_row_of_a_firm_of_which_no_source_is_on_record_for_a_statement(self) -> None:
        keep = EnterpriseFactory(address="卧龙区车站路1号", known_on=date(2025, 1, 1), source="a")
        merge = EnterpriseFactory(address="卧龙区工业路9号", known_on=date(2026, 1, 1), source="b")
        assert field(plan_merge(keep=keep, merge=merge), "address")[2] == "卧龙区工业路9号"

    def test_moves_what_only_the_other_has_and_sets_aside_what_both_have(self) -> None:
        keep, merge = recorded(), recorded()
        FinancialYearFactory(enterprise=keep, year=2025)
        same = FinancialYearFactory(enterprise=merge, year=2025)
        other = FinancialYearFactory(enterprise=merge, year=2024)
        years = rows(plan_merge(keep=keep, merge=merge), "enterprises.FinancialYear.enterprise")
        assert (years.moves, years.set_aside, years.differing) == ((other.pk,), (same.pk,), ())

    def test_says_where_what_is_set_aside_differs(self) -> None:
        keep, merge = recorded(), recorded()
        FinancialYearFactory(enterprise=keep, year=2025, revenue=20_000_000)
        other = FinancialYearFactory(enterprise=merge, year=2025, revenue=21_000_000)
        years = rows(plan_merge(keep=keep, merge=merge), "enterprises.FinancialYear.enterprise")
        assert years.differing == (other.pk,)

    def test_joins_the_chains_of_both(self) -> None:
        motors, lamps = IndustrialChainFactory(), IndustrialChainFactory(slug="lamps", zh="光电")
        keep, merge = recorded(chains=[motors]), recorded(chains=[motors, lamps])
        chains = rows(plan_merge(keep=keep, merge=merge), "enterprises.Enterprise_chains.enterprise")
        assert (len(chains.moves), len(chains.set_aside)) == (1, 1)

    def test_keeps_one_caseworker_and_all_earlier_ones(self) -> None:
        keep, merge = recorded(), recorded()
        PortfolioFactory(enterprise=keep)
        now = PortfolioFactory(enterprise=merge)
        before = PortfolioFactory(enterprise=merge, until=date(2025, 1, 1))
        places = rows(plan_merge(keep=keep, merge=merge), "casework.Portfolio.enterprise")
        assert (places.moves, places.set_aside) == ((before.pk,), (now.pk,))

    def test_is_blocked_by_a_relation_that_nobody_decided_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        decided = {name: one for name, one in RELATIONS.items() if name != "enterprises.Contact.enterprise"}
        monkeypatch.setattr("crm.enterprises.merging.plan.RELATIONS", MappingProxyType(decided))
        assert plan_merge(keep=recorded(), merge=recorded()).blocked_by == ("enterprises.Contact.enterprise",)

    def test_wants_a_word_on_valid_codes_of_two_organisations(self) -> None:
        assert plan_merge(keep=recorded(), merge=recorded()).needs == ("different_codes",)

    def test_takes_one_organisation_registered_in_two_places_for_one(self) -> None:
        here, there = recorded(uscc=uscc(77, "411300")), recorded(uscc=uscc(77, "410100"))
        assert plan_merge(keep=here, merge=there).needs == ()

    def test_needs_no_word_when_one_of_the_codes_is_none(self) -> None:
        wrong = recorded(uscc=uscc(78)[:17] + ("0" if uscc(78)[17] != "0" else "1"))
        assert plan_merge(keep=recorded(), merge=wrong).needs == ()

    def test_refuses_a_record_and_itself(self) -> None:
        firm = recorded()
        with pytest.raises(MergeOfOne):
            plan_merge(keep=firm, merge=firm)

    def test_refuses_a_record_that_was_merged_before(self) -> None:
        keep, merge = recorded(), recorded()
        Enterprise.objects.filter(pk=merge.pk).update(merged_into=keep)
        merge.refresh_from_db()
        with pytest.raises(AlreadyMerged):
            plan_merge(keep=recorded(), merge=merge)

    def test_refuses_a_firm_of_the_demo_city_and_a_real_one(self) -> None:
        with pytest.raises(DemoAndReal):
            plan_merge(keep=recorded(), merge=recorded(synthetic=True))
