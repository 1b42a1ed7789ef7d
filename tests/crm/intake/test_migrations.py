"""Imports as earlier versions stored them, after the migration that completes them."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.intake.models import Import, ImportRow
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.api.situations import client_of, previewed
from tests.factories import EnterpriseFactory, ImportFactory, ImportRowFactory, RegionFactory, UserFactory, uscc

pytestmark = pytest.mark.django_db

IMPORTS = "/api/v1/imports"
OF_BEFORE = import_module("crm.intake.migrations.0003_imports_of_before")
MAKERS = import_module("crm.enterprises.migrations.0004_registrations_of_known_firms")


def column(header: str, letter: str, field: str) -> dict[str, Any]:
    return {"column": header, "letter": letter, "field": field, "field_name": {"zh": header, "en": field}, "unit": None}


def old_mapping() -> dict[str, Any]:
    """As `Import.mapping` was stored before tables could be mapped by hand."""
    placed = {"header_row": 1, "rows": 2, "hidden": False, "hidden_rows": 1, "hidden_columns": 0}
    columns = [column("统一社会信用代码", "A", "uscc"), column("企业名称", "B", "name")]
    hidden = {"code": "table.hidden_rows", "column": "", "details": {"value": "", "rows": "1"}, "refuses": False}
    return {
        "format": "csv",
        "encoding": "utf-8",
        "reader_peak_bytes": None,
        "confirm_suspicions": False,
        "findings": [hidden],
        "sheets": [{"name": "", "read": True, **placed, "columns": columns}],
    }


def finding(code: str, column: str = "", *, refuses: bool = False, **details: str) -> dict[str, Any]:
    return {"code": code, "column": column, "details": details, "refuses": refuses}


def old_import(**changed: Any) -> Import:
    table: Import = ImportFactory(
        kind="enterprises", mapping=old_mapping(), counts={"create": 1, "refuse": 1}, **changed
    )
    wrong = finding("uscc.missing", "统一社会信用代码", refuses=True, value="123")
    shared = finding("uscc.registration_no_shared", refuses=True, value="4113")
    ImportRowFactory(table=table, cells=[uscc(5), "甲"], values={"new": {"uscc": uscc(5), "name": "甲"}})
    ImportRowFactory(table=table, outcome="refuse", cells=["123", "乙"], values={"new": {}}, findings=[wrong, shared])
    ImportRowFactory(table=table, outcome="update", findings=[finding("row.older", known_on="2025-01-01")])
    return table


def migrate() -> None:
    OF_BEFORE.complete(apps, None)
    with connection.cursor() as cursor:
        cursor.execute(OF_BEFORE.WEIGHED)


@pytest.fixture
def steward() -> User:
    RegionFactory(code="411303")
    user: User = UserFactory(role="data_steward")
    return user


class TestImportsOfBefore:
    def test_answer_again(self, steward: User) -> None:
        table = old_import(state="committed", committed_at=timezone.now())
        migrate()
        client, address = client_of(steward), f"{IMPORTS}/{table.pk}"
        told = conforming(client.get(address), "readImport")
        assert [found["code"] for found in told["findings"]] == ["table.hidden_rows"]
        counted = {found["code"]: found["refuses"] for found in told["findings_by_code"]}
        assert counted == {"uscc.missing": True, "enterprise.unidentified": True, "fact.older": False}
        rows = conforming(client.get(f"{address}/rows"), "listImportRows")["results"]
        assert [[found["refuses"] for found in row["findings"]] for row in rows] == [[], [True, True], [False]]
        assert client.get(f"{address}/refused.xlsx").status_code == 200

    def test_can_neither_be_undone_nor_mapped_nor_downloaded(self, steward: User) -> None:
        table = old_import(state="committed", committed_at=timezone.now())
        migrate()
        client, address = client_of(steward), f"{IMPORTS}/{table.pk}"
        assert not any(conforming(client.get(address), "readImport")["can"].values())
        assert client.get(f"{address}/file").status_code == 404
        for refused in (client.get(f"{address}/undo"), client.post(f"{address}/undo")):
            problem(refused, 409, "import.cannot_be_undone")
        mapped = client.put(f"{address}/mapping", {"sheets": []}, content_type="application/json")
        problem(mapped, 409, "import.not_mappable")

    def test_are_given_up_where_nobody_committed_them(self, steward: User) -> None:
        table, of_today = old_import(state="previewed"), previewed(steward)
        migrate()
        assert Import.objects.get(pk=table.pk).state == "discarded"
        row = table.rows.latest("pk")
        client, address = client_of(steward), f"{IMPORTS}/{table.pk}"
        mended = client.patch(f"{address}/rows/{row.pk}", {"note": "好"}, content_type="application/json")
        committed = client.post(f"{address}/commit", {"good_rows_only": True}, content_type="application/json")
        for answer in (mended, committed):
            problem(answer, 409, "import.not_previewed")
        assert Import.objects.get(pk=of_today.pk).state == "previewed"

    def test_leave_imports_with_a_file_as_they_are(self, steward: User) -> None:
        table = previewed(steward)
        before = (table.mapping, [row.findings for row in table.rows.order_by("pk")])
        migrate()
        again = Import.objects.get(pk=table.pk)
        assert (again.mapping, [row.findings for row in again.rows.order_by("pk")]) == before


class TestMakersOnly:
    def test_a_row_that_only_updated_a_firm_did_not_make_it(self) -> None:
        made, changed = ImportRowFactory(outcome=ImportRow.Outcome.CREATE), ImportRowFactory(outcome="update")
        firms = [EnterpriseFactory(import_row=row) for row in (made, changed, None)]
        with connection.cursor() as cursor:
            cursor.execute(MAKERS.MAKERS_ONLY)
            cursor.execute(MAKERS.STATED)
        again = [Enterprise.objects.get(pk=firm.pk) for firm in firms]
        assert [firm.import_row_id for firm in again] == [made.pk, None, None]
        assert [firm.registrations.get().import_row_id for firm in again] == [made.pk, None, None]
