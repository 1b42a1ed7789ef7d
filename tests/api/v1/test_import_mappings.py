"""Saved mappings: list, read, make, change, delete."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.intake.models import SavedMapping
from tests.api.contract import conforming
from tests.api.problems import field_codes, problem

MAPPINGS = "/api/v1/import-mappings"
pytestmark = pytest.mark.django_db


def mapping(**changed: object) -> dict[str, object]:
    columns = {"纳税人识别号": {"field": "uscc", "unit": None}, "收入（万元）": {"field": "revenue", "unit": "万元"}}
    about = {"name": "税务表", "kind": "financial_years", "source": "税务局", "columns": columns}
    return {**about, "fixed": {"basis": "税务"}, **changed}


def send(client: Client, method: str, address: str, body: object) -> Any:
    return getattr(client, method)(address, body, content_type="application/json")


@pytest.fixture
def steward(signed_in: Callable[..., Client]) -> Client:
    return signed_in("data_steward")


class TestMappingList:
    def test_makes_and_lists_them_by_kind(self, steward: Client) -> None:
        made = conforming(send(steward, "post", MAPPINGS, mapping()), "createImportMapping")
        assert made["can"] == {"change": True, "delete": True}
        listed = conforming(steward.get(f"{MAPPINGS}?kind=financial_years"), "listImportMappings")
        assert [one["name"] for one in listed["results"]] == ["税务表"]
        assert conforming(steward.get(f"{MAPPINGS}?kind=contacts"), "listImportMappings")["total"] == 0

    def test_takes_a_name_once_a_kind(self, steward: Client) -> None:
        send(steward, "post", MAPPINGS, mapping())
        problem(send(steward, "post", MAPPINGS, mapping()), 409, "import_mapping.name_taken")

    def test_refuses_fields_that_the_kind_has_not(self, steward: Client) -> None:
        columns = {"鞋码": {"field": "shoe_size", "unit": None}}
        problem(send(steward, "post", MAPPINGS, mapping(columns=columns)), 409, "import_mapping.unusable")
        assert field_codes(send(steward, "post", MAPPINGS, mapping(columns={"甲": {"felt": "a"}})))


class TestMappingPage:
    @pytest.fixture
    def saved(self) -> SavedMapping:
        about = {
            "name": "税务表",
            "kind": "financial_years",
            "source": "税务局",
            "columns": {"税号": {"field": "uscc", "unit": None}},
        }
        return SavedMapping.objects.create(**about)

    def test_is_read_changed_and_deleted(self, steward: Client, saved: SavedMapping) -> None:
        address = f"{MAPPINGS}/{saved.pk}"
        assert conforming(steward.get(address), "readImportMapping")["name"] == "税务表"
        answer = send(steward, "put", address, {"name": "新名"})
        assert answer.status_code == 200, answer.content
        changed = conforming(answer, "changeImportMapping")
        assert (changed["name"], changed["source"]) == ("新名", "税务局")
        assert steward.delete(address).status_code == 204
        problem(steward.get(address), 404, "not_found")

    def test_that_came_with_the_product_stays_as_it_is(self, steward: Client, saved: SavedMapping) -> None:
        SavedMapping.objects.update(is_shipped=True)
        address = f"{MAPPINGS}/{saved.pk}"
        problem(send(steward, "put", address, {"name": "新名"}), 409, "import_mapping.shipped")
        problem(steward.delete(address), 409, "import_mapping.shipped")
        assert conforming(steward.get(address), "readImportMapping")["can"] == {"change": False, "delete": False}
