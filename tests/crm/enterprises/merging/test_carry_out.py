"""Merging two records."""

from datetime import date

import pytest
from django.db import IntegrityError

from crm.enterprises.merging import carry_out, plan_merge
from crm.enterprises.merging.carry_out import DifferentCodes, MergeBlocked, MergeOvertaken
from crm.enterprises.merging.plan import COLUMNS
from crm.enterprises.merging.relations import RELATIONS
from crm.enterprises.models import DuplicatePair, Enterprise, Merge
from tests.crm.enterprises.merging.situations import NOW, everything, merged, recorded
from tests.factories import (
    ContactFactory,
    ControlFactory,
    DuplicatePairFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    FormerNameFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class TestCarryOut:
    def test_moves_the_rows_and_says_which(self) -> None:
        keep, merge = recorded(), recorded(with_years=2)
        contact = ContactFactory(enterprise=merge)
        done = merged(keep, merge)
        contact.refresh_from_db()
        assert contact.enterprise == keep
        assert keep.financial_years.count() == 2
        assert done.moves["rows"]["enterprises.Contact.enterprise"] == [contact.pk]

    def test_leaves_with_the_merged_record_what_the_survivor_has_already(self) -> None:
        keep, merge = recorded(with_years=1), recorded(with_years=2)
        done = merged(keep, merge)
        assert (keep.financial_years.count(), merge.financial_years.count()) == (2, 1)
        assert len(done.moves["set_aside"]["enterprises.FinancialYear.enterprise"]) == 1

    def test_keeps_one_of_a_control_that_both_have_and_moves_the_others(self) -> None:
        keep, merge = recorded(), recorded()
        for firm in (keep, merge):
            ControlFactory(enterprise=firm)
        other = ControlFactory(enterprise=merge, since=date(2024, 1, 1), known_on=date(2024, 2, 1))
        done = merged(keep, merge)
        assert (keep.controls.count(), merge.controls.count()) == (2, 1)
        assert done.moves["rows"]["enterprises.Control.enterprise"] == [other.pk]

    def test_shows_of_the_survivor_what_the_plan_said(self) -> None:
        keep = recorded(name="南阳旧名机电有限公司", address="", legal_form="")
        merge = recorded(address="卧龙区工业路9号", known_on=date(2026, 1, 1))
        plan = plan_merge(keep=keep, merge=merge)
        merged(keep, merge)
        keep.refresh_from_db()
        assert {one.field: one.becomes for one in plan.fields} == {
            name: getattr(keep, column) for name, column in COLUMNS.items()
        }
        assert keep.name == merge.name
        assert [former.name for former in keep.former_names.all()] == ["南阳旧名机电有限公司"]

    def test_shows_what_the_plan_said_of_firms_of_which_no_source_is_on_record(self) -> None:
        keep = EnterpriseFactory(address="卧龙区车站路1号", known_on=date(2025, 1, 1), source="a")
        merge = EnterpriseFactory(address="卧龙区工业路9号", known_on=date(2026, 1, 1), source="b")
        plan = plan_merge(keep=keep, merge=merge)
        merged(keep, merge)
        keep.refresh_from_db()
        assert keep.address == "卧龙区工业路9号"
        assert {one.field: one.becomes for one in plan.fields} == {
            name: getattr(keep, column) for name, column in COLUMNS.items()
        }

    def test_leaves_no_ghost_of_the_merged_record(self) -> None:
        keep, merge = recorded(), recorded(name="南阳鬼影机电有限公司")
        FormerNameFactory(enterprise=merge, name="南阳旧影机电有限公司")
        merged(keep, merge)
        steward = UserFactory(data_steward=True)
        assert set(Enterprise.objects.visible_to(steward)) == {keep}
        assert set(Enterprise.objects.operating(date(2026, 6, 1))) == {keep}
        for found_by in (merge.uscc, "鬼影", "旧影"):
            assert set(Enterprise.objects.search(found_by)) == {keep}

    def test_takes_the_pair_from_the_queue(self) -> None:
        keep, merge = recorded(), recorded()
        pair = DuplicatePairFactory(one=keep, other=merge)
        user = UserFactory()
        merged(merge, keep, by=user)
        pair.refresh_from_db()
        assert (pair.state, pair.decided_by, pair.decided_at, pair.note) == ("merged", user, NOW, "同一企业")

    def test_hides_open_pairs_of_the_merged_record_with_others(self) -> None:
        keep, merge = recorded(), recorded()
        DuplicatePairFactory(one=merge, other=recorded())
        merged(keep, merge)
        assert not DuplicatePair.objects.visible_to(UserFactory(data_steward=True)).exists()

    def test_leads_earlier_merged_records_to_the_new_survivor(self) -> None:
        first, second, third = recorded(), recorded(), recorded()
        merged(second, first)
        second.refresh_from_db()
        merged(third, second)
        assert set(Enterprise.objects.filter(merged_into=third)) == {first, second}

    def test_never_merges_two_organisations_without_a_word_on_it(self) -> None:
        keep, merge = recorded(), recorded()
        before = everything()
        with pytest.raises(DifferentCodes):
            merged(keep, merge, confirm_codes=False)
        assert everything() == before

    def test_refuses_what_a_relation_blocks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        decided = {name: one for name, one in RELATIONS.items() if name != "enterprises.Contact.enterprise"}
        monkeypatch.setattr("crm.enterprises.merging.plan.RELATIONS", decided)
        with pytest.raises(MergeBlocked, match=r"enterprises\.Contact\.enterprise"):
            merged(recorded(), recorded())

    def test_refuses_a_plan_that_the_records_have_outgrown(self) -> None:
        keep, merge = recorded(), recorded()
        plan = plan_merge(keep=keep, merge=merge)
        FinancialYearFactory(enterprise=merge)
        with pytest.raises(MergeOvertaken):
            carry_out(plan, by=None, reason="同一企业", at=NOW, confirm_codes=True)

    def test_does_all_or_nothing(self) -> None:
        keep, merge = recorded(), recorded(with_years=2)
        before = everything()
        with pytest.raises(IntegrityError, match="merge_has_a_reason"):
            merged(keep, merge, reason="")
        assert everything() == before
        assert not Merge.objects.exists()
