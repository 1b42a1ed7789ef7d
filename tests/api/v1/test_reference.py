"""Reference lists."""

import pytest
from django.test import Client

from tests.api.contract import conforming
from tests.factories import IndustrialChainFactory, IndustryFactory, ProgrammeFactory, TechnologyFieldFactory


class TestReferenceList:
    @pytest.fixture(autouse=True)
    def rows(self, wolong: object, xixia: object) -> None:
        IndustryFactory()
        ProgrammeFactory(code="hnte")
        TechnologyFieldFactory()
        IndustrialChainFactory()

    @pytest.mark.parametrize(
        ("address", "operation", "keys"),
        [
            ("regions", "listRegions", ["410000", "411300", "411303", "411323"]),
            ("regions?parent=411300", "listRegions", ["411303", "411323"]),
            ("regions?level=province,city", "listRegions", ["410000", "411300"]),
            ("industries?parent=38", "listIndustries", ["381"]),
            ("industries?level=section", "listIndustries", ["C"]),
            ("programmes", "listProgrammes", ["hnte"]),
            ("technology-fields", "listTechnologyFields", ["8"]),
            ("chains", "listChains", ["explosion-proof-motors"]),
        ],
    )
    def test_lists(self, caseworker: Client, address: str, operation: str, keys: list[str]) -> None:
        page = conforming(caseworker.get(f"/api/v1/{address}"), operation)
        assert [row.get("code", row.get("slug")) for row in page["results"]] == keys
