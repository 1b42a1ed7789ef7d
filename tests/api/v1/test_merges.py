"""Merging two records of one firm, and taking them apart."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.directory.models import Region
from crm.enterprises.models import Enterprise, Merge
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.crm.enterprises.merging.situations import merged, recorded
from tests.factories import ContactFactory

PLAN, LIST = "/api/v1/merges/plan", "/api/v1/merges"
SignedIn = Callable[..., Client]


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    """The county lead, who may merge."""
    return signed_in("county_lead")


@pytest.fixture
def twins(wolong: Region) -> tuple[Enterprise, Enterprise]:
    """Two records of the users' county."""
    keep = recorded(registered_region=wolong, address="车站路1号")
    return keep, recorded(registered_region=wolong, with_years=2)


def plan(client: Client, keep: Enterprise, merge: Enterprise) -> Any:
    return client.get(f"{PLAN}?keep={keep.uscc}&merge={merge.uscc.lower()}")


def merge_by(client: Client, keep: Enterprise, merge: Enterprise, **asked: Any) -> Any:
    body = {"keep": keep.uscc, "merge": merge.uscc, "reason": "同一企业", "confirm_codes": True, **asked}
    return client.post(LIST, body, content_type="application/json")


class TestMergePlanPage:
    def test_says_what_becomes_of_fields_and_rows(
        self, caseworker: Client, twins: tuple[Enterprise, Enterprise]
    ) -> None:
        body = conforming(plan(caseworker, *twins), "planMerge")
        assert (body["keep"]["uscc"], body["merge"]["uscc"]) == (twins[0].uscc, twins[1].uscc)
        fields = {one["field"]: one for one in body["fields"]}
        assert fields["address"]["becomes"] == "车站路1号"
        assert (fields["address"]["stays"], fields["address"]["why"]["code"]) == ("kept", "only_one")
        assert fields["operating_region"]["kept"] == "卧龙区"
        relations = {one["relation"]: one for one in body["relations"]}
        years = relations["enterprises.FinancialYear.enterprise"]
        assert (years["decision"], years["moves"], years["set_aside"]) == ("moves", 2, 0)
        assert relations["scoring.Assessment.enterprise"]["decision"] == "recomputed"
        assert (body["blocked_by"], body["needs"]) == ([], ["different_codes"])

    def test_shows_only_firms_that_may_both_be_seen(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        problem(plan(caseworker, own_firm, foreign_firm), 404, "not_found")
        problem(plan(caseworker, foreign_firm, own_firm), 404, "not_found")


class TestMergeList:
    def test_merges_as_planned(self, lead: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        keep, merge = twins
        body = conforming(merge_by(lead, keep, merge), "mergeEnterprises")
        assert (body["keep"]["uscc"], body["merged"]["uscc"], body["can_undo"]) == (keep.uscc, merge.uscc, True)
        assert keep.financial_years.count() == 2
        (row,) = conforming(lead.get(LIST), "listMerges")["results"]
        assert row == body

    def test_wants_a_word_on_two_valid_codes(self, lead: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        problem(merge_by(lead, *twins, confirm_codes=False), 409, "merge.different_codes")

    def test_wants_a_reason(self, lead: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        problem(merge_by(lead, *twins, reason=""), 400, "invalid")

    def test_merges_no_firm_that_may_not_be_seen(
        self, lead: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        for pair in ((own_firm, foreign_firm), (foreign_firm, own_firm)):
            problem(merge_by(lead, *pair), 404, "not_found")

    def test_lists_no_merge_of_a_firm_out_of_scope(
        self, lead: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        merged(own_firm, foreign_firm)
        assert conforming(lead.get(LIST), "listMerges")["results"] == []


class TestMergeUndo:
    def test_takes_the_two_apart_again(self, lead: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        done = merged(*twins)
        body = conforming(lead.post(f"{LIST}/{done.pk}/undo"), "undoMerge")
        assert body["undone_at"] is not None
        assert not body["can_undo"]
        assert lead.get(f"/api/v1/enterprises/{twins[1].uscc}").json()["uscc"] == twins[1].uscc
        problem(lead.post(f"{LIST}/{done.pk}/undo"), 409, "merge.undone_already")

    def test_is_not_there_for_who_may_not_see_both(
        self, lead: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        done: Merge = merged(own_firm, foreign_firm)
        problem(lead.post(f"{LIST}/{done.pk}/undo"), 404, "not_found")


class TestMergedAway:
    def test_leads_to_the_survivor_for_this_time(
        self, caseworker: Client, twins: tuple[Enterprise, Enterprise]
    ) -> None:
        keep, merge = twins
        ContactFactory(enterprise=merge)
        merged(keep, merge)
        answer = caseworker.get(f"/api/v1/enterprises/{merge.uscc.lower()}/facts")
        assert problem(answer, 307, "enterprise.merged")["details"] == {"uscc": keep.uscc}
        assert answer.headers["Location"] == f"/api/v1/enterprises/{keep.uscc}/facts"
        led_on = caseworker.get(f"/api/v1/enterprises/{merge.uscc}").headers["Location"]
        assert conforming(caseworker.get(led_on), "readEnterprise")["uscc"] == keep.uscc

    def test_keeps_what_was_asked_for(self, caseworker: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        merged(*twins)
        answer = caseworker.get(f"/api/v1/enterprises/{twins[1].uscc}/assessments?as_of=2026-05-01")
        assert answer.headers["Location"].endswith(f"{twins[0].uscc}/assessments?as_of=2026-05-01")

    def test_refuses_to_change_what_is_no_more(self, caseworker: Client, twins: tuple[Enterprise, Enterprise]) -> None:
        merged(*twins)
        answer = caseworker.patch(f"/api/v1/enterprises/{twins[1].uscc}", {}, content_type="application/json")
        assert problem(answer, 409, "enterprise.merged")["details"] == {"uscc": twins[0].uscc}

    def test_says_nothing_of_a_survivor_that_may_not_be_seen(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        merged(foreign_firm, own_firm)
        problem(caseworker.get(f"/api/v1/enterprises/{own_firm.uscc}"), 404, "not_found")

    def test_leaves_it_out_of_the_list_and_finds_the_survivor_instead(
        self, caseworker: Client, twins: tuple[Enterprise, Enterprise]
    ) -> None:
        keep, merge = twins
        merged(keep, merge)
        for query in ("", f"search={merge.uscc}", f"search={merge.name}"):
            body = conforming(caseworker.get(f"/api/v1/enterprises?{query}"), "listEnterprises")
            assert ([row["uscc"] for row in body["results"]], body["total"]) == ([keep.uscc], 1)
