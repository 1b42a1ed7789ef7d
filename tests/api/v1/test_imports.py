"""Imports: upload and have read, map, commit, undo, stop, discard."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise, FinancialYear
from crm.intake.models import Import, ImportProgress
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of, previewed
from tests.factories import EnterpriseFactory, RegionFactory, UserFactory, uscc
from tests.jobs import run_jobs

IMPORTS = "/api/v1/imports"
NOTHING = {"create": 0, "update": 0, "repeat": 0, "conflict": 0, "refuse": 0}


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


def sent(client: Client, method: str, address: str, body: object = None) -> Any:
    return getattr(client, method)(f"{IMPORTS}/{address}", body or {}, content_type="application/json")


def now(client: Client, number: int) -> Any:
    return conforming(client.get(f"{IMPORTS}/{number}"), "readImport")


class TestImportList:
    def test_keeps_an_uploaded_table_and_has_it_read_by_a_job(self, steward: User) -> None:
        client = client_of(steward)
        answer = upload(client, table("南阳甲有限公司", "南阳乙有限公司") + "\n123,编号有误,卧龙区")
        received = conforming(answer, "uploadImport")
        assert (answer.status_code, received["state"], received["counts"]) == (201, "received", NOTHING)
        assert received["progress"] == {"stage": "", "done": 0, "total": 0, "stopping": False}
        assert run_jobs() == 1
        preview = now(client, received["id"])
        assert (preview["state"], preview["progress"]) == ("previewed", None)
        assert preview["counts"] == NOTHING | {"create": 2, "refuse": 1}
        assert [column["field"] for column in preview["mapping"]][:2] == ["uscc", "name"]
        assert preview["findings_by_code"][0]["refuses"] is True
        assert preview["sheets"][0]["sample"][0]["cells"][0] == "统一社会信用代码"
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
            ({"fixed": "[1]"}, {"fixed": "not_texts"}),
            ({"fixed": '{"year": 2024}'}, {"fixed": "not_texts"}),
            ({"saved_mapping": "7"}, {"saved_mapping": "does_not_exist"}),
            ({"uploaded_by": "1"}, {"uploaded_by": "unknown_field"}),
            ({"state": "committed"}, {"state": "unknown_field"}),
        ],
    )
    def test_refuses_wrong_and_unknown_fields(
        self, steward: User, changed: dict[str, object], wrong: dict[str, str]
    ) -> None:
        assert field_codes(upload(client_of(steward), table("甲"), **changed)) == wrong
        assert not Import.objects.exists()

    def test_takes_values_of_every_row_from_the_form(self, steward: User) -> None:
        EnterpriseFactory(uscc=uscc(1), name="甲")
        client = client_of(steward)
        text = f"统一社会信用代码,营业收入（万元）\n{uscc(1)},100"
        made = upload(client, text, kind="financial_years", fixed='{"year": "2024", "basis": "审计"}').json()
        run_jobs()
        assert now(client, made["id"])["counts"] == NOTHING | {"create": 1}

    def test_says_later_that_a_file_is_no_table(self, steward: User) -> None:
        client = client_of(steward)
        made = upload(client, "<html><table></table></html>").json()
        run_jobs()
        failed = now(client, made["id"])
        assert (failed["state"], failed["problem"]["code"]) == ("failed", "file.html")
        assert failed["can"]["map"] is False

    def test_refuses_an_empty_file_at_once(self, steward: User) -> None:
        problem(upload(client_of(steward), ""), 422, "file.empty")

    def test_refuses_a_day_in_the_future(self, steward: User) -> None:
        problem(upload(client_of(steward), table("甲"), known_on="2099-01-01"), 409, "import.known_on_in_future")

    def test_takes_only_a_form_with_a_file(self, steward: User) -> None:
        answer = client_of(steward).post(IMPORTS, "{}", content_type="application/json")
        problem(answer, 415, "unsupported_media_type")

    def test_takes_no_kind_that_who_asks_may_not_enter(self, steward: User) -> None:
        problem(upload(client_of(steward), "企业名称\n甲", kind="engagements"), 403, "permission_denied")

    def test_lists_all_to_a_steward(self, steward: User) -> None:
        made = [previewed(UserFactory(role="data_steward")) for _number in range(3)]
        page = conforming(client_of(steward).get(f"{IMPORTS}?kind=enterprises&state=previewed"), "listImports")
        assert [row["id"] for row in page["results"]] == [one.pk for one in reversed(made)]
        assert conforming(client_of(steward).get(f"{IMPORTS}?source=无"), "listImports")["total"] == 0

    def test_lists_those_of_the_county_to_its_lead(self, wolong: Region) -> None:
        lead = UserFactory(role="county_lead", regions=[wolong])
        mine = previewed(UserFactory(role="county_lead", regions=[wolong]))
        previewed(UserFactory(role="county_lead", regions=[RegionFactory(code="411323")]))
        page = conforming(client_of(lead).get(IMPORTS), "listImports")
        assert [row["id"] for row in page["results"]] == [mine.pk]

    def test_asks_the_database_as_often_for_many_imports_as_for_few(
        self, steward: User, django_assert_max_num_queries: Any
    ) -> None:
        client = client_of(steward)
        for _number in range(5):
            previewed(steward)
        with django_assert_max_num_queries(12):
            client.get(IMPORTS)


class TestImportPage:
    def test_commits_all_rows_by_a_job(self, steward: User) -> None:
        client = client_of(steward)
        made = upload(client, table("南阳甲有限公司")).json()
        run_jobs()
        answer = sent(client, "post", f"{made['id']}/commit")
        assert (answer.status_code, conforming(answer, "commitImport")["state"]) == (202, "committing")
        assert not Enterprise.objects.exists()
        run_jobs()
        done = now(client, made["id"])
        assert (done["state"], done["committed_by"]) == ("committed", {"display_name": steward.display_name})
        assert done["committed_at"]
        assert Enterprise.objects.get().name == "南阳甲有限公司"
        assert "facts_changed" in ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True)

    def test_commits_the_good_rows_only_when_told_to(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        problem(sent(client, "post", f"{made.pk}/commit"), 409, "import.has_bad_rows")
        assert now(client, made.pk)["state"] == "previewed"
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        run_jobs()
        done = now(client, made.pk)
        assert (done["state"], done["good_rows_only"]) == ("committed", True)
        assert Enterprise.objects.get().name == "南阳新来机电有限公司"

    def test_does_not_commit_twice(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        again = sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        problem(again, 409, "import.not_previewed")
        assert ProcrastinateJob.objects.filter(task_name="crm.intake.tasks.commit").count() == 1

    def test_stops_what_a_job_was_to_do(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        problem(sent(client, "post", f"{made.pk}/cancel"), 409, "import.nothing_to_stop")
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        answer = sent(client, "post", f"{made.pk}/cancel")
        assert conforming(answer, "cancelImport")["progress"]["stopping"] is True
        assert ImportProgress.objects.get(table=made).stop_asked

    def test_discards(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        assert conforming(client.delete(f"{IMPORTS}/{made.pk}"), "discardImport")["state"] == "discarded"
        problem(sent(client, "post", f"{made.pk}/commit"), 409, "import.not_previewed")
        assert not Enterprise.objects.exists()

    def test_undoes_by_a_job_what_it_wrote(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        problem(client.get(f"{IMPORTS}/{made.pk}/undo"), 409, "import.not_committed")
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        run_jobs()
        plan = conforming(client.get(f"{IMPORTS}/{made.pk}/undo"), "planUndo")
        assert {"table": "enterprises", "zh": "企业", "en": "Enterprises", "count": 1} in plan["deletes"]
        answer = sent(client, "post", f"{made.pk}/undo")
        assert (answer.status_code, conforming(answer, "undoImport")["state"]) == (202, "undoing")
        run_jobs()
        undone = now(client, made.pk)
        assert (undone["state"], undone["undone_by"], undone["kept"]) == (
            "undone",
            {"display_name": steward.display_name},
            [],
        )
        assert not Enterprise.objects.exists()

    def test_tells_what_undoing_kept_and_why(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        run_jobs()
        firm = Enterprise.objects.get()
        FinancialYear.objects.create(enterprise=firm, year=2024, basis="audit", source="别处", known_on="2026-05-02")
        sent(client, "post", f"{made.pk}/undo")
        run_jobs()
        kept = now(client, made.pk)["kept"]
        assert [(row["uscc"], row["code"]) for row in kept] == [(firm.uscc, "facts_hang_on_it")]
        answer = client_of(UserFactory(role="audit_administrator")).get(f"{IMPORTS}/{made.pk}")
        assert conforming(answer, "readImport")["kept"] == []
        assert firm.name not in answer.content.decode()

    @pytest.mark.parametrize("kind", ["contacts", "enterprises"])
    @pytest.mark.parametrize("role", ["audit_administrator", "county_lead"])
    def test_tells_no_words_of_the_file_to_who_may_not_read_its_rows(
        self, steward: User, wolong: Region, xixia: Region, kind: str, role: str
    ) -> None:
        uploader = UserFactory(role="county_lead", regions=[wolong, xixia])
        made = upload(client_of(uploader), "某公司,张三丰,13812345678\n另一公司,李四光,13912345678", kind=kind).json()
        run_jobs()
        asks = UserFactory(role=role, regions=[wolong] if role == "county_lead" else [])
        answer = client_of(asks).get(f"{IMPORTS}/{made['id']}")
        told = conforming(answer, "readImport")
        assert (told["state"], told["needs"][0]["code"]) == ("unclear", "table.no_header")
        assert {column["column"] for column in told["mapping"]} == {""}
        assert not any(word in answer.content.decode() for word in ("某公司", "张三丰", "13812345678", "李四光"))

    @pytest.mark.parametrize(
        ("method", "below"),
        [
            *(("get", below) for below in ("", "/rows", "/refused.xlsx", "/file", "/undo")),
            *(("post", below) for below in ("/commit", "/cancel", "/undo", "/decisions", "/mapping/save")),
            *(("put", "/mapping"), ("delete", ""), ("patch", "/rows/1")),
        ],
    )
    def test_answers_for_somebody_elses_as_for_one_that_does_not_exist(
        self, signed_in: Callable[..., Client], steward: User, method: str, below: str
    ) -> None:
        made, client = previewed(steward), signed_in("county_lead")
        for number in (made.pk, 99999999999999999999):
            problem(sent(client, method, f"{number}{below}"), 404, "not_found")
        assert Import.objects.get().state == "previewed"

    @pytest.mark.parametrize(
        ("method", "below"),
        [("post", "/commit"), ("post", "/cancel"), ("post", "/undo"), ("put", "/mapping"), ("delete", "")],
    )
    def test_lets_no_lead_touch_what_may_name_firms_beyond_their_regions(
        self, wolong: Region, xixia: Region, method: str, below: str
    ) -> None:
        made = previewed(UserFactory(role="county_lead", regions=[wolong, xixia]))
        client = client_of(UserFactory(role="county_lead", regions=[wolong]))
        seen = now(client, made.pk)
        assert not any(seen["can"].values())
        assert seen["sheets"][0]["sample"] == []
        problem(sent(client, method, f"{made.pk}{below}"), 404, "not_found")

    def test_commits_for_who_decides_and_not_only_for_who_uploaded(self, wolong: Region, xixia: Region) -> None:
        other = EnterpriseFactory(operating_region=xixia, registered_region=xixia)
        uploader = UserFactory(role="county_lead", regions=[wolong])
        client = client_of(uploader)
        text = f"统一社会信用代码,企业名称,所在区县\n{other.uscc},改名有限公司,卧龙区"
        made = upload(client, text).json()
        run_jobs()
        assert now(client, made["id"])["counts"]["refuse"] == 1

    def test_lets_a_county_import_nothing_about_another(self, wolong: Region) -> None:
        client = client_of(UserFactory(role="county_lead", regions=[wolong]))
        RegionFactory(code="411323")
        made = upload(client, f"统一社会信用代码,企业名称,所在区县\n{uscc(5)},西峡某某有限公司,西峡县").json()
        run_jobs()
        assert now(client, made["id"])["counts"]["create"] == 0


class TestImportMapping:
    HEADERS = "代码,单位,收入"

    def unclear(self, client: Client) -> int:
        EnterpriseFactory(uscc=uscc(1), name="甲")
        made = upload(client, f"{self.HEADERS}\n{uscc(1)},甲,100", kind="financial_years").json()
        run_jobs()
        return int(made["id"])

    def mapped(self, unit: str | None = "万元") -> dict[str, object]:
        columns = [
            {"letter": "A", "field": "uscc", "unit": None},
            {"letter": "B", "field": "name"},
            {"letter": "C", "field": "revenue", "unit": unit},
        ]
        return {
            "sheets": [{"name": "", "read": True, "header_row": 1, "columns": columns}],
            "fixed": {"year": "2024"},
        }

    def test_asks_and_reads_again_with_what_it_is_told(self, steward: User) -> None:
        client = client_of(steward)
        number = self.unclear(client)
        asked = now(client, number)
        assert (asked["state"], asked["can"]["map"]) == ("unclear", True)
        assert asked["needs"]
        answer = sent(client, "put", f"{number}/mapping", self.mapped())
        assert (answer.status_code, conforming(answer, "mapImport")["state"]) == (202, "reading")
        run_jobs()
        preview = now(client, number)
        assert (preview["state"], preview["counts"]["create"]) == ("previewed", 1)
        assert [column["field"] for column in preview["mapping"]] == ["uscc", "name", "revenue"]
        assert preview["fixed"] == {"year": "2024"}

    def test_keeps_it_under_a_name_for_the_next_table(self, steward: User) -> None:
        client = client_of(steward)
        number = self.unclear(client)
        sent(client, "put", f"{number}/mapping", self.mapped())
        run_jobs()
        answer = sent(client, "post", f"{number}/mapping/save", {"name": "税务表"})
        saved = conforming(answer, "saveImportMapping")
        assert saved["columns"]["收入"] == {"field": "revenue", "unit": "万元"}
        text = f"{self.HEADERS}\n{uscc(1)},甲,200"
        made = upload(client, text, kind="financial_years", saved_mapping=saved["id"]).json()
        run_jobs()
        preview = now(client, made["id"])
        assert (preview["state"], preview["saved_mapping"]["name"]) == ("previewed", "税务表")

    def test_refuses_half_a_character_in_a_fixed_value(self, steward: User) -> None:
        body = '{"sheets": [], "fixed": {"name": "x\\ud800"}}'
        address = f"{IMPORTS}/{previewed(steward).pk}/mapping"
        answer = client_of(steward).put(address, body, content_type="application/json")
        assert field_codes(answer) == {"fixed": "not_texts"}

    @pytest.mark.parametrize("unit", ["千克", "%"])
    def test_refuses_a_unit_that_the_field_has_not(self, steward: User, unit: str) -> None:
        client = client_of(steward)
        problem(
            sent(client, "put", f"{self.unclear(client)}/mapping", self.mapped(unit)), 409, "import.mapping_unusable"
        )

    def test_is_over_once_the_import_is_committed(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        sent(client, "post", f"{made.pk}/commit", {"good_rows_only": True})
        answer = sent(client, "put", f"{made.pk}/mapping", {"sheets": []})
        problem(answer, 409, "import.not_mappable")


class TestImportBatch:
    def batch(self, **changed: object) -> dict[str, object]:
        rows = [
            {"uscc": uscc(1), "name": "南阳甲有限公司", "registered_capital": 5_000_000, "registered_on": "2018-03-01"}
        ]
        return {"kind": "enterprises", "source": "接口", "known_on": "2026-05-01", "rows": rows, **changed}

    def test_plans_as_a_table_with_money_in_yuan(self, steward: User) -> None:
        client = client_of(steward)
        made = conforming(sent(client, "post", "batch", self.batch()), "importBatch")
        run_jobs()
        preview = now(client, made["id"])
        assert (preview["state"], preview["counts"]["create"], preview["format"]) == ("previewed", 1, "json")
        row = client.get(f"{IMPORTS}/{made['id']}/rows").json()["results"][0]
        assert (row["number"], row["values"]["new"]["registered_capital"]) == (1, "5000000.00")

    def test_points_findings_to_the_field(self, steward: User) -> None:
        client = client_of(steward)
        rows = [{"uscc": "123", "name": "编号有误"}]
        made = sent(client, "post", "batch", self.batch(rows=rows)).json()
        run_jobs()
        (row,) = client.get(f"{IMPORTS}/{made['id']}/rows").json()["results"]
        assert row["findings"][0]["column"] == "uscc"

    @pytest.mark.parametrize(("commit", "state"), [("all", "committed"), ("good", "committed"), ("no", "previewed")])
    def test_goes_on_as_far_as_asked(self, steward: User, commit: str, state: str) -> None:
        client = client_of(steward)
        made = sent(client, "post", "batch", self.batch(commit=commit)).json()
        run_jobs()
        assert now(client, made["id"])["state"] == state
        assert Enterprise.objects.exists() == (state == "committed")

    def test_all_or_nothing_stops_before_bad_rows_and_says_so(self, steward: User) -> None:
        client = client_of(steward)
        rows = [{"uscc": uscc(1), "name": "南阳甲有限公司"}, {"uscc": "123", "name": "编号有误"}]
        made = sent(client, "post", "batch", self.batch(rows=rows, commit="all")).json()
        run_jobs()
        left = now(client, made["id"])
        assert (left["state"], left["problem"]["code"]) == ("previewed", "import.has_bad_rows")
        assert not Enterprise.objects.exists()

    @pytest.mark.parametrize(
        "rows", [[], [1], [{"shoe_size": "42"}], [{"name": ["a"]}], [{"name": {"zh": "a"}}], [{}] * 10_001]
    )
    def test_refuses_what_is_no_batch_of_rows(self, steward: User, rows: list[object]) -> None:
        answer = sent(client_of(steward), "post", "batch", self.batch(rows=rows))
        problem(answer, 400, "import.batch_unusable")
        assert not Import.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("name", value) for value in ("甲\ud800乙", "\udfff", 10**30, 10**400, -(2**63), True, 12.5)),
            *(("registered_capital", value) for value in (10**30, 1e308)),
            ("operating_region", "卧龙\ud800"),
        ],
        ids=lambda value: repr(value)[:16],
    )
    def test_refuses_a_value_that_cannot_be_kept_and_names_its_row_and_field(
        self, steward: User, field: str, value: object
    ) -> None:
        rows = [{"uscc": uscc(1), "name": "甲"}, {"uscc": uscc(2), "name": "乙", field: value}]
        body = json.dumps(self.batch(rows=rows))
        answer = client_of(steward).post(f"{IMPORTS}/batch", body, content_type="application/json")
        told = problem(answer, 400, "import.batch_unusable")
        assert "2" in told["detail"]
        assert field in told["detail"]
        assert not Import.objects.exists()

    def test_refuses_half_a_character_in_the_name_of_a_field(self, steward: User) -> None:
        body = json.dumps(self.batch(rows=[{"name\ud800": "甲"}]))
        problem(client_of(steward).post(f"{IMPORTS}/batch", body, content_type="application/json"), 400, "parse_error")

    def test_has_room_for_more_than_another_body(self, steward: User, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
        client, padding = client_of(steward), " " * 2_000
        made = client.post(f"{IMPORTS}/batch", json.dumps(self.batch()) + padding, content_type="application/json")
        assert made.status_code == 201
        answer = client.put(f"{IMPORTS}/{made.json()['id']}/mapping", "{}" + padding, content_type="application/json")
        problem(answer, 413, "too_large")

    def test_refuses_one_of_too_many_bytes(self, steward: User) -> None:
        body = json.dumps(self.batch()) + " " * 32 * 2**20
        answer = client_of(steward).post(f"{IMPORTS}/batch", body, content_type="application/json")
        problem(answer, 413, "too_large")

    def test_refuses_rows_that_are_no_list(self, steward: User) -> None:
        answer = sent(client_of(steward), "post", "batch", self.batch(rows={"a": 1}))
        assert field_codes(answer) == {"rows": "not_rows"}


class TestImportOriginal:
    def test_gives_the_file_back_and_lets_no_browser_open_it(self, steward: User) -> None:
        client = client_of(steward)
        made = upload(client, "<svg onload='alert(1)'>").json()
        answer = client.get(f"{IMPORTS}/{made['id']}/file")
        assert answer.content == b"<svg onload='alert(1)'>"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
