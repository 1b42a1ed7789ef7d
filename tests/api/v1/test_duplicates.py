"""Firms that may be one: the queue, the decision, and the question while a firm is being entered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.directory.models import Region
from crm.enterprises.models import DuplicatePair, Enterprise
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.factories import DuplicatePairFactory, EnterpriseFactory, FinancialYearFactory, FormerNameFactory, uscc

LIST = "/api/v1/duplicates"
CHECK = "/api/v1/enterprises/duplicate-check"
SignedIn = Callable[..., Client]


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = conforming(client.get(f"{LIST}?{query}"), "listDuplicates")["results"]
    return rows


@pytest.fixture
def pair(own_firm: Enterprise, wolong: Region) -> DuplicatePair:
    """Two firms of the users' county."""
    other = EnterpriseFactory(registered_region=wolong, name="南阳另一机电有限公司")
    return DuplicatePairFactory(one=own_firm, other=other, reasons=["same_core_name", "same_region"])


class TestDuplicateList:
    def test_shows_both_records_and_why(self, caseworker: Client, pair: DuplicatePair, own_firm: Enterprise) -> None:
        FormerNameFactory(enterprise=own_firm, name="南阳旧名有限公司")
        (row,) = listed(caseworker)
        assert (row["id"], row["state"], row["similarity"]) == (pair.pk, "open", 0.9)
        assert [reason["code"] for reason in row["reasons"]] == ["same_core_name", "same_region"]
        assert row["reasons"][1] == {"code": "same_region", "zh": "同一地区", "en": "the same region"}
        assert (row["one"]["uscc"], row["one"]["former_names"]) == (own_firm.uscc, ["南阳旧名有限公司"])
        assert row["one"]["region"] == {"code": "411303", "name": "卧龙区"}
        assert (row["one"]["facts"], row["other"]["facts"]) == (5, 0)  # 3 years, a recognition, the former name

    def test_hides_pairs_of_which_one_firm_may_not_be_seen(
        self, caseworker: Client, signed_in: SignedIn, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        DuplicatePairFactory(one=own_firm, other=foreign_firm)
        assert listed(caseworker) == []
        assert len(listed(signed_in("data_steward"))) == 1

    def test_filters_by_state_place_and_name(self, caseworker: Client, pair: DuplicatePair, xixia: Region) -> None:
        found = {
            query: len(listed(caseworker, query))
            for query in (
                "state=open",
                "state=different,merged",
                "region=411303",
                "region=411323",
                "search=另一",
                "search=没有",
            )
        }
        assert list(found.values()) == [1, 0, 1, 0, 1, 0]

    def test_asks_no_more_for_more_pairs(
        self, caseworker: Client, wolong: Region, django_assert_max_num_queries: Any
    ) -> None:
        for _number in range(5):
            one, other = (EnterpriseFactory(registered_region=wolong) for _side in range(2))
            FinancialYearFactory(enterprise=one)
            DuplicatePairFactory(one=one, other=other)
        with django_assert_max_num_queries(30):
            assert len(listed(caseworker)) == 5


class TestDuplicatePage:
    def test_shows_one_pair(self, caseworker: Client, pair: DuplicatePair) -> None:
        assert conforming(caseworker.get(f"{LIST}/{pair.pk}"), "readDuplicate")["id"] == pair.pk

    def test_says_no_more_of_a_hidden_pair_than_of_none(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        hidden = DuplicatePairFactory(one=own_firm, other=foreign_firm)
        for number in (hidden.pk, hidden.pk + 1):
            problem(caseworker.get(f"{LIST}/{number}"), 404, "not_found")


class TestDuplicateDismissal:
    def test_records_that_the_two_are_different(self, signed_in: SignedIn, pair: DuplicatePair) -> None:
        lead = signed_in("county_lead")
        answer = lead.post(f"{LIST}/{pair.pk}/dismiss", {"note": "两家"}, content_type="application/json")
        body = conforming(answer, "dismissDuplicate")
        assert (body["state"], body["note"]) == ("different", "两家")
        assert body["decided_by"]["display_name"]
        again = lead.post(f"{LIST}/{pair.pk}/dismiss", {"note": "两家"}, content_type="application/json")
        problem(again, 409, "duplicate.decided")

    def test_wants_to_know_why(self, signed_in: SignedIn, pair: DuplicatePair) -> None:
        answer = signed_in("county_lead").post(f"{LIST}/{pair.pk}/dismiss", {}, content_type="application/json")
        problem(answer, 400, "invalid")


class TestDuplicateCheck:
    def check(self, client: Client, **asked: str) -> list[dict[str, Any]]:
        answer = client.post(CHECK, asked, content_type="application/json")
        found: list[dict[str, Any]] = conforming(answer, "checkDuplicates")["duplicates"]
        return found

    def test_finds_a_firm_by_a_similar_name_as_it_is_typed(self, caseworker: Client, wolong: Region) -> None:
        firm = EnterpriseFactory(registered_region=wolong, name="南阳卧龙防爆电机有限公司")
        EnterpriseFactory(registered_region=wolong, name="南阳天冠酒业有限公司")
        (found,) = self.check(caseworker, name="卧龙防爆电")
        assert (found["uscc"], found["name"], found["visible"]) == (firm.uscc, firm.name, True)
        assert [reason["code"] for reason in found["reasons"]] == ["similar_name"]

    def test_finds_a_firm_by_its_code_in_any_spelling(self, caseworker: Client, own_firm: Enterprise) -> None:
        (found,) = self.check(caseworker, uscc=f" {own_firm.uscc.lower()} ")
        assert found["reasons"][0]["code"] == "same_uscc"

    def test_leaves_out_the_firm_that_is_being_changed(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.check(caseworker, name=own_firm.name, besides=own_firm.uscc) == []

    def test_only_hints_at_a_firm_that_may_not_be_seen(self, caseworker: Client, foreign_firm: Enterprise) -> None:
        (found,) = self.check(caseworker, name=foreign_firm.name)
        assert (found["visible"], found["uscc"], found["name"], found["region"]) == (False, None, None, None)
        assert [reason["code"] for reason in found["reasons"]] == ["same_name"]

    def test_does_not_hint_at_it_for_part_of_its_name(self, caseworker: Client, xixia: Region) -> None:
        EnterpriseFactory(registered_region=xixia, name="西峡宛西制药股份有限公司")
        assert self.check(caseworker, name="西峡宛西制药厂") == []

    def test_finds_nothing_for_nothing(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert self.check(caseworker) == []
        assert self.check(caseworker, uscc=uscc(900_100)[:9]) == []
