"""Who is asking."""

from collections.abc import Callable

from django.test import Client

from tests.api.contract import conforming


class TestMe:
    def test_says_who_is_signed_in_and_what_they_may_do(self, signed_in: Callable[..., Client]) -> None:
        me = conforming(signed_in("leadership", display_name="王局长").get("/api/v1/me"), "readMe")
        assert me["display_name"] == "王局长"
        assert me["role"] == {"code": "leadership", "zh": "领导", "en": "Leadership"}
        assert me["regions"] == [{"code": "411303", "name": "卧龙区"}]
        assert me["permissions"]["enterprise"] == ["list", "view"]
        assert me["permissions"]["score"] == ["count"]
        assert me["today"] == "2026-06-01"
