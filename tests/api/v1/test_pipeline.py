"""The pipeline in numbers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from crm.enterprises.models import Enterprise
from tests.api.contract import conforming
from tests.api.problems import field_codes
from tests.factories import EnterpriseFactory, ProgrammeFactory


def read(client: Client, query: str = "") -> dict[str, Any]:
    numbers: dict[str, Any] = conforming(client.get(f"/api/v1/pipeline?{query}"), "readPipeline")
    return numbers


class TestPipelineView:
    def test_counts_the_firms_that_who_asks_may_see(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        for code in ("tech_sme", "gazelle", "innovation_leader"):
            ProgrammeFactory(code=code)
        EnterpriseFactory(synthetic=True)
        numbers = read(caseworker)
        assert [row["count"] for row in numbers["tiers"]] == [1, 0, 1, 0, 0]
        assert [row["code"] for row in numbers["tiers"]][:2] == ["seedling", "tech_sme"]
        assert numbers["is_synthetic"] is True
        assert numbers["counties"] == [
            {"region": {"code": "411303", "name": "卧龙区"}, "counts": [1, 0, 1, 0, 0], "total": 2}
        ]

    def test_counts_one_region(
        self, signed_in: Callable[..., Client], own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        numbers = read(signed_in("leadership"), "region=411323")
        assert [row["total"] for row in numbers["counties"]] == [1]

    def test_counts_verdicts_and_hides_small_numbers_from_who_may_only_count(
        self, signed_in: Callable[..., Client], own_firm: Enterprise, runs: Callable[[], None]
    ) -> None:
        runs()
        assert sum(read(signed_in())["verdicts"]["hnte"].values()) == 1
        assert None in read(signed_in("leadership"))["verdicts"]["hnte"].values()

    def test_counts_certificates_by_the_month_in_which_they_end(
        self, signed_in: Callable[..., Client], own_firm: Enterprise
    ) -> None:
        own_firm.recognitions.update(valid_until="2026-08-31")
        ending = {row["month"]: row["count"] for row in read(signed_in())["expiring"]}
        assert len(ending) == 12
        assert {month for month, count in ending.items() if count} == {"2026-08"}
        counted = {row["month"]: row["count"] for row in read(signed_in("leadership"))["expiring"]}
        assert (len(counted), counted["2026-08"]) == (12, None), "one firm is too few to be shown as a number"

    def test_goes_back_to_a_day(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert [row["count"] for row in read(caseworker, "as_of=2024-10-31")["tiers"]] == [1, 0]

    @pytest.mark.parametrize("query", ["region=999999", "region=%00"])
    def test_refuses_an_unknown_region(self, caseworker: Client, query: str) -> None:
        assert "region" in field_codes(caseworker.get(f"/api/v1/pipeline?{query}"))
