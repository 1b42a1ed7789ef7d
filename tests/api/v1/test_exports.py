"""The list of enterprises as a file."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

import api.v1.exports
from crm.enterprises.models import Enterprise
from scoring.models import Likelihood
from tests.api.problems import field_codes, problem
from tests.factories import EnterpriseFactory

EXPORT = "/api/v1/enterprises/export"


def body(answer: HttpResponse) -> bytes:
    content: Any = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(content)


def csv_rows(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(answer).decode("utf-8-sig"), newline="")))


class TestEnterpriseExport:
    def test_writes_csv(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise, likelihood: Callable[..., Likelihood]
    ) -> None:
        likelihood(own_firm, 0.25)
        answer = caseworker.get(f"{EXPORT}?format=csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="enterprises-2026-06-01.csv"'
        heading, row = csv_rows(answer)
        assert heading[:2] == ["统一社会信用代码", "企业名称"]
        assert row[:3] == [own_firm.uscc, own_firm.name, "卧龙区"]
        assert row[10] == "20000000.0"
        assert row[13] == "0.25"

    def test_writes_xlsx_with_the_code_as_text(self, caseworker: Client, own_firm: Enterprise) -> None:
        answer = caseworker.get(f"{EXPORT}?format=xlsx")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(body(answer))).get_sheet_by_index(0).to_python()
        assert rows[1][0] == own_firm.uscc
        assert rows[1][10] == 20_000_000

    def test_writes_english_headings_for_who_reads_english(self, caseworker: Client, own_firm: Enterprise) -> None:
        heading, _row = csv_rows(caseworker.get(EXPORT, headers={"Accept-Language": "en"}))
        assert heading[:2] == ["USCC", "Name"]

    def test_filters_and_orders_as_the_list(self, caseworker: Client, wolong: object) -> None:
        for name in ("甲电机", "乙电机", "丙光电"):
            EnterpriseFactory(name=name)
        answer = caseworker.get(f"{EXPORT}?search=电机&ordering=-name")
        assert [row[1] for row in csv_rows(answer)[1:]] == ["甲电机", "乙电机"]

    @pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\t=1", "\r=1", "＝1+1"])
    def test_makes_no_formula_of_a_name(self, caseworker: Client, wolong: object, name: str) -> None:
        EnterpriseFactory(name=name)
        (row,) = csv_rows(caseworker.get(EXPORT))[1:]
        assert row[1] == f"'{name}"
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(body(caseworker.get(f"{EXPORT}?format=xlsx"))))
        assert str(sheet.get_sheet_by_index(0).to_python()[1][1]).strip() == name.strip()

    def test_refuses_more_firms_than_a_spreadsheet_is_good_for(
        self, caseworker: Client, own_firm: Enterprise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(api.v1.exports, "LIMIT", 0)
        assert problem(caseworker.get(EXPORT), 422, "export.too_large")["details"] == {"limit": 0}

    def test_refuses_an_unknown_format_and_pages(self, caseworker: Client, wolong: object) -> None:
        assert field_codes(caseworker.get(f"{EXPORT}?format=pdf")) == {"format": "invalid_choice"}
        assert field_codes(caseworker.get(f"{EXPORT}?page_size=5")) == {"page_size": "unknown_parameter"}

    def test_leaves_out_what_the_role_may_not_see(self, signed_in: Callable[..., Client], own_firm: Enterprise) -> None:
        problem(signed_in("leadership").get(EXPORT), 403, "permission_denied")
        problem(signed_in("api_client").get(EXPORT), 403, "permission_denied")
