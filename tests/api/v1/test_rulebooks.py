"""The published rulebooks."""

import pytest
from django.test import Client

from scoring.models import RulebookVersion
from tests.api.contract import conforming
from tests.api.problems import problem


@pytest.mark.usefixtures("rulebooks")
class TestRulebooks:
    def test_lists_them(self, caseworker: Client) -> None:
        page = conforming(caseworker.get("/api/v1/rulebooks"), "listRulebooks")
        assert {(row["programme"], row["version"]) for row in page["results"]} == {
            ("hnte", "2016"),
            ("tech_sme", "2017"),
        }

    def test_shows_one_like_the_official_table(self, caseworker: Client) -> None:
        hnte = conforming(caseworker.get("/api/v1/rulebooks/hnte/2016"), "readRulebook")
        assert hnte["score"]["max"] == 100
        assert all(row["article"] and row["text"]["zh"] for row in hnte["criteria"])
        assert any(row["members"] for row in hnte["criteria"])

    def test_shows_no_draft(self, caseworker: Client) -> None:
        RulebookVersion.objects.update(status="draft")
        assert caseworker.get("/api/v1/rulebooks").json()["total"] == 0
        problem(caseworker.get("/api/v1/rulebooks/hnte/2016"), 404, "not_found")

    def test_knows_no_other_version(self, caseworker: Client) -> None:
        problem(caseworker.get("/api/v1/rulebooks/hnte/1999"), 404, "not_found")
