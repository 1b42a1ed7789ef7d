"""Filters mean what they say."""

import pytest
from django.test import Client

from tests.api.problems import field_codes


@pytest.mark.django_db
class TestRefuseUnknown:
    @pytest.mark.parametrize(
        ("query", "wrong"),
        [
            ("tierr=2", {"tierr": "unknown_parameter"}),
            ("county__in=", {"county__in": "unknown_parameter"}),
            ("_connector=OR", {"_connector": "unknown_parameter"}),
            ("name__startswith=a", {"name__startswith": "unknown_parameter"}),
            ("tier=1&tier=2", {"tier": "repeated_parameter"}),
            ("tier=", {"tier": "empty_parameter"}),
            ("search=a%00b", {"search": "null_characters_not_allowed"}),
            ("region=%00", {"region": "null_characters_not_allowed"}),
            ("tier=7", {"tier": "invalid_choice"}),
            ("tier=two", {"tier": "invalid_choice"}),
            ("status=gone", {"status": "invalid_choice"}),
            ("synthetic=maybe", {"synthetic": "invalid_choice"}),
            ("region=999999", {"region": "invalid_choice"}),
            ("likelihood_min=2", {"likelihood_min": "max_value"}),
            ("likelihood_min=NaN", {"likelihood_min": "invalid"}),
            ("x=1&y=2", {"x": "unknown_parameter", "y": "unknown_parameter"}),
        ],
    )
    def test_refuses_what_it_does_not_understand(self, caseworker: Client, query: str, wrong: dict[str, str]) -> None:
        assert field_codes(caseworker.get(f"/api/v1/enterprises?{query}")) == wrong

    @pytest.mark.parametrize("address", ["me", "pipeline", "regions", "rulebooks", "worklist", "imports"])
    def test_holds_for_every_view(self, caseworker: Client, address: str) -> None:
        assert field_codes(caseworker.get(f"/api/v1/{address}?x=1")) == {"x": "unknown_parameter"}
