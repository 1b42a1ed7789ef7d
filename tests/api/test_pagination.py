"""Pages by key: whole walks, both ways, with missing and equal values, while others write."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from crm.enterprises.models import Enterprise
from tests.api.problems import field_codes
from tests.factories import EnterpriseFactory

LIST = "/api/v1/enterprises"
DAYS = [date(2001, 1, 1), date(2001, 1, 1), date(2001, 1, 1), None, None, date(1999, 5, 5), date(2020, 2, 29)]


@pytest.fixture
def firms(wolong: object) -> list[Enterprise]:
    """Firms of which several registered on the same day and some on a day that is not known."""
    return [EnterpriseFactory(registered_on=day, known_on=date(2021, 1, 1)) for day in DAYS]


def pages(client: Client, address: str, link: str = "next") -> Iterator[dict[str, object]]:
    """Follow the links from `address` on."""
    following: str | None = address
    while following:
        page = client.get(following).json()
        yield page
        following = page[link]


def codes(page: dict[str, object]) -> list[str]:
    return [row["uscc"] for row in page["results"]]  # type: ignore[attr-defined]  # a page of rows


class TestKeysetPagination:
    @pytest.mark.parametrize("ordering", ["registered_on", "-registered_on", "name", "-name", "tier", "-hnte_12m"])
    @pytest.mark.parametrize("size", [1, 2, 3, 50])
    def test_walks_every_row_once(self, caseworker: Client, firms: list[Enterprise], ordering: str, size: int) -> None:
        walked = [
            code for page in pages(caseworker, f"{LIST}?ordering={ordering}&page_size={size}") for code in codes(page)
        ]
        assert sorted(walked) == sorted(firm.uscc for firm in firms)

    @pytest.mark.parametrize("ordering", ["registered_on", "-registered_on"])
    def test_walks_back_the_way_it_came(self, caseworker: Client, firms: list[Enterprise], ordering: str) -> None:
        there = list(pages(caseworker, f"{LIST}?ordering={ordering}&page_size=2"))
        back = list(pages(caseworker, str(there[-2]["next"]), "previous"))
        assert [codes(page) for page in reversed(back)] == [codes(page) for page in there]
        assert back[-1]["previous"] is None

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_puts_missing_values_last(self, caseworker: Client, firms: list[Enterprise], sign: str) -> None:
        (page,) = pages(caseworker, f"{LIST}?ordering={sign}registered_on")
        days = [row["registered_on"] for row in page["results"]]  # type: ignore[attr-defined]  # a page of rows
        assert days[-2:] == [None, None]
        assert days[:-2] == sorted(days[:-2], reverse=bool(sign))

    def test_neither_misses_nor_repeats_a_row_while_others_write(
        self, caseworker: Client, firms: list[Enterprise]
    ) -> None:
        walked: list[str] = []
        for number, page in enumerate(pages(caseworker, f"{LIST}?ordering=registered_on&page_size=2")):
            walked += codes(page)
            EnterpriseFactory(registered_on=DAYS[number % len(DAYS)], known_on=date(2021, 1, 1))
            Enterprise.objects.filter(uscc=walked[-1]).update(address="moved")
            gone = EnterpriseFactory(registered_on=date(2001, 1, 1))
            gone.delete()
        assert len(walked) == len(set(walked))
        assert {firm.uscc for firm in firms} <= set(walked)

    def test_tells_how_many_there_are(self, caseworker: Client, firms: list[Enterprise]) -> None:
        assert {page["total"] for page in pages(caseworker, f"{LIST}?page_size=3")} == {len(firms)}

    @pytest.mark.parametrize("size", ["0", "-1", "201", "ten", "1.5", "１０", "1e2", " 5"])
    def test_refuses_a_page_size_out_of_range(self, caseworker: Client, size: str) -> None:
        assert field_codes(caseworker.get(LIST, {"page_size": size})) == {"page_size": "bad_page_size"}

    def test_refuses_an_altered_cursor(self, caseworker: Client, firms: list[Enterprise]) -> None:
        cursor = cursor_after(caseworker, "?page_size=2")
        for altered in (cursor[:-1], f"x{cursor}", cursor.swapcase(), "1", "é"):
            assert field_codes(caseworker.get(LIST, {"cursor": altered})) == {"cursor": "bad_cursor"}

    def test_refuses_the_cursor_of_another_ordering(self, caseworker: Client, firms: list[Enterprise]) -> None:
        cursor = cursor_after(caseworker, "?page_size=2&ordering=name")
        answer = caseworker.get(LIST, {"cursor": cursor, "ordering": "-name"})
        assert field_codes(answer) == {"cursor": "bad_cursor"}

    def test_refuses_the_cursor_of_another_list(self, caseworker: Client, firms: list[Enterprise]) -> None:
        cursor = cursor_after(caseworker, "?page_size=2&ordering=name")
        answer = caseworker.get("/api/v1/worklist", {"cursor": cursor, "ordering": "name"})
        assert field_codes(answer) == {"cursor": "bad_cursor"}

    @pytest.mark.parametrize("ordering", ["owner__password", "id", "--name", "name,tier", "?"])
    def test_refuses_an_unknown_ordering(self, caseworker: Client, ordering: str) -> None:
        assert field_codes(caseworker.get(LIST, {"ordering": ordering})) == {"ordering": "bad_ordering"}


def cursor_after(client: Client, query: str) -> str:
    """The cursor of the second page."""
    (cursor,) = parse_qs(urlsplit(client.get(f"{LIST}{query}").json()["next"]).query)["cursor"]
    return cursor
