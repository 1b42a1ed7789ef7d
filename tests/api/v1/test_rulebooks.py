"""The rulebooks: every version, in words, and how two differ."""

import pytest
from django.test import Client

from tests.api.contract import conforming
from tests.api.problems import problem
from tests.api.situations import client_of
from tests.factories import UserFactory
from tests.scoring.drafts import drafted, stored, text


@pytest.mark.usefixtures("rulebooks")
class TestRulebooks:
    def test_lists_them_with_who_decides(self, caseworker: Client) -> None:
        stored("2020")
        stored("2025", begins="2025-01-01")
        page = conforming(caseworker.get("/api/v1/rulebooks"), "listRulebooks")
        assert {(row["programme"], row["version"]): row["in_force"] for row in page["results"]} == {
            ("hnte", "2016"): True,
            ("tech_sme", "2017"): True,
            ("gazelle", "2020"): False,
            ("gazelle", "2025"): True,
        }
        first = next(row for row in page["results"] if row["programme"] == "hnte")
        assert (first["tier"], first["kind"], first["programme_name"]["zh"]) == (2, "recognition", "高新技术企业")

    def test_shows_one_like_the_official_table(self, caseworker: Client) -> None:
        hnte = conforming(caseworker.get("/api/v1/rulebooks/hnte/2016"), "readRulebook")
        assert hnte["score"]["max"] == 100
        assert all(row["article"] and row["text"]["zh"] for row in hnte["criteria"])
        conditions = {row["id"]: row["condition"]["zh"] for row in hnte["criteria"]}
        assert conditions["c4"] == "上年科技人员数 ÷ 上年职工总数 ≥ 10%"
        assert conditions["c7"] == "总分 > 70分"
        lines = hnte["score"]["parts"][1]["items"][0]["scale"]
        assert (lines[0]["when"]["zh"], lines[0]["points"]["zh"]) == ("≥ 每年5项", "25–30分")
        assert [line["doubtful"] for line in lines].count(True) == 1

    def test_shows_the_text_its_cases_and_what_they_give(self, caseworker: Client) -> None:
        hnte = caseworker.get("/api/v1/rulebooks/hnte/2016").json()
        assert hnte["source"].startswith("# 高新技术企业")
        assert len(hnte["case_results"]) > 20
        assert all(case["passed"] for case in hnte["case_results"])
        assert (hnte["author"], hnte["published_by"]) == (None, None)

    def test_shows_drafts_as_such(self, caseworker: Client) -> None:
        stored("2024", status="draft")
        draft = conforming(caseworker.get("/api/v1/rulebooks/gazelle/2024"), "readRulebook")
        assert (draft["status"], draft["in_force"]) == ("draft", False)
        assert caseworker.get("/api/v1/rulebooks?programme=gazelle&status=draft").json()["total"] == 1
        assert caseworker.get("/api/v1/rulebooks?status=historical").json()["total"] == 0

    def test_knows_no_other_version(self, caseworker: Client) -> None:
        problem(caseworker.get("/api/v1/rulebooks/hnte/1999"), 404, "not_found")


@pytest.mark.usefixtures("rulebooks")
class TestComparison:
    def test_tells_what_is_otherwise(self, caseworker: Client) -> None:
        stored("2020", bound=10)
        stored("2025", bound=20, begins="2025-01-01")
        answer = caseworker.get("/api/v1/rulebooks/compare?left=gazelle@2020&right=gazelle@2025")
        told = conforming(answer, "compareRulebooks")
        assert (told["left"]["version"], told["right"]["version"]) == ("2020", "2025")
        assert [(change["what"], change["kind"]) for change in told["changes"]] == [
            ("term", "changed"),
            ("criterion", "changed"),
        ]
        (field,) = told["changes"][1]["fields"]
        assert (field["before"]["zh"], field["after"]["zh"]) == ("上年职工总数 ≥ 10人", "上年职工总数 ≥ 20人")

    def test_compares_with_a_draft_for_who_may_see_it(self, caseworker: Client) -> None:
        stored("2020")
        editor = UserFactory(role="rule_editor")
        address = f"/api/v1/rulebooks/compare?left=gazelle@2020&right=draft:{drafted(editor).pk}"
        assert conforming(client_of(editor).get(address), "compareRulebooks")["right"]["draft"]
        problem(caseworker.get(address), 404, "not_found")
        problem(client_of(UserFactory(role="rule_editor")).get(address), 404, "not_found")

    def test_refuses_a_draft_that_cannot_be_read(self) -> None:
        stored("2020")
        editor = UserFactory(role="rule_editor")
        draft = drafted(editor, source=text(status="activ"))
        address = f"/api/v1/rulebooks/compare?left=gazelle@2020&right=draft:{draft.pk}"
        problem(client_of(editor).get(address), 409, "draft.unreadable")

    @pytest.mark.parametrize("query", ["", "left=hnte@2016", "left=hnte@2016&right=hnte", "left=a@b&right=draft:x"])
    def test_refuses_what_names_no_two(self, caseworker: Client, query: str) -> None:
        problem(caseworker.get(f"/api/v1/rulebooks/compare?{query}"), 400, "invalid")
