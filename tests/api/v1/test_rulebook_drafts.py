"""Drafts at the API: from the first line to the published version, and every refusal on the way."""

from typing import Any

import pytest
from django.test import Client

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.impact import carry_out_preview
from scoring.models import ImpactPreview, RulebookDraft, RulebookVersion
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.api.situations import client_of
from tests.factories import EnterpriseFactory, FinancialYearFactory, RegionFactory, UserFactory
from tests.jobs import run_jobs
from tests.scoring.drafts import cases, drafted, stored, submitted, text

pytestmark = pytest.mark.django_db
DRAFTS = "/api/v1/rulebook-drafts"


@pytest.fixture
def editor() -> User:
    user: User = UserFactory(role="rule_editor")
    return user


@pytest.fixture
def approver() -> User:
    user: User = UserFactory(role="rule_approver")
    return user


def sent(user: User, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    call = getattr(client_of(user), method)
    return call(f"{DRAFTS}{path}", body or {}, content_type="application/json")


class TestWholeWay:
    def test_leads_from_a_version_to_the_next_by_two_persons(self, editor: User, approver: User) -> None:
        stored("2020", bound=10)
        firm = EnterpriseFactory()
        FinancialYearFactory(enterprise=firm, headcount=30)
        begun = sent(editor, "post", "", {"programme": "gazelle", "based_on": "2020"})
        assert begun.status_code == 201
        draft = conforming(begun, "beginRulebookDraft")
        assert (draft["version"], draft["based_on"], draft["findings"]) == ("2026", "2020", [])
        (there,) = draft["numbers"]
        change = {"line": there["line"], "column": there["column"], "value": 50}
        body = {"revision": 1, "changes": [change]}
        changed = conforming(sent(editor, "post", f"/{draft['id']}/numbers", body), "changeRulebookNumbers")
        assert (changed["revision"], changed["numbers"][0]["value"]) == (2, "50")
        assert [case["passed"] for case in changed["case_results"]] == [False, True]
        edit = {"revision": 2, "cases": cases()}
        edited = conforming(sent(editor, "patch", f"/{draft['id']}", edit), "writeRulebookDraft")
        assert [case["passed"] for case in edited["case_results"]] == [True, True]
        impact = sent(editor, "post", f"/{draft['id']}/impact")
        assert (impact.status_code, conforming(impact, "previewRulebookImpact")["state"]) == (202, "running")
        run_jobs("default")
        waiting = conforming(sent(editor, "post", f"/{draft['id']}/submit", {"revision": 3}), "submitRulebookDraft")
        assert (waiting["state"], waiting["impact"]["state"], waiting["can"]["publish"]) == ("submitted", "done", False)
        seen = conforming(client_of(approver).get(f"{DRAFTS}/{draft['id']}"), "readRulebookDraft")
        assert (seen["can"]["publish"], seen["can"]["return"], seen["can"]["edit"]) == (True, True, False)
        published = sent(approver, "post", f"/{draft['id']}/publish", {"note": "同意", "revision": 3})
        assert conforming(published, "publishRulebookDraft")["published_as"] == "2026"
        version = RulebookVersion.objects.get(version="2026")
        assert (version.author, version.published_by) == (editor, approver)

    def test_goes_back_with_a_reason(self, editor: User, approver: User) -> None:
        draft = submitted(editor)
        answer = sent(approver, "post", f"/{draft.pk}/return", {"note": "界值有误", "revision": 1})
        returned = conforming(answer, "returnRulebookDraft")
        assert (returned["state"], returned["note"]) == ("open", "界值有误")
        assert returned["decided_by"] == {"display_name": approver.display_name}


class TestDraftList:
    def test_lists_own_to_editors_and_all_to_approvers(self, editor: User, approver: User) -> None:
        mine = drafted(editor)
        drafted(UserFactory(role="rule_editor"))
        page = conforming(client_of(editor).get(DRAFTS), "listRulebookDrafts")
        assert [row["id"] for row in page["results"]] == [mine.pk]
        assert client_of(approver).get(DRAFTS).json()["total"] == 2
        assert client_of(approver).get(f"{DRAFTS}?state=submitted").json()["total"] == 0

    def test_asks_the_database_as_often_for_many_drafts_as_for_few(
        self, approver: User, django_assert_max_num_queries: Any
    ) -> None:
        client = client_of(approver)
        for _number in range(5):
            drafted(UserFactory(role="rule_editor"))
        with django_assert_max_num_queries(8):
            client.get(DRAFTS)

    def test_begins_from_an_empty_form(self, editor: User) -> None:
        stored("2020")
        draft = conforming(sent(editor, "post", "", {"programme": "gazelle"}), "beginRulebookDraft")
        assert (draft["findings"], draft["rulebook"]["criteria"]) == ([], [])

    def test_refuses_a_version_that_is_not_there(self, editor: User) -> None:
        stored("2020")
        answer = sent(editor, "post", "", {"programme": "gazelle", "based_on": "1999"})
        assert problem(answer, 400, "invalid")["errors"][0]["field"] == "based_on"


class TestDraftCheck:
    def test_tells_findings_with_their_place_in_both_languages_and_stores_nothing(self, editor: User) -> None:
        body = {"source": text().replace("unit: people", "unit: yuan")}
        told = conforming(sent(editor, "post", "/check", body), "checkRulebookText")
        (finding,) = told["findings"]
        assert (finding["line"], finding["column"], told["rulebook"]) == (16, 11, None)
        assert finding["message"]["zh"] == "这里的单位是people，不是yuan。请改正单位，数值也要相应改正。"
        assert finding["message"]["en"].startswith("the unit here is people")
        assert not RulebookDraft.objects.exists()

    def test_tells_what_a_text_says_and_what_its_cases_give(self, editor: User) -> None:
        told = conforming(sent(editor, "post", "/check", {"source": text(), "cases": cases()}), "checkRulebookText")
        assert told["rulebook"]["criteria"][0]["condition"]["zh"] == "上年职工总数 ≥ 50人"
        assert [case["passed"] for case in told["case_results"]] == [True, True]
        assert told["numbers"][0]["label"]["zh"] == "人数 · 界值"

    @pytest.mark.parametrize("source", ["", "[" * 5_000, "a: &a [*a]", "x: !!python/object/apply:os.system [ls]", "\t"])
    def test_survives_what_is_no_rulebook(self, editor: User, source: str) -> None:
        told = conforming(sent(editor, "post", "/check", {"source": source}), "checkRulebookText")
        assert told["findings"]
        assert told["numbers"] == []

    def test_tells_points_without_ends_and_unseen_characters_by_their_place(self, editor: User) -> None:
        stored("2020")
        wrong = "cases: [{case: a, expect: {verdict: met, points: {total: []}}}]"
        body = {"source": text(), "cases": f"rulebook: x\n{wrong}"}
        told = conforming(sent(editor, "post", "/check", body), "checkRulebookText")
        assert (told["case_findings"][-1]["line"], told["case_findings"][-1]["column"]) == (2, 58)
        body = {
            "source": text().replace("zh: 人数, en: Staff}\n    article", 'zh: "\\0\\ud800", en: Staff}\n    article')
        }
        told = conforming(sent(editor, "post", "", {"programme": "gazelle", **body}), "beginRulebookDraft")
        assert [(one["line"], one["column"]) for one in told["findings"]] == [(10, 16)]
        assert "U+0000" in told["findings"][0]["message"]["zh"]

    def test_says_in_the_language_of_who_asks_what_a_case_gives(self, editor: User) -> None:
        body = {"source": text(bound=60), "cases": cases(bound=50)}
        told = sent(editor, "post", "/check", body).json()
        assert told["case_results"][0]["differences"] == ["评估结论为不符合，应为符合"]
        answer = client_of(editor).post(
            f"{DRAFTS}/check", body, content_type="application/json", headers={"Accept-Language": "en"}
        )
        assert answer.json()["case_results"][0]["differences"] == ["verdict is unmet, expected met"]

    def test_is_not_overrun_by_a_text_that_is_wrong_everywhere(self, editor: User) -> None:
        told = sent(editor, "post", "/check", {"source": "programme: a\ncriteria: [" + "1," * 1_000 + "1]\n"})
        assert len(told.json()["findings"]) == 200
        problem(sent(editor, "post", "/check", {"source": "#" * 60_001}), 400, "invalid")

    def test_tells_findings_of_the_cases_apart(self, editor: User) -> None:
        told = sent(editor, "post", "/check", {"source": text(), "cases": "rulebook: x\n"}).json()
        assert (told["findings"], bool(told["case_findings"])) == ([], True)


class TestRefusals:
    def test_hide_drafts_of_others_from_editors(self, editor: User) -> None:
        foreign = drafted(UserFactory(role="rule_editor"))
        for method, path in (("get", ""), ("patch", ""), ("delete", ""), ("post", "/submit"), ("post", "/impact")):
            problem(sent(editor, method, f"/{foreign.pk}{path}"), 404, "not_found")

    def test_name_the_stale_revision(self, editor: User) -> None:
        draft = drafted(editor)
        sent(editor, "patch", f"/{draft.pk}", {"revision": 1, "cases": ""})
        told = problem(sent(editor, "patch", f"/{draft.pk}", {"revision": 1, "source": "x"}), 409, "draft.stale")
        assert told["details"] == {"revision": 2}

    def test_name_each_finding_when_handing_in(self, editor: User) -> None:
        draft = drafted(editor, source=text(status="activ"))
        told = problem(sent(editor, "post", f"/{draft.pk}/submit", {"revision": 1}), 409, "draft.unreadable")
        assert told["details"]["findings"][0]["line"] == 3

    @pytest.mark.parametrize("value", [True, None, "1e3", "1,000", [1], 1e400, "٣"])
    def test_take_nothing_but_plain_numbers(self, editor: User, value: Any) -> None:
        draft = drafted(editor)
        body = {"revision": 1, "changes": [{"line": 15, "column": 12, "value": value}]}
        assert sent(editor, "post", f"/{draft.pk}/numbers", body).status_code == 400

    @pytest.mark.parametrize("step", ["submit", "return", "publish"])
    def test_decide_on_nothing_but_what_was_read(self, editor: User, approver: User, step: str) -> None:
        draft, user = (drafted(editor), editor) if step == "submit" else (submitted(editor), approver)
        body = {"note": "x"} if step == "return" else {}
        told = problem(sent(user, "post", f"/{draft.pk}/{step}", body), 400, "invalid")
        assert [error["field"] for error in told["errors"]] == ["revision"]
        problem(sent(user, "post", f"/{draft.pk}/{step}", {**body, "revision": 7}), 409, "draft.stale")

    @pytest.mark.parametrize("programme", ["\u0000", "nothing", "a b", 5, None, ["gazelle"]])
    def test_begin_nothing_for_no_programme(self, editor: User, programme: Any) -> None:
        answer = sent(editor, "post", "", {"programme": programme})
        assert answer.status_code == 400
        assert {error["field"] for error in answer.json()["errors"]} == {"programme"}

    def test_publish_nothing_unproved(self, editor: User, approver: User) -> None:
        draft = submitted(editor)
        problem(sent(approver, "post", f"/{draft.pk}/publish", {"revision": 1}), 409, "draft.impact_missing")

    def test_leave_no_author_to_decide(self, editor: User) -> None:
        draft = submitted(editor)
        editor.role = "rule_approver"
        editor.save()
        problem(sent(editor, "post", f"/{draft.pk}/publish", {"revision": 1}), 403, "draft.own")

    def test_show_the_auditor_the_text_but_no_impact(self, editor: User) -> None:
        auditor, draft = UserFactory(role="audit_administrator"), drafted(editor)
        seen = conforming(client_of(auditor).get(f"{DRAFTS}/{draft.pk}"), "readRulebookDraft")
        assert (seen["source"], seen["impact"]) == (text(), None)
        assert not any(seen["can"].values())
        problem(client_of(auditor).get(f"{DRAFTS}/{draft.pk}/impact"), 404, "not_found")
        assert client_of(auditor).get(DRAFTS).json()["total"] == 1

    def test_take_back_and_discard(self, editor: User) -> None:
        draft = submitted(editor)
        back = conforming(sent(editor, "post", f"/{draft.pk}/take-back"), "takeBackRulebookDraft")
        assert back["state"] == "open"
        assert (
            conforming(client_of(editor).delete(f"{DRAFTS}/{draft.pk}"), "discardRulebookDraft")["state"] == "discarded"
        )


class TestImpact:
    @pytest.fixture
    def preview(self, editor: User) -> ImpactPreview:
        stored("2020", bound=10)
        for county, number in (("411303", 6), ("411323", 5), ("411302", 2)):
            for _time in range(number):
                firm = EnterpriseFactory(registered_region=RegionFactory(code=county))
                FinancialYearFactory(enterprise=firm, headcount=30)
        draft = drafted(editor)
        sent(editor, "post", f"/{draft.pk}/impact")
        carry_out_preview(ImpactPreview.objects.get().pk)
        return ImpactPreview.objects.get()

    def test_shows_numbers_by_county_but_none_below_five(self, editor: User, preview: ImpactPreview) -> None:
        told = conforming(client_of(editor).get(f"{DRAFTS}/{preview.draft_id}/impact"), "readRulebookImpact")
        assert (told["state"], told["done"], told["against"]) == ("done", 13, "2020")
        assert told["summary"] == [{"before": "met", "after": "unmet", "firms": 13}]
        counted = {row["region_name"]: row["firms"] for row in told["counts"]}
        assert counted == {"卧龙区": 6, "西峡县": None, "宛城区": None}

    def test_lists_flips_without_names_and_none_of_a_small_cell(self, editor: User, preview: ImpactPreview) -> None:
        flips = f"{DRAFTS}/{preview.draft_id}/impact/flips"
        page = conforming(client_of(editor).get(flips), "listRulebookFlips")
        assert page["total"] == 6
        assert {row["region_name"] for row in page["results"]} == {"卧龙区"}
        assert {row["enterprise"] for row in page["results"]} == {None}
        assert page["results"][0]["criteria"][0]["after"] == "unmet"
        asked = f"{flips}?region=411303&tier=0&before=met&after=unmet"
        assert client_of(editor).get(asked).json()["total"] == 6
        assert client_of(editor).get(f"{flips}?region=411302").json()["total"] == 0
        assert client_of(editor).get(f"{flips}?after=met").json()["total"] == 0
        problem(client_of(editor).get(f"{flips}?after=maybe"), 400, "invalid")

    def test_names_firms_to_who_keeps_their_data_once_it_was_handed_in(
        self, editor: User, preview: ImpactPreview
    ) -> None:
        steward = client_of(UserFactory(role="data_steward"))
        flips = f"{DRAFTS}/{preview.draft_id}/impact/flips"
        problem(steward.get(flips), 404, "not_found")
        sent(editor, "post", f"/{preview.draft_id}/submit", {"revision": 1})
        rows = conforming(steward.get(flips), "listRulebookFlips")["results"]
        assert {row["enterprise"]["name"] for row in rows} == set(Enterprise.objects.values_list("name", flat=True))
        told = conforming(steward.get(f"{DRAFTS}/{preview.draft_id}"), "readRulebookDraft")
        assert {row["firms"] for row in told["impact"]["counts"]} == {2, 5, 6}
        assert [right for right, has in told["can"].items() if has] == ["see_impact"]

    def test_names_no_firm_beyond_what_is_seen(
        self, editor: User, preview: ImpactPreview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No role sees all verdicts and only some firms; should one ever, `visible_to` decides."""
        monkeypatch.setattr("api.v1.rulebook_impact.hides", lambda _user: False)
        flips = f"{DRAFTS}/{preview.draft_id}/impact/flips"
        rows = client_of(editor).get(flips).json()["results"]
        assert (len(rows), {row["enterprise"] for row in rows}) == (13, {None})

    def test_keeps_what_is_done_until_the_next_one_is(self, editor: User, preview: ImpactPreview) -> None:
        again = conforming(sent(editor, "post", f"/{preview.draft_id}/impact"), "previewRulebookImpact")
        assert (again["id"], again["state"], again["newer"]["state"]) == (preview.pk, "done", "running")
        assert not again["newer"]["stalled"]
        run_jobs("default")
        told = conforming(client_of(editor).get(f"{DRAFTS}/{preview.draft_id}/impact"), "readRulebookImpact")
        assert (told["id"] > preview.pk, told["newer"]) == (True, None)

    def test_is_not_there_before_it_was_asked_for(self, editor: User) -> None:
        problem(client_of(editor).get(f"{DRAFTS}/{drafted(editor).pk}/impact"), 404, "not_found")


@pytest.mark.usefixtures("rulebooks")
class TestWithdrawal:
    def test_takes_a_version_back_in_one_action(self, approver: User, caseworker: Client) -> None:
        stored("2020")
        newer = stored("2025", begins="2025-01-01")
        answer = client_of(approver).post(
            "/api/v1/rulebooks/gazelle/2025/withdraw", {"reason": "界值有误"}, content_type="application/json"
        )
        told = conforming(answer, "withdrawRulebook")
        assert (told["withdrawn"], told["in_force"], told["withdrawn_because"]) == (True, False, "界值有误")
        assert told["withdrawn_by"] == {"display_name": approver.display_name}
        before = conforming(caseworker.get("/api/v1/rulebooks/gazelle/2020"), "readRulebook")
        assert (before["in_force"], any(before["can"].values())) == (True, False)
        newer.refresh_from_db()
        assert newer.withdrawn_at

    def test_tells_what_it_would_do_and_is_undone(self, approver: User) -> None:
        stored("2020")
        stored("2025", begins="2025-01-01")
        client, address = client_of(approver), "/api/v1/rulebooks/gazelle/2025"
        seen = conforming(client.get(address), "readRulebook")
        assert seen["if_withdrawn"] == {
            "decides": True,
            "successor": {"programme": "gazelle", "version": "2020"},
            "referring": [],
        }
        client.post(f"{address}/withdraw", {"reason": "界值有误"}, content_type="application/json")
        assert client.get(address).json()["can"] == {"withdraw": False, "reinstate": True, "draft": False}
        problem(client.post(f"{address}/reinstate", {"reason": " "}, content_type="application/json"), 400, "invalid")
        back = client.post(f"{address}/reinstate", {"reason": "撤错了"}, content_type="application/json")
        told = conforming(back, "reinstateRulebook")
        assert (told["withdrawn"], told["in_force"], told["reinstated_because"]) == (False, True, "撤错了")
        assert told["reinstated_by"] == {"display_name": approver.display_name}
