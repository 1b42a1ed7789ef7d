import pytest
from django.db import IntegrityError

from crm.bulk import among, copy_in, next_ids, update_from
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.intake.models import Import
from tests.factories import EnterpriseFactory, ImportFactory, RegionFactory

pytestmark = pytest.mark.django_db

REGION = ("code", "name", "level", "path", "is_official", "note")


class TestAmong:
    def test_finds_by_texts_by_keys_and_finds_nothing_for_nothing(self):
        firms = EnterpriseFactory.create_batch(3)
        wanted = {firm.uscc for firm in firms[:2]}
        assert Enterprise.objects.filter(among("uscc", wanted)).count() == 2
        assert Enterprise.objects.filter(among("id", [firms[0].pk])).get() == firms[0]
        assert not Enterprise.objects.filter(among("uscc", [])).exists()


class TestNextIds:
    def test_takes_keys_that_no_other_row_gets(self):
        taken = next_ids(Import, 3)
        assert len(set(taken)) == 3
        assert ImportFactory().pk not in taken


class TestCopyIn:
    def test_writes_texts_as_they_are(self):
        odd = "制表\t换行\\n \\N ;"
        copy_in(Region, REGION, [("99", odd, "province", "99/", True, "")])
        assert Region.objects.get(code="99").name == odd

    def test_lets_the_constraints_of_the_table_refuse(self):
        with pytest.raises(IntegrityError):
            copy_in(Region, REGION, [("99", "x", "city", "99/", True, "")])


class TestUpdateFrom:
    def test_sets_what_is_given_and_leaves_the_rest(self):
        one, other = EnterpriseFactory.create_batch(2, address="人民路")
        region = RegionFactory(code="411323")
        assert update_from(Enterprise, ("name", "operating_region_id"), [(one.pk, None, region.code)]) == 1
        before = one.name
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.name, one.operating_region, one.address) == (before, region, "人民路")
        assert other.operating_region != region
