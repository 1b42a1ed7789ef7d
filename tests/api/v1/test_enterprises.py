"""Enterprises: the list and one of them in full."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from crm.directory.models import Region
from crm.enterprises.models import Enterprise
from crm.programmes.models import Programme
from scoring.likelihood.targets import TARGETS
from scoring.models import Likelihood
from tests.api.contract import conforming
from tests.api.problems import problem
from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    FormerNameFactory,
    PortfolioFactory,
    ProgrammeFactory,
    RecognitionFactory,
    RegionFactory,
    RegistrationFactory,
    UserFactory,
    uscc,
)

LIST = "/api/v1/enterprises"
Give = Callable[..., Likelihood]
SignedIn = Callable[..., Client]
MOST_QUERIES = 12


def listed(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The rows of the first page."""
    rows: list[dict[str, Any]] = conforming(client.get(f"{LIST}?{query}"), "listEnterprises")["results"]
    return rows


def names(client: Client, query: str) -> list[str]:
    return [row["name"] for row in listed(client, query)]


class TestEnterpriseList:
    def test_shows_where_each_firm_stands(
        self, caseworker: Client, runs: Callable[[], None], own_firm: Enterprise
    ) -> None:
        runs()
        (row,) = listed(caseworker)
        assert row["uscc"] == own_firm.uscc
        assert row["region"] == {"code": "411303", "name": "卧龙区"}
        assert row["tier"] == 2
        assert row["revenue"] == {"year": 2025, "value": "20000000.00"}
        assert row["verdicts"].keys() == {"tech_sme", "hnte"}
        assert row["verdicts"]["hnte"]["verdict"] in {"met", "unmet", "undetermined"}
        assert row["likelihoods"] == dict.fromkeys(TARGETS)

    def test_shows_the_likelihoods_of_the_current_run(
        self, caseworker: Client, own_firm: Enterprise, likelihood: Give
    ) -> None:
        likelihood(own_firm, 0.42)
        (row,) = listed(caseworker)
        assert row["likelihoods"] == {**dict.fromkeys(TARGETS), "hnte_12m": 0.42}

    def test_hides_firms_of_other_counties(
        self, caseworker: Client, own_firm: Enterprise, foreign_firm: Enterprise
    ) -> None:
        assert [row["uscc"] for row in listed(caseworker)] == [own_firm.uscc]

    def test_shows_a_portfolio_and_nothing_else(self, signed_in: SignedIn, foreign_firm: Enterprise) -> None:
        user = UserFactory(role="city_caseworker")
        mine = PortfolioFactory(caseworker=user).enterprise
        PortfolioFactory(caseworker=user, until="2025-01-01")
        client = Client()
        client.force_login(user)
        assert [row["uscc"] for row in listed(client)] == [mine.uscc]

    def test_shows_leadership_no_figures_of_single_firms(
        self, signed_in: SignedIn, runs: Callable[[], None], own_firm: Enterprise
    ) -> None:
        runs()
        (row,) = listed(signed_in("leadership"))
        assert row["revenue"] is None
        assert row["verdicts"] == {"tech_sme": None, "hnte": None}
        assert row["likelihoods"] == dict.fromkeys(TARGETS)

    @pytest.mark.parametrize(
        "query", ["verdict_hnte=met", "likelihood_min=0.5", "ordering=revenue", "ordering=-hnte_12m"]
    )
    def test_does_not_let_a_filter_or_an_order_tell_what_is_hidden(self, signed_in: SignedIn, query: str) -> None:
        problem(signed_in("leadership").get(f"{LIST}?{query}"), 403, "permission_denied")

    def test_costs_the_same_queries_whatever_the_number_of_rows(
        self, signed_in: SignedIn, runs: Callable[[], None], wolong: Region
    ) -> None:
        EnterpriseFactory.create_batch(10, registered_region=wolong, hnte=True, with_years=2)
        runs()
        client = signed_in()
        address = f"{LIST}?page_size=100&ordering=-tier&region=411300&search=南阳"
        ten = queries(client, address, rows=10)
        EnterpriseFactory.create_batch(90, registered_region=wolong, tech_sme=True, with_years=1)
        assert queries(client, address, rows=100) == ten <= MOST_QUERIES


def queries(client: Client, address: str, rows: int) -> int:
    """How many queries the answer takes after the first, at which a session notes its time, and of that size."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert len(client.get(address).json()["results"]) == rows
    return len(caught)


class TestEnterpriseFilters:
    @pytest.fixture(autouse=True)
    def firms(self, wolong: Region, likelihood: Give) -> None:
        zone = RegionFactory(code="411371")
        motor = EnterpriseFactory(name="南阳防爆电机厂", hnte=True, registered_region=wolong)
        EnterpriseFactory(name="南阳光电", tech_sme=True, registered_region=wolong, synthetic=True)
        FormerNameFactory(enterprise=motor, name="红阳机械厂")
        EnterpriseFactory(
            name="河南种业", registered_region=zone, status="suspended", registered_on=None, industry=None
        )
        likelihood(Enterprise.objects.get(name="南阳光电"), 0.7)
        likelihood(motor, 0.2)

    @pytest.fixture
    def steward(self, signed_in: SignedIn) -> Client:
        return signed_in("data_steward")

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("search=防爆", {"南阳防爆电机厂"}),
            ("search=红阳", {"南阳防爆电机厂"}),
            ("search=", {"南阳防爆电机厂", "南阳光电", "河南种业"}),
            ("tier=0", {"河南种业"}),
            ("tier=1,2", {"南阳防爆电机厂", "南阳光电"}),
            ("region=411303", {"南阳防爆电机厂", "南阳光电"}),
            ("region=411300", {"南阳防爆电机厂", "南阳光电", "河南种业"}),
            ("region=411371", {"河南种业"}),
            ("industry=C", {"南阳防爆电机厂", "南阳光电"}),
            ("industry=381", {"南阳防爆电机厂", "南阳光电"}),
            ("industry=39", set()),
            ("status=suspended", {"河南种业"}),
            ("synthetic=true", {"南阳光电"}),
            ("synthetic=false", {"南阳防爆电机厂", "河南种业"}),
            ("likelihood_min=0.5", {"南阳光电"}),
        ],
    )
    def test_finds(self, steward: Client, query: str, found: set[str]) -> None:
        assert set(names(steward, query)) == found

    @pytest.mark.parametrize(
        ("ordering", "order"),
        [
            ("name", ["南阳光电", "南阳防爆电机厂", "河南种业"]),
            ("-tier", ["南阳防爆电机厂", "南阳光电", "河南种业"]),
            ("-hnte_12m", ["南阳光电", "南阳防爆电机厂", "河南种业"]),
            ("hnte_12m", ["南阳防爆电机厂", "南阳光电", "河南种业"]),
        ],
    )
    def test_orders(self, steward: Client, ordering: str, order: list[str]) -> None:
        assert names(steward, f"ordering={ordering}") == order

    def test_finds_a_firm_by_the_start_of_its_code(self, steward: Client) -> None:
        firm = EnterpriseFactory(uscc=uscc(777_777), name="独一")
        assert names(steward, f"search={firm.uscc[:16].lower()}") == ["独一"]

    def test_finds_by_verdict(self, steward: Client, runs: Callable[[], None]) -> None:
        runs()
        rows = listed(steward)
        for verdict in ("met", "unmet", "undetermined"):
            expected = {row["uscc"] for row in rows if (row["verdicts"]["hnte"] or {}).get("verdict") == verdict}
            assert {row["uscc"] for row in listed(steward, f"verdict_hnte={verdict}")} == expected

    def test_takes_the_best_basis_of_the_newest_year_for_the_revenue(self, steward: Client) -> None:
        firm = EnterpriseFactory(name="双报")
        FinancialYearFactory(enterprise=firm, year=2024, basis="audit", revenue=9)
        FinancialYearFactory(enterprise=firm, year=2025, basis="declared", revenue=3)
        FinancialYearFactory(enterprise=firm, year=2025, basis="tax", revenue=2)
        FinancialYearFactory(enterprise=firm, year=2025, basis="audit", revenue=None)
        (row,) = listed(steward, "search=双报")
        assert row["revenue"] == {"year": 2025, "value": "2.00"}
        assert names(steward, "ordering=revenue")[0] == "双报"


class TestEnterprisePage:
    @pytest.fixture
    def programmes(self, db: None) -> list[Programme]:
        return [ProgrammeFactory(code=code) for code in ("tech_sme", "hnte", "gazelle", "innovation_leader")]

    def read(self, client: Client, firm: Enterprise) -> dict[str, Any]:
        page: dict[str, Any] = conforming(client.get(f"{LIST}/{firm.uscc}"), "readEnterprise")
        return page

    def test_says_of_each_field_who_states_it_and_why_that_counts(
        self, caseworker: Client, own_firm: Enterprise
    ) -> None:
        RegistrationFactory(enterprise=own_firm, source="登记机关", known_on=date(2026, 1, 1))
        RegistrationFactory(enterprise=own_firm, source="统计局", known_on=date(2026, 2, 1), name="南阳别名有限公司")
        shown = conforming(caseworker.get(f"{LIST}/{own_firm.uscc}"), "readEnterprise")["provenance"]
        name = shown["name"]
        assert (name["source"], name["reason_code"], name["others"]) == ("统计局", "newest", 1)
        assert shown["name"]["import"] is None

    def test_shows_one_firm_in_full(self, caseworker: Client, own_firm: Enterprise) -> None:
        ContactFactory(enterprise=own_firm)
        FormerNameFactory(enterprise=own_firm)
        PortfolioFactory(enterprise=own_firm, caseworker=UserFactory(display_name="李专员"))
        ApplicationFactory(enterprise=own_firm)
        page = self.read(caseworker, own_firm)
        assert page["name"] == own_firm.name
        assert page["registered_capital"] == "5000000.00"
        assert page["caseworker"] == {"display_name": "李专员"}
        assert [row["in_force"] for row in page["recognitions"]] == [True]
        assert page["applications"][0]["programme"]["code"] == "hnte"
        assert page["source"] == "test"

    def test_masks_contacts(self, caseworker: Client, own_firm: Enterprise) -> None:
        ContactFactory(enterprise=own_firm, name="张三丰", phone="13812345678", email="zhang.sanfeng@example.cn")
        answer = caseworker.get(f"{LIST}/{own_firm.uscc}")
        assert len(answer.json()["contacts"]) == 1
        for secret in ("三丰", "13812345678", "zhang.sanfeng"):
            assert secret not in answer.content.decode()

    def test_shows_leadership_neither_people_nor_certificates(self, signed_in: SignedIn, own_firm: Enterprise) -> None:
        ContactFactory(enterprise=own_firm)
        page = self.read(signed_in("leadership"), own_firm)
        assert (page["contacts"], page["recognitions"], page["applications"]) == ([], [], [])
        assert page["tier"] == 2

    def test_shows_the_path(self, caseworker: Client, programmes: list[Programme], wolong: Region) -> None:
        firm = EnterpriseFactory(registered_region=wolong, hnte=True)
        RecognitionFactory(
            enterprise=firm, programme__code="gazelle", valid_from="2020-01-01", valid_until="2022-12-31"
        )
        path = self.read(caseworker, firm)["path"]
        assert path["tier"] == 2
        assert [(step["code"], step["state"]) for step in path["steps"]] == [
            ("tech_sme", "passed"),
            ("hnte", "held"),
            ("gazelle", "next"),
            ("innovation_leader", "ahead"),
        ]
        assert path["steps"][2]["until"] == "2022-12-31"

    def test_answers_for_a_firm_of_another_county_as_for_one_that_does_not_exist(
        self, caseworker: Client, foreign_firm: Enterprise
    ) -> None:
        absent = uscc(999_999)
        for below in ("", "/facts", "/assessments", "/likelihoods"):
            denied = caseworker.get(f"{LIST}/{foreign_firm.uscc}{below}")
            missing = caseworker.get(f"{LIST}/{absent}{below}")
            problem(denied, 404, "not_found")
            assert denied.content.replace(foreign_firm.uscc.encode(), b"?") == missing.content.replace(
                absent.encode(), b"?"
            )
            assert sorted(denied.headers.items()) == sorted(missing.headers.items())

    def test_finds_a_code_in_lower_case(self, caseworker: Client, own_firm: Enterprise) -> None:
        assert caseworker.get(f"{LIST}/{own_firm.uscc.lower()}").json()["uscc"] == own_firm.uscc

    @pytest.mark.parametrize("code", ["1", "9" * 17, "9" * 19, "９１" * 9, "91411300-TT0000015"])
    def test_knows_no_address_of_another_shape(self, caseworker: Client, code: str) -> None:
        problem(caseworker.get(f"{LIST}/{code}"), 404, "not_found")
