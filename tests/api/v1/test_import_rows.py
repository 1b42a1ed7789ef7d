"""Rows of an import: look at them, mend them in place, decide on them, take the refused ones home."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from crm.accounts.models import User
from crm.directory.models import Region
from crm.intake.models import Import
from crm.intake.services import Received, map_import, receive_import
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem
from tests.api.situations import client_of, previewed
from tests.crm.intake.files import KNOWN_ON, csv_file, preview
from tests.crm.intake.services.firms import years
from tests.factories import EnterpriseFactory, FinancialYearFactory, UserFactory, uscc
from tests.jobs import run_jobs

IMPORTS = "/api/v1/imports"
ROWS = ["rows", "refused.xlsx", "file"]


@pytest.fixture
def steward(wolong: Region) -> User:
    user: User = UserFactory(role="data_steward")
    return user


def rows(client: Client, import_: Import, query: str = "") -> list[dict[str, Any]]:
    page = conforming(client.get(f"{IMPORTS}/{import_.pk}/rows{query}"), "listImportRows")
    found: list[dict[str, Any]] = page["results"]
    return found


def mend(client: Client, import_: Import, place: int, body: dict[str, object]) -> Any:
    row = import_.rows.order_by("pk")[place]
    return client.patch(f"{IMPORTS}/{import_.pk}/rows/{row.pk}", body, content_type="application/json")


class TestImportRows:
    def test_shows_the_rows_with_what_was_found(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        found = rows(client, made)
        assert [(row["number"], row["outcome"]) for row in found] == [(2, "create"), (3, "refuse")]
        finding = found[1]["findings"][0]
        assert (finding["column"], finding["letter"], finding["refuses"]) == ("统一社会信用代码", "A", True)

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("?outcome=refuse", [3]),
            ("?outcome=refuse,create", [2, 3]),
            ("?code=uscc.length", [3]),
            ("?code=nonsense", []),
            ("?search=新来机电", [2]),
            ("?search=123", [3]),
            ("?sheet=Sheet1", []),
            ("?number=3", [3]),
        ],
    )
    def test_filters_by_outcome_finding_and_words(self, steward: User, query: str, numbers: list[int]) -> None:
        made, client = previewed(steward), client_of(steward)
        assert [row["number"] for row in rows(client, made, query)] == numbers

    def test_shows_what_was_mended_beyond_the_columns_that_are_read_now(self, steward: User) -> None:
        client = client_of(steward)
        made = preview(
            csv_file(
                ("名录",), ("统一社会信用代码", "企业名称", "住所", "备注"), (uscc(5), "甲有限公司", "甲路1号", "x")
            ),
            user=steward,
        )
        assert mend(client, made, 0, {"cells": {"D": "y"}}).status_code == 200
        map_import(import_id=made.pk, sheets=[{"name": "", "read": True, "header_row": 1}])
        run_jobs()
        found = rows(client, made)
        assert found[-1]["edits"] == {"D": "x"}

    def test_places_what_the_plan_found_at_the_column_of_its_field(self, steward: User) -> None:
        firm = EnterpriseFactory(uscc=uscc(1), name="甲")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        made = years((uscc(1), "甲", "2025", "9999999"), user=steward)
        (row,) = rows(client_of(steward), made)
        (finding,) = row["findings"]
        assert (finding["letter"], finding["holds"], row["enterprise"]["name"]) == ("D", True, "甲")


class TestContacts:
    TEXT = (("统一社会信用代码", "姓名", "手机"), (uscc(1), "张三丰", "13803771234"))

    @pytest.fixture
    def contacts(self, wolong: Region) -> Import:
        lead = UserFactory(role="county_lead", regions=[wolong])
        EnterpriseFactory(uscc=uscc(1), name="甲", operating_region=wolong)
        return preview(csv_file(*self.TEXT), "contacts", user=lead)

    def test_are_told_masked_to_who_sees_them_masked(self, contacts: Import) -> None:
        assert contacts.uploaded_by
        (row,) = rows(client_of(contacts.uploaded_by), contacts)
        assert row["outcome"] == "create"
        told = str(row)
        assert "张**" in told
        assert "138****1234" in told
        assert "张三丰" not in told
        assert "13803771234" not in told

    def test_are_not_found_by_part_of_a_number(self, contacts: Import) -> None:
        assert contacts.uploaded_by
        client = client_of(contacts.uploaded_by)
        assert rows(client, contacts, "?search=1380377") == []
        assert len(rows(client, contacts, "?search=甲")) == 1

    @pytest.mark.parametrize("below", ["file", "refused.xlsx"])
    def test_go_out_as_a_file_to_who_brought_them_only(self, contacts: Import, wolong: Region, below: str) -> None:
        assert contacts.uploaded_by
        assert client_of(contacts.uploaded_by).get(f"{IMPORTS}/{contacts.pk}/{below}").status_code == 200
        other = client_of(UserFactory(role="county_lead", regions=[wolong]))
        assert other.get(f"{IMPORTS}/{contacts.pk}/rows").status_code == 200
        problem(other.get(f"{IMPORTS}/{contacts.pk}/{below}"), 403, "permission_denied")
        assert other.get(f"{IMPORTS}/{contacts.pk}").json()["sheets"][0]["sample"] == []

    def test_are_mapped_by_who_may_download_them_only(self, contacts: Import, wolong: Region) -> None:
        assert contacts.uploaded_by
        columns = [{"letter": "A", "field": "uscc"}, {"letter": "B", "field": "person"}]
        asked = {"sheets": [{"name": "", "header_row": 1, "columns": [*columns, {"letter": "C", "field": "position"}]}]}
        other = client_of(UserFactory(role="data_steward"))
        assert other.get(f"{IMPORTS}/{contacts.pk}").json()["can"]["map"] is False
        for method, below, body in (("put", "mapping", asked), ("post", "mapping/save", {"name": "通讯录"})):
            answer = getattr(other, method)(f"{IMPORTS}/{contacts.pk}/{below}", body, content_type="application/json")
            problem(answer, 403, "permission_denied")
        mine = client_of(contacts.uploaded_by)
        answer = mine.put(f"{IMPORTS}/{contacts.pk}/mapping", asked, content_type="application/json")
        assert answer.status_code == 202

    def test_hide_a_phone_or_an_address_in_whatever_column(self, wolong: Region) -> None:
        EnterpriseFactory(uscc=uscc(1), name="甲", operating_region=wolong)
        line = (uscc(1), "甲", "张三丰", "13803771234", "经理 139-0377-5678 li.si@example.cn")
        made = preview(csv_file(("统一社会信用代码", "企业名称", "姓名", "手机", "职务"), line), "contacts")
        (row,) = rows(client_of(UserFactory(role="data_steward")), made)
        assert row["cells"][0] == uscc(1)
        assert row["cells"][4] == row["values"]["new"]["position"] == "经理 139-****-5678 l***@example.cn"

    def test_that_stand_where_the_headers_should_are_masked_to_others(self, wolong: Region) -> None:
        lead = UserFactory(role="county_lead", regions=[wolong])
        line = ("某公司", "张三丰", "13812345678")
        about = Received(file_name="名录.csv", kind="contacts", source="测试", known_on=KNOWN_ON, user=lead)
        made = receive_import(file=csv_file(line, line), received=about)
        run_jobs()
        told = client_of(lead).get(f"{IMPORTS}/{made.pk}")
        assert [column["column"] for column in told.json()["mapping"]] == [*line]
        other = client_of(UserFactory(role="county_lead", regions=[wolong])).get(f"{IMPORTS}/{made.pk}")
        assert [column["column"] for column in conforming(other, "readImport")["mapping"]][1] == "张**"
        assert not any(word in other.content.decode() for word in line)

    def test_are_told_with_the_headers_that_are_words(self, contacts: Import, wolong: Region) -> None:
        other = client_of(UserFactory(role="county_lead", regions=[wolong]))
        told = other.get(f"{IMPORTS}/{contacts.pk}").json()
        assert [column["column"] for column in told["mapping"]] == list(self.TEXT[0])


class TestImportRowPage:
    def test_mends_a_cell_and_checks_the_row_again(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        answer = conforming(mend(client, made, 1, {"cells": {"A": uscc(900_002)}}), "mendImportRow")
        assert (answer["row"]["outcome"], answer["row"]["edits"]) == ("create", {"A": "123"})
        assert answer["counts"]["create"] == 2
        assert answer["also"] == []

    def test_tells_who_decided_what(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        answer = conforming(mend(client, made, 0, {"leave_out": True, "note": "重复"}), "mendImportRow")
        decision = answer["row"]["decision"]
        assert (decision["leave_out"], decision["note"]) == (True, "重复")
        assert decision["by"] == {"display_name": steward.display_name}
        assert answer["row"]["findings"][-1]["code"] == "row.left_out"

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({"outcome": "create"}, {"outcome": "unknown_field"}),
            ({"cells": ["a"]}, {"cells": "not_texts"}),
            ({"cells": {"A": 7}}, {"cells": "not_texts"}),
            ({"cells": {"A": "a\x00"}}, {"cells": "not_texts"}),
            ({"cells": {"A": "a\ud800"}}, {"cells": "not_texts"}),
            ({"enterprise": "甲"}, {"enterprise": "invalid"}),
        ],
    )
    def test_refuses_wrong_and_unknown_fields(
        self, steward: User, body: dict[str, object], wrong: dict[str, str]
    ) -> None:
        assert field_codes(mend(client_of(steward), previewed(steward), 0, body)) == wrong

    def test_plans_nothing_anew_for_a_note(self, steward: User) -> None:
        made, client = previewed(steward), client_of(steward)
        EnterpriseFactory(uscc=uscc(900_001), name="南阳新来机电有限公司")  # planned again, the row would repeat it
        answer = conforming(mend(client, made, 0, {"note": "已核对"}), "mendImportRow")
        assert (answer["row"]["outcome"], answer["row"]["decision"]["note"]) == ("create", "已核对")
        assert rows(client, made)[0]["decision"]["note"] == "已核对"

    def test_offers_firms_of_a_like_name_and_takes_one_that_is_named(self, steward: User) -> None:
        firm = EnterpriseFactory(uscc=uscc(1), name="南阳旭日机电有限公司")
        made, client = years(("", "南阳旭日机电", "2025", "100"), user=steward), client_of(steward)
        row = made.rows.get()
        offered = conforming(client.get(f"{IMPORTS}/{made.pk}/rows/{row.pk}/candidates"), "listRowCandidates")
        assert [one["uscc"] for one in offered] == [firm.uscc]
        answer = conforming(mend(client, made, 0, {"enterprise": firm.uscc}), "mendImportRow")
        assert (answer["row"]["outcome"], answer["row"]["decision"]["enterprise"]["uscc"]) == ("create", firm.uscc)
        assert conforming(mend(client, made, 0, {"enterprise": None}), "mendImportRow")["row"]["outcome"] == "conflict"

    def test_knows_no_row_of_another_import(self, steward: User) -> None:
        one, other = previewed(steward), previewed(steward)
        row = other.rows.order_by("pk")[0]
        answer = client_of(steward).patch(f"{IMPORTS}/{one.pk}/rows/{row.pk}", {}, content_type="application/json")
        problem(answer, 404, "not_found")


class TestImportDecisions:
    def test_confirms_all_rows_at_once(self, steward: User) -> None:
        firm = EnterpriseFactory(uscc=uscc(1), name="甲")
        FinancialYearFactory(enterprise=firm, year=2024, revenue=1_000_000)
        made, client = years((uscc(1), "甲", "2025", "9999999"), user=steward), client_of(steward)
        body = {"code": "amount.thousandfold", "confirm": True}
        answer = client.post(f"{IMPORTS}/{made.pk}/decisions", body, content_type="application/json")
        assert conforming(answer, "confirmImportRows")["counts"]["create"] == 1


class TestRefusedRows:
    def test_come_back_as_the_same_sheet_with_reasons(self, steward: User) -> None:
        answer = client_of(steward).get(f"{IMPORTS}/{previewed(steward).pk}/refused.xlsx")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert sheet[1][1] == "编号有误"


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

    @pytest.mark.parametrize(
        ("kind", "object_"),
        [
            *(("financial_years", "financials"), ("recognitions", "certificate"), ("contacts", "contact")),
            *(("engagements", "engagement"), ("demands", "exchange")),
        ],
    )
    def test_only_who_may_see_what_they_say(
        self, steward: User, monkeypatch: pytest.MonkeyPatch, below: str, kind: str, object_: str
    ) -> None:
        made, client = previewed(steward), client_of(steward)
        monkeypatch.setattr(User, "may", lambda _user, _action, of: of != object_)
        assert client.get(f"{IMPORTS}/{made.pk}/{below}").status_code == 200
        Import.objects.update(kind=kind)
        problem(client.get(f"{IMPORTS}/{made.pk}/{below}"), 403, "permission_denied")
