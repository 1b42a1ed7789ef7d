"""Taking a merge apart again."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from crm.enterprises.merging import unmerge
from crm.enterprises.merging.undo import AlreadyUndone, CannotTakeApart, LaterMergeFirst, can_undo
from crm.enterprises.models import DuplicatePair, Enterprise, Merge, Registration
from crm.enterprises.projection import reproject, state_known
from crm.enterprises.source_choices import Wanted, choose_source
from tests.crm.enterprises.merging.situations import everything, merged, recorded
from tests.factories import (
    AchievementFactory,
    ApplicationFactory,
    ContactFactory,
    ControlFactory,
    ConversionFactory,
    DemandFactory,
    DuplicatePairFactory,
    EngagementFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    FinancingRoundFactory,
    FormerNameFactory,
    IncidentFactory,
    IndustrialChainFactory,
    IPRightFactory,
    JudgementFactory,
    ListEntryFactory,
    PortfolioFactory,
    RecognitionFactory,
    RegistrationFactory,
    RnDInstitutionFactory,
    SourceChoiceFactory,
    TechnologyContractFactory,
)

LATER = datetime(2026, 6, 2, 8, tzinfo=UTC)

HANG_ON: dict[str, Callable[[Enterprise], object]] = {
    "year": lambda firm: FinancialYearFactory(enterprise=firm, year=2025),
    "earlier year": lambda firm: FinancialYearFactory(enterprise=firm, year=2024, revenue=Decimal(firm.pk)),
    "right": lambda firm: IPRightFactory(enterprise=firm, number="ZL202210000000.1"),
    "other right": lambda firm: IPRightFactory(enterprise=firm),
    "contact": lambda firm: ContactFactory(enterprise=firm),
    "round": lambda firm: FinancingRoundFactory(enterprise=firm),
    "conversion": lambda firm: ConversionFactory(enterprise=firm, title="隔爆电机"),
    "institution": lambda firm: RnDInstitutionFactory(enterprise=firm, name="工程技术研究中心"),
    "judgement": lambda firm: JudgementFactory(enterprise=firm),
    "incident": lambda firm: IncidentFactory(enterprise=firm),
    "list": lambda firm: ListEntryFactory(enterprise=firm),
    "control": lambda firm: ControlFactory(enterprise=firm),
    "other control": lambda firm: ControlFactory(enterprise=firm, controller_uscc=firm.uscc),
    "former name": lambda firm: FormerNameFactory(enterprise=firm, name="南阳旧名有限公司"),
    "recognition": lambda firm: RecognitionFactory(enterprise=firm),
    "application": lambda firm: ApplicationFactory(enterprise=firm),
    "portfolio": lambda firm: PortfolioFactory(enterprise=firm),
    "engagement": lambda firm: EngagementFactory(enterprise=firm, purpose="入库辅导"),
    "demand": lambda firm: DemandFactory(enterprise=firm, title="电机降噪"),
    "achievement": lambda firm: AchievementFactory(enterprise=firm),
    "contract": lambda firm: TechnologyContractFactory(enterprise=firm),
    "choice": lambda firm: SourceChoiceFactory(enterprise=firm, source="税务"),
    "statement": lambda firm: RegistrationFactory(
        enterprise=firm, source="税务", known_on=date(2026, 2, firm.pk % 28 + 1), address=f"工业路{firm.pk}号"
    ),
    "chain": lambda firm: firm.chains.add(IndustrialChainFactory()),
}
HANGING = st.sets(st.sampled_from(sorted(HANG_ON)))


class TestUnmerge(TestCase):
    @given(st.booleans(), st.booleans(), HANGING, HANGING)
    @settings(max_examples=20, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
    def test_leaves_every_table_as_it_was(
        self, keep_has_source: bool, merge_has_source: bool, of_keep: set[str], of_merge: set[str]
    ) -> None:
        keep, merge = (
            recorded(known_on=date(2025, 1, day)) if has_source else EnterpriseFactory(address=f"车站路{day}号")
            for day, has_source in ((1, keep_has_source), (2, merge_has_source))
        )
        for firm, hanging in ((keep, of_keep), (merge, of_merge)):
            if "statement" in hanging:
                state_known([firm.pk])
            for what in sorted(hanging):
                HANG_ON[what](firm)
        reproject([keep.pk, merge.pk])
        keep.refresh_from_db()
        merge.refresh_from_db()
        DuplicatePairFactory(one=keep, other=merge)
        before = everything()
        done = merged(keep, merge)
        assert everything() != before
        unmerge(merge=done, by=None, at=LATER)
        assert everything() == before


def told_apart() -> tuple[Enterprise, Enterprise]:
    """Two records that sources know under two addresses."""
    keep = recorded(source="登记机关", known_on=date(2025, 1, 1), address="甲路1号")
    return keep, recorded(source="税务", known_on=date(2025, 6, 1), address="乙路2号")


def addresses(merge: Merge) -> tuple[str, str]:
    """What is shown of the two records."""
    merge.kept.refresh_from_db()
    merge.merged.refresh_from_db()
    return merge.kept.address, merge.merged.address


@pytest.mark.django_db
class TestAfterwards:
    def test_says_who_undid_it_and_when(self) -> None:
        done = unmerge(merge=merged(recorded(), recorded()), by=None, at=LATER)
        done.refresh_from_db()
        assert done.undone_at == LATER
        assert not can_undo(done)

    def test_makes_both_findable_again(self) -> None:
        keep, merge = recorded(), recorded()
        unmerge(merge=merged(keep, merge), by=None, at=LATER)
        assert set(Enterprise.objects.search(merge.uscc)) == {merge}
        assert set(Enterprise.objects.operating(date(2026, 6, 1))) == {keep, merge}

    def test_puts_the_pair_back_into_the_queue(self) -> None:
        keep, merge = recorded(), recorded()
        DuplicatePairFactory(one=keep, other=merge)
        unmerge(merge=merged(keep, merge), by=None, at=LATER)
        pair = DuplicatePair.objects.get()
        assert (pair.state, pair.decided_at, pair.note) == ("open", None, "")

    def test_leaves_with_the_survivor_what_was_recorded_since(self) -> None:
        keep, merge = recorded(), recorded()
        done = merged(keep, merge)
        year = FinancialYearFactory(enterprise=keep)
        unmerge(merge=done, by=None, at=LATER)
        year.refresh_from_db()
        assert year.enterprise == keep

    def test_shows_of_each_what_was_put_right_while_they_were_one(self) -> None:
        keep, merge = told_apart()
        done = merged(keep, merge)
        Registration.objects.filter(source="税务").update(address="丙路3号")
        reproject([keep.pk])
        assert addresses(unmerge(merge=done, by=None, at=LATER)) == ("甲路1号", "丙路3号")

    def test_shows_of_each_its_own_after_a_choice_between_the_two(self) -> None:
        keep, merge = told_apart()
        done = merged(keep, merge)
        wanted = Wanted(table="registration", field="address", source="税务")
        keep.refresh_from_db()
        choose_source(enterprise=keep, wanted=wanted, reason="实地核实", by=None, on=LATER.date())
        assert addresses(unmerge(merge=done, by=None, at=LATER)) == ("甲路1号", "乙路2号")

    def test_shows_of_each_what_was_taken_back_while_they_were_one(self) -> None:
        keep, merge = told_apart()
        Registration.objects.filter(source="税务").update(address="丙路3号")
        reproject([merge.pk])
        merge.refresh_from_db()
        done = merged(keep, merge)
        Registration.objects.filter(source="税务").update(address="乙路2号")
        reproject([keep.pk], undoing=True)
        assert addresses(unmerge(merge=done, by=None, at=LATER)) == ("甲路1号", "乙路2号")

    def test_keeps_what_was_put_right_of_a_record_that_no_source_spoke_of_before(self) -> None:
        keep, merge = recorded(address="甲路1号"), EnterpriseFactory(address="乙路2号")
        done = merged(keep, merge)
        Registration.objects.filter(address="乙路2号").update(address="丙路3号")
        assert addresses(unmerge(merge=done, by=None, at=LATER)) == ("甲路1号", "丙路3号")

    def test_shows_anew_what_a_source_said_since(self) -> None:
        keep, merge = recorded(address="车站路1号"), recorded(address="工业路9号", known_on=date(2026, 1, 1))
        done = merged(keep, merge)
        RegistrationFactory(enterprise=keep, source="税务", address="新址", known_on=date(2026, 6, 1))
        unmerge(merge=done, by=None, at=LATER)
        keep.refresh_from_db()
        assert keep.address == "新址"

    def test_passes_over_rows_that_were_deleted_since(self) -> None:
        keep, merge = recorded(), recorded()
        contact = ContactFactory(enterprise=merge)
        done = merged(keep, merge)
        contact.delete()
        unmerge(merge=done, by=None, at=LATER)
        assert not merge.contacts.exists()

    def test_is_done_once(self) -> None:
        done = unmerge(merge=merged(recorded(), recorded()), by=None, at=LATER)
        with pytest.raises(AlreadyUndone):
            unmerge(merge=done, by=None, at=LATER)

    def test_waits_for_merges_that_build_on_it(self) -> None:
        keep, merge, third, beyond = recorded(), recorded(), recorded(), recorded()
        first = merged(keep, merge)
        keep.refresh_from_db()
        second = merged(keep, third)
        keep.refresh_from_db()
        last = merged(beyond, keep)
        assert [can_undo(one) for one in (first, second, last)] == [False, False, True]
        with pytest.raises(LaterMergeFirst):
            unmerge(merge=first, by=None, at=LATER)
        for done in (last, second, first):
            unmerge(merge=done, by=None, at=LATER)
        assert not Enterprise.objects.exclude(merged_into=None).exists()

    def test_refuses_when_both_would_have_the_same_row(self) -> None:
        keep, merge = recorded(with_years=1), recorded(with_years=2)
        done = merged(keep, merge)
        (moved,) = done.moves["rows"]["enterprises.FinancialYear.enterprise"]
        keep.financial_years.exclude(pk=moved).delete()
        keep.financial_years.filter(pk=moved).update(year=2025, known_on=date(2026, 5, 31))
        with pytest.raises(CannotTakeApart):
            unmerge(merge=done, by=None, at=LATER)
        assert Merge.objects.get().undone_at is None
