"""The queue of firms that may be one."""

from datetime import UTC, date, datetime

import pytest

from crm.enterprises.duplicates import PairDecided, dismiss, find_duplicates
from crm.enterprises.models import DuplicatePair, Enterprise
from crm.enterprises.tasks import find_duplicates_nightly, look_for_duplicates
from tests.factories import ContactFactory, DuplicatePairFactory, EnterpriseFactory, FormerNameFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def alike() -> tuple[Enterprise, Enterprise]:
    """Two records with one name."""
    one = EnterpriseFactory(name="南阳卧龙防爆电机有限公司")
    return one, EnterpriseFactory(name="南阳市卧龙防爆电机有限责任公司")


class TestFindDuplicates:
    def test_queues_a_pair_with_its_reasons(self) -> None:
        one, other = alike()
        found = find_duplicates(on=TODAY)
        (pair,) = DuplicatePair.objects.all()
        assert (found.created, found.changed, found.gone) == (1, 0, 0)
        assert (pair.one, pair.other, pair.state, pair.found_on) == (one, other, "open", TODAY)
        assert pair.reasons == ["same_core_name", "same_region"]

    def test_goes_by_telephones_and_former_names_too(self) -> None:
        one = EnterpriseFactory(name="南阳卧龙防爆电机有限公司", registered_region=None)
        other = EnterpriseFactory(name="南阳卧龙防爆电器有限公司", registered_region=None)
        for firm, phone in ((one, "0377-6331 2345"), (other, "037763312345")):
            ContactFactory(enterprise=firm, phone=phone)
        renamed = EnterpriseFactory(name="南阳新名科技有限公司")
        before = EnterpriseFactory(name="南阳旧名机械有限公司")
        FormerNameFactory(enterprise=renamed, name="南阳旧名机械有限公司")
        find_duplicates(on=TODAY)
        pairs = {(pair.one, pair.other): pair.reasons for pair in DuplicatePair.objects.all()}
        assert pairs[one, other] == ["similar_name", "same_phone"]
        assert "former_name" in pairs[renamed, before]

    def test_writes_nothing_when_nothing_changed(self) -> None:
        alike()
        find_duplicates(on=TODAY)
        again = find_duplicates(on=date(2026, 6, 2))
        assert (again.created, again.changed, again.gone) == (0, 0, 0)
        assert DuplicatePair.objects.get().found_on == TODAY

    def test_says_anew_why_when_that_changed(self) -> None:
        one, other = alike()
        find_duplicates(on=TODAY)
        Enterprise.objects.filter(pk=other.pk).update(name=one.name)
        assert find_duplicates(on=TODAY).changed == 1
        assert DuplicatePair.objects.get().reasons == ["same_name", "same_region"]

    def test_takes_back_an_open_pair_that_is_none_any_more(self) -> None:
        _one, other = alike()
        find_duplicates(on=TODAY)
        Enterprise.objects.filter(pk=other.pk).update(name="淅川天冠酒业有限公司")
        assert find_duplicates(on=TODAY).gone == 1
        assert not DuplicatePair.objects.exists()

    def test_never_reopens_a_pair_that_was_found_different(self) -> None:
        alike()
        find_duplicates(on=TODAY)
        dismiss(pair=DuplicatePair.objects.get(), by=UserFactory(), at=NOW, note="两家")
        assert find_duplicates(on=TODAY).created == 0
        assert DuplicatePair.objects.get().state == "different"

    def test_remembers_it_when_one_of_the_two_was_merged_into_a_third(self) -> None:
        one, other = alike()
        DuplicatePairFactory(one=one, other=other, state="different", decided_at=NOW)
        survivor = EnterpriseFactory(name="南阳市卧龙防爆电机有限公司")
        Enterprise.objects.filter(pk=other.pk).update(merged_into=survivor)
        find_duplicates(on=TODAY)
        assert not DuplicatePair.objects.filter(state="open").exists()

    def test_leaves_out_records_that_were_merged(self) -> None:
        one, other = alike()
        Enterprise.objects.filter(pk=other.pk).update(merged_into=one)
        assert find_duplicates(on=TODAY).created == 0


class TestDismiss:
    def test_says_who_decided_when_and_why(self) -> None:
        user = UserFactory()
        pair = dismiss(pair=DuplicatePairFactory(), by=user, at=NOW, note="同名不同主体")
        pair.refresh_from_db()
        assert (pair.state, pair.decided_by, pair.decided_at, pair.note) == ("different", user, NOW, "同名不同主体")

    def test_refuses_a_pair_that_was_decided(self) -> None:
        pair = DuplicatePairFactory(state="merged", decided_at=NOW)
        with pytest.raises(PairDecided):
            dismiss(pair=pair, by=UserFactory(), at=NOW, note="两家")


class TestTasks:
    def test_find_duplicates_by_night_and_on_demand(self) -> None:
        alike()
        find_duplicates_nightly.func(0)
        assert DuplicatePair.objects.count() == 1
        DuplicatePair.objects.all().delete()
        look_for_duplicates.func()
        assert DuplicatePair.objects.count() == 1
