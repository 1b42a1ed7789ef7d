"""Firms entered and corrected by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.crm.enterprises.merging.situations import recorded
from tests.factories import uscc

LIST = "/api/v1/enterprises"
SignedIn = Callable[..., Client]
NEW = {"uscc": uscc(910_001), "name": "南阳新设机电有限公司", "operating_region": "411303"}


def create(client: Client, **values: Any) -> Any:
    return client.post(LIST, {**NEW, **values}, content_type="application/json")


def change(client: Client, firm: Enterprise, **body: Any) -> Any:
    given = {"reason": "电话核实", "was": {"address": "车站路1号"}, **body}
    return client.patch(f"{LIST}/{firm.uscc}", given, content_type="application/json")


@pytest.fixture
def firm(wolong: Region) -> Enterprise:
    """A firm of the users' county whose address is known."""
    return recorded(registered_region=wolong, address="车站路1号")


class TestEnterpriseRecords:
    def test_enters_a_firm(self, caseworker: Client, wolong: Region) -> None:
        body = conforming(create(caseworker, registered_on="2020-05-01"), "createEnterprise")
        assert (body["uscc"], body["name"], body["registered_on"]) == (NEW["uscc"], NEW["name"], "2020-05-01")
        assert (body["source"], body["known_on"]) == ("手工录入", "2026-06-01")
        assert body["region"] == {"code": "411303", "name": "卧龙区"}

    def test_asks_whether_it_is_one_that_is_known(self, caseworker: Client, firm: Enterprise) -> None:
        answer = create(caseworker, name=firm.name)
        (candidate,) = problem(answer, 409, "enterprise.may_be_known")["details"]["duplicates"]
        assert (candidate["uscc"], candidate["visible"]) == (firm.uscc, True)
        assert create(caseworker, name=firm.name, confirm_duplicates=True).status_code == 201

    def test_refuses_a_code_on_record_whatever_is_confirmed(
        self, caseworker: Client, firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        answer = create(caseworker, uscc=firm.uscc, confirm_duplicates=True)
        assert problem(answer, 409, "enterprise.known")["details"] == {"uscc": firm.uscc, "name": firm.name}
        hidden = problem(create(caseworker, uscc=foreign_firm.uscc, confirm_duplicates=True), 409, "enterprise.known")
        assert foreign_firm.name not in hidden["detail"]
        assert "details" not in hidden

    def test_names_every_field_that_is_wrong(self, caseworker: Client, wolong: Region, xixia: Region) -> None:
        assert field_codes(create(caseworker, uscc=NEW["uscc"][:17] + "!")) == {"uscc": "uscc.character"}
        wrong = create(caseworker, name="机电🚀公司", operating_region="411323", registered_on="2027-01-01")
        assert field_codes(wrong) == {
            "name": "not_in_a_name",
            "operating_region": "region.not_yours",
            "registered_on": "out_of_range",
        }
        assert field_codes(create(caseworker, operating_region="999999")) == {"operating_region": "does_not_exist"}
        assert field_codes(create(caseworker, tier=2)) == {"tier": "unknown_field"}


class TestEnterpriseRecord:
    def test_corrects_a_field(self, caseworker: Client, firm: Enterprise) -> None:
        body = conforming(change(caseworker, firm, changes={"address": "工业路9号"}), "changeEnterprise")
        assert (body["address"], body["outranked"]) == ("工业路9号", [])

    def test_says_where_another_source_counts_for_more(self, caseworker: Client, firm: Enterprise) -> None:
        firm.registrations.update(known_on="2026-12-31")
        body = conforming(change(caseworker, firm, changes={"address": "工业路9号"}), "changeEnterprise")
        assert body["address"] == "车站路1号"
        assert [one["field"] for one in body["outranked"]] == ["address"]

    def test_loses_nobodys_change(self, caseworker: Client, signed_in: SignedIn, firm: Enterprise) -> None:
        change(signed_in("county_lead"), firm, changes={"address": "工业路9号"})
        answer = change(caseworker, firm, changes={"address": "建设路5号"})
        assert problem(answer, 409, "enterprise.changed_meanwhile")["details"]["conflicts"] == [
            {"field": "address", "was": "车站路1号", "mine": "建设路5号", "now": "工业路9号"}
        ]

    def test_wants_to_know_what_was_seen_and_why(self, caseworker: Client, firm: Enterprise) -> None:
        answer = change(caseworker, firm, changes={"address": "工业路9号"}, was={})
        assert field_codes(answer) == {"was.address": "required"}
        assert field_codes(change(caseworker, firm, changes={}, reason="")) == {"reason": "blank"}

    def test_finds_no_firm_that_may_not_be_seen(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        problem(change(caseworker, foreign_firm, changes={"address": "工业路9号"}), 404, "not_found")
