from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crm.enterprises.models import SourceChoice, SourceRank
from crm.enterprises.projection import reproject, state_known
from crm.intake.planning.planned import PlannedRow
from tests.crm.intake.planning.rows import KNOWN_ON, SOURCE, codes, finding, plan
from tests.factories import (
    EnterpriseFactory,
    RegionFactory,
    RegistrationFactory,
    TechnologyFieldFactory,
    UserFactory,
    uscc,
)

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 3, 1), date(2026, 6, 1)
ADDRESS = "南阳市长江路1号"


def only(**said: Any) -> PlannedRow:
    given = {name: said.pop(name) for name in ("users", "source", "known_on") if name in said}
    return plan("enterprises", said, **given).rows[0]


def known(**given: Any) -> Any:
    """A firm of which 市场监管局 has said, before this table, all that is shown."""
    firm = EnterpriseFactory(
        **({"uscc": uscc(1), "address": ADDRESS, "source": "市场监管局", "known_on": BEFORE} | given)
    )
    state_known([firm.pk])
    return firm


class TestANewFirm:
    def test_operates_where_it_is_registered_until_a_table_says_otherwise(self):
        planned = only(uscc=uscc(1), name="甲", registered_region=RegionFactory().code)
        assert (planned.outcome, planned.enterprise) == ("create", None)
        assert planned.row.values["operating_region"] == "411303"

    def test_needs_a_name(self):
        assert codes(only(uscc=uscc(1))) == ["name.missing"]

    def test_needs_a_code(self):
        planned = only(name="甲")
        assert (planned.outcome, codes(planned)) == ("refuse", ["uscc.missing"])

    def test_waits_where_its_code_is_of_another_city(self):
        planned = only(uscc=uscc(1, "410105"), name="甲", registered_region=RegionFactory().code)
        assert (planned.outcome, codes(planned)) == ("conflict", ["uscc.another_region"])

    def test_waits_where_it_ended_before_it_began(self):
        planned = only(
            uscc=uscc(1), name="甲", status="dissolved", registered_on=date(2020, 1, 2), ended_on=date(2020, 1, 1)
        )
        assert (planned.outcome, codes(planned)) == ("conflict", ["status.ended_before_registered"])

    def test_is_remarked_on_when_it_ended_nobody_knows_when(self):
        assert codes(only(uscc=uscc(1), name="甲", status="revoked")) == ["status.end_day_missing"]

    def test_has_its_technology_field_by_code_or_name(self):
        field = TechnologyFieldFactory(code="1", zh="电子信息")
        for written in ("1", "电子信息", " 电子 信息"):
            planned = only(uscc=uscc(1), name="甲", technology_field=written)
            assert (planned.row.values["technology_field"], codes(planned)) == (field.code, [])

    def test_leaves_a_technology_field_of_no_list_empty(self):
        planned = only(uscc=uscc(1), name="甲", technology_field="无此领域")
        assert (planned.outcome, codes(planned)) == ("create", ["technology_field.not_found"])
        assert "technology_field" not in planned.row.values

    def test_waits_where_the_file_has_its_code_under_two_names(self):
        planned = plan("enterprises", {"uscc": uscc(1), "name": "甲"}, {"uscc": uscc(1), "name": "乙"})
        assert [(row.outcome, codes(row)) for row in planned.rows] == [("conflict", ["uscc.two_names"])] * 2
        assert planned.counts() == {"create": 0, "update": 0, "repeat": 0, "conflict": 2, "refuse": 0}


class TestAKnownFirm:
    def test_repeats_where_the_row_says_what_is_shown(self):
        firm = known()
        planned = only(uscc=firm.uscc, name=firm.name, address=ADDRESS)
        assert (planned.outcome, planned.enterprise, codes(planned)) == ("repeat", firm.pk, [])

    def test_repeats_where_only_the_name_is_written_in_another_way(self):
        firm = known(name="示例（南阳）有限公司")
        planned = only(uscc=firm.uscc, name="示例(南阳)有限公司")
        assert (planned.outcome, planned.row.values["name"]) == ("repeat", "示例（南阳）有限公司")

    def test_is_updated_by_what_a_newer_table_says(self):
        firm = known(industry=None)
        planned = only(uscc=firm.uscc, address="新址", industry="3812")
        assert (planned.outcome, planned.old, planned.fills) == ("update", {"address": ADDRESS}, ("industry",))
        assert (planned.target, planned.before, codes(planned)) == (None, None, [])

    def test_is_told_of_what_another_source_outranks(self):
        firm = known()
        SourceRank.objects.create(table="registration", source="市场监管局", rank=1)
        planned = only(uscc=firm.uscc, address="新址", legal_form="其他")
        assert planned.outcome == "update"
        told = finding(planned, "source.outranked")
        assert (told.weight, told.details["source"], told.details["known_on"]) == ("remark", "市场监管局", str(BEFORE))
        assert (told.details["fields"], told.details["reason"]) == ("legal_form、address", "ranks_first")
        assert "%(" not in told.message

    def test_is_told_of_what_is_known_from_a_later_day(self):
        firm = known(known_on=AFTER, industry=None)
        planned = only(uscc=firm.uscc, address="旧址", industry="3812")
        assert finding(planned, "source.outranked").details["fields"] == "address"
        assert finding(planned, "source.outranked").details["reason"] == "newest"

    def test_minds_a_choice_that_somebody_made(self):
        firm = known()
        SourceChoice.objects.create(
            enterprise=firm, table="registration", field="address", source="市场监管局", reason="证照", chosen_on=BEFORE
        )
        told = finding(only(uscc=firm.uscc, address="新址"), "source.outranked")
        assert told.details["reason"] == "chosen_by_hand"

    def test_has_the_statement_of_the_same_source_and_day_put_right(self):
        firm = known()
        own = RegistrationFactory(enterprise=firm, source=SOURCE, known_on=KNOWN_ON, address="误址")
        reproject([firm.pk])
        planned = only(uscc=firm.uscc, address="正址", legal_form="其他")
        assert (planned.outcome, planned.target) == ("update", own.pk)
        assert planned.before == {"address": "误址", "legal_form": None}
        assert planned.old == {"address": "误址", "legal_form": "有限责任公司"}

    def test_repeats_where_a_source_says_again_what_did_not_count_then(self):
        firm = known(known_on=AFTER)
        RegistrationFactory(enterprise=firm, source=SOURCE, known_on=KNOWN_ON, name=None, address="旧址")
        assert only(uscc=firm.uscc, address="旧址").outcome == "repeat"

    def test_counts_as_one_statement_where_no_source_is_on_record(self):
        firm = EnterpriseFactory(source="旧库", known_on=AFTER)
        planned = only(uscc=firm.uscc, name="别名有限公司")
        assert finding(planned, "source.outranked").details["source"] == "旧库"

    def test_is_found_by_its_name_alone(self):
        firm = known()
        planned = only(name=firm.name, address="新址")
        assert (planned.outcome, planned.enterprise, codes(planned)) == ("update", firm.pk, ["enterprise.by_name"])

    def test_waits_where_a_table_says_that_it_works_again(self):
        firm = known(status="dissolved", ended_on=date(2024, 1, 1))
        planned = only(uscc=firm.uscc, status="operating")
        assert (planned.outcome, codes(planned)) == ("conflict", ["status.works_again"])

    def test_does_not_wait_where_it_will_stay_ended_all_the_same(self):
        firm = known(status="dissolved", ended_on=date(2024, 1, 1), known_on=AFTER)
        planned = only(uscc=firm.uscc, status="operating")
        assert (planned.outcome, codes(planned)) == ("update", ["source.outranked"])

    def test_cannot_end_without_a_status_that_ends_it(self):
        assert codes(only(uscc=known().uscc, ended_on=date(2024, 1, 1))) == ["status.end_without_reason"]

    def test_out_of_scope_is_refused_without_its_name(self):
        firm = known(name="机密有限公司")
        lead = UserFactory(county_lead=True, regions=[RegionFactory(code="411323")])
        planned = only(uscc=firm.uscc, name="乙", users=(lead,))
        assert (planned.outcome, codes(planned)) == ("refuse", ["enterprise.not_yours"])
        assert "机密" not in str(planned.findings)

    def test_may_not_be_moved_out_of_the_regions_of_whoever_enters_it(self):
        firm = known()
        lead = UserFactory(county_lead=True, regions=[firm.operating_region])
        planned = only(uscc=firm.uscc, operating_region=RegionFactory(code="411323").code, users=(lead,))
        assert codes(planned) == ["region.not_yours"]

    def test_is_compared_without_a_query_for_each_row(self, django_assert_max_num_queries: Any):
        firms = EnterpriseFactory.create_batch(20)
        state_known([firm.pk for firm in firms])
        with django_assert_max_num_queries(8):
            planned = plan("enterprises", *({"uscc": f.uscc, "registered_capital": Decimal(1)} for f in firms))
        assert planned.counts()["update"] == 20


class TestANewName:
    def test_is_taken_and_told_since_the_code_may_be_that_of_another_firm(self):
        known(name="甲机械有限公司")
        planned = only(uscc=uscc(1), name="乙化工有限公司", known_on=AFTER)
        assert (planned.outcome, codes(planned)) == ("update", ["name.differs"])

    def test_in_another_spelling_is_none(self):
        known(name="甲（南阳）有限公司")
        assert codes(only(uscc=uscc(1), name="甲(南阳)有限公司", known_on=AFTER)) == []
