"""Imports: upload and preview, look at rows, commit or discard."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.intake.models import Import
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of, previewed
from tests.factories import RegionFactory, UserFactory, uscc

IMPORTS = "/api/v1/imports"


@pytest.fixture
def steward(wolong: Region) -> User:
    user: User = UserFactory(role="data_steward")
    return user


def upload(client: Client, text: str, **changed: Any) -> Any:
    file = SimpleUploadedFile("名录.csv", text.encode())
    given = {"file": file, "kind": "enterprises", "source": "登记机关", "known_on": "2026-05-01", **changed}
    return client.post(IMPORTS, {name: value for name, value in given.items() if value is not None})


def table(*names: str) -> str:
    rows = [f"{uscc(number)},{name},卧龙区" for number, name in enumerate(names, start=910_000)]
    return "\n".join(["统一社会信用代码,企业名称,所在区县", *rows])


class TestImportList:
    def test_previews_an_uploaded_table_and_changes_nothing(self, steward: User) -> None:
        answer = upload(client_of(steward), table("南阳甲有限公司", "南阳乙有限公司") + "\n123,编号有误,卧龙区")
        preview = conforming(answer, "previewImport")
        assert answer.status_code == 201
        assert preview["state"] == "previewed"
        assert preview["counts"] == {"create": 2, "update": 0, "repeat": 0, "refuse": 1}
        assert [column["field"] for column in preview["mapping"]][:2] == ["uscc", "name"]
        assert preview["findings_by_code"][0]["refuses"] is True
        assert not Enterprise.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "wrong"),
        [
            ({"kind": "people"}, {"kind": "invalid_choice"}),
            ({"source": None}, {"source": "required"}),
            ({"source": "x" * 65}, {"source": "max_length"}),
            ({"source": "a\x00b"}, {"source": "null_characters_not_allowed"}),
            ({"known_on": "2026/5/1"}, {"known_on": "invalid"}),
            ({"file": "text"}, {"file": "invalid"}),
            ({"uploaded_by": "1"}, {"uploaded_by": "unknown_field"}),
            ({"state": "committed"}, {"state": "unknown_field"}),
        ],
    )
    def test_refuses_wrong_and_unknown_fields(
        self, steward: User, changed: dict[str, object], wrong: dict[str, str]
    ) -> None:
        assert field_codes(upload(client_of(steward), table("甲"), **changed)) == wrong
        assert not Import.objects.exists()

    @pytest.mark.parametrize(
        ("text", "status", "code"),
        [
            ("", 422, "file.empty"),
            ("<html><table></table></html>", 422, "file.html"),
            ("甲,乙\n1,2", 422, "table.no_header"),
        ],
    )
    def test_refuses_a_file_that_is_no_table(self, steward: User, text: str, status: int, code: str) -> None:
        problem(upload(client_of(steward), text), status, code)

    def test_refuses_a_day_in_the_future(self, steward: User) -> None:
        problem(upload(client_of(steward), table("甲"), known_on="2099-01-01"), 409, "import.known_on_in_future")

    def test_takes_only_a_form_with_a_file(self, steward: User) -> None:
        answer = client_of(steward).post(IMPORTS, "{}", content_type="application/json")
        problem(answer, 415, "unsupported_media_type")

    def test_lists_all_to_a_steward(self, steward: User) -> None:
        made = [previewed(UserFactory(role="data_steward")) for _number in range(3)]
        page = conforming(client_of(steward).get(f"{IMPORTS}?kind=enterprises&state=previewed"), "listImports")
        assert [row["id"] for row in page["results"]] == [one.pk for one in reversed(made)]

    def test_lists_those_of_the_county_to_its_lead(self, wolong: Region) -> None:
        lead = UserFactory(role="county_lead", regions=[wolong])
        mine = previewed(UserFactory(role="county_lead", regions=[wolong]))
        previewed(UserFactory(role="county_lead", regions=[RegionFactory(code="411323")]))
        page = conforming(client_of(lead).get(IMPORTS), "listImports")
        assert [row["id"] for row in page["results"]] == [mine.pk]


class TestImportPage:
    def test_commits_the_good_rows(self, steward: User) -> None:
        made = previewed(steward)
        done = conforming(client_of(steward).post(f"{IMPORTS}/{made.pk}/commit"), "commitImport")
        assert done["state"] == "committed"
        assert done["committed_at"]
        assert Enterprise.objects.get().name == "南阳新来机电有限公司"
        assert Import.objects.get().committed_by == steward
        assert ProcrastinateJob.objects.get().task_name == "scoring.tasks.refresh_scores"

    def test_does_not_commit_twice(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        client.post(f"{IMPORTS}/{made.pk}/commit")
        problem(client.post(f"{IMPORTS}/{made.pk}/commit"), 409, "import.not_previewed")

    def test_discards(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        assert conforming(client.delete(f"{IMPORTS}/{made.pk}"), "discardImport")["state"] == "discarded"
        problem(client.post(f"{IMPORTS}/{made.pk}/commit"), 409, "import.not_previewed")
        assert not Enterprise.objects.exists()

    def test_shows_the_rows_with_what_was_found(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        rows = conforming(client.get(f"{IMPORTS}/{made.pk}/rows"), "listImportRows")["results"]
        assert [(row["number"], row["outcome"]) for row in rows] == [(2, "create"), (3, "refuse")]
        assert rows[1]["findings"][0]["refuses"] is True
        only = conforming(client.get(f"{IMPORTS}/{made.pk}/rows?outcome=refuse"), "listImportRows")
        assert [row["number"] for row in only["results"]] == [3]

    def test_gives_the_refused_rows_back_as_a_file(self, steward: User) -> None:
        answer = client_of(steward).get(f"{IMPORTS}/{previewed(steward).pk}/refused.xlsx")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert rows[1][1] == "编号有误"

    @pytest.mark.parametrize("below", ["", "/rows", "/refused.xlsx", "/commit"])
    def test_answers_for_somebody_elses_as_for_one_that_does_not_exist(
        self, signed_in: Callable[..., Client], steward: User, below: str
    ) -> None:
        made, client = previewed(steward), signed_in("county_lead")
        method = client.post if below == "/commit" else client.get
        denied, absent = method(f"{IMPORTS}/{made.pk}{below}"), method(f"{IMPORTS}/99999999999999999999{below}")
        problem(denied, 404, "not_found")
        problem(absent, 404, "not_found")
        assert Import.objects.get().state == "previewed"

    def test_commits_for_who_decides_and_not_only_for_who_uploaded(self, wolong: Region, xixia: Region) -> None:
        made = previewed(UserFactory(role="county_lead", regions=[wolong, xixia]))
        lead = UserFactory(role="county_lead", regions=[xixia])  # the firm lies in 卧龙区
        done = conforming(client_of(lead).post(f"{IMPORTS}/{made.pk}/commit"), "commitImport")
        assert done["counts"] == {"create": 0, "update": 0, "repeat": 0, "refuse": 2}
        assert not Enterprise.objects.exists()

    def test_lets_a_county_import_nothing_about_another(self, wolong: Region) -> None:
        lead = UserFactory(role="county_lead", regions=[wolong])
        RegionFactory(code="411323")
        text = f"统一社会信用代码,企业名称,所在区县\n{uscc(5)},西峡某某有限公司,西峡县"
        assert upload(client_of(lead), text).json()["counts"]["create"] == 0


ROWS = ["rows", "refused.xlsx"]


@pytest.mark.parametrize("below", ROWS)
class TestWhoReadsRows:
    def test_a_lead_of_all_the_regions_of_the_uploader(self, wolong: Region, xixia: Region, below: str) -> None:
        made = previewed(UserFactory(role="county_lead", regions=[wolong]))
        lead = UserFactory(role="county_lead", regions=[wolong, xixia])
        assert client_of(lead).get(f"{IMPORTS}/{made.pk}/{below}").status_code == 200

    def test_a_lead_of_what_lies_above(self, wolong: Region, below: str) -> None:
        made = previewed(UserFactory(role="county_lead", regions=[wolong]))
        lead = UserFactory(role="county_lead", regions=[wolong.parent])
        assert client_of(lead).get(f"{IMPORTS}/{made.pk}/{below}").status_code == 200

    def test_not_who_shares_only_some_of_them(self, wolong: Region, xixia: Region, below: str) -> None:
        made = previewed(UserFactory(role="county_lead", regions=[wolong, xixia]))
        client = client_of(UserFactory(role="county_lead", regions=[wolong]))
        assert client.get(f"{IMPORTS}/{made.pk}").status_code == 200
        problem(client.get(f"{IMPORTS}/{made.pk}/{below}"), 404, "not_found")

    @pytest.mark.parametrize("shared", [True, False])
    def test_no_lead_where_the_uploader_may_see_every_firm(self, wolong: Region, shared: bool, below: str) -> None:
        made = previewed(UserFactory(role="data_steward", regions=[wolong] if shared else []))
        client = client_of(UserFactory(role="county_lead", regions=[wolong]))
        problem(client.get(f"{IMPORTS}/{made.pk}/{below}"), 404, "not_found")

    def test_the_uploader(self, wolong: Region, xixia: Region, below: str) -> None:
        uploader = UserFactory(role="county_lead", regions=[wolong, xixia])
        assert client_of(uploader).get(f"{IMPORTS}/{previewed(uploader).pk}/{below}").status_code == 200

    def test_not_who_may_see_imports_but_no_firm(
        self, signed_in: Callable[..., Client], steward: User, below: str
    ) -> None:
        made, auditor = previewed(steward), signed_in("audit_administrator")
        assert auditor.get(f"{IMPORTS}/{made.pk}").status_code == 200
        problem(auditor.get(f"{IMPORTS}/{made.pk}/{below}"), 403, "permission_denied")

    def test_figures_only_who_may_see_figures(self, steward: User, monkeypatch: pytest.MonkeyPatch, below: str) -> None:
        made, client = previewed(steward), client_of(steward)
        monkeypatch.setattr(User, "may", lambda _user, _action, kind: kind != "financials")
        assert client.get(f"{IMPORTS}/{made.pk}/{below}").status_code == 200
        Import.objects.update(kind="financial_years")
        problem(client.get(f"{IMPORTS}/{made.pk}/{below}"), 403, "permission_denied")
