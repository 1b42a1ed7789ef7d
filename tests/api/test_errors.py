"""One shape for everything that goes wrong."""

import json
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from rest_framework import exceptions

from api.errors import bad_request, csrf_failed, page_not_found, problem_response, server_error
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from crm.intake.reading.tables import WebPage
from tests.api.problems import problem
from tests.factories import UserFactory


class Taken(DomainError):
    code = "thing.taken"


class TestProblemResponse:
    @pytest.mark.parametrize(
        ("raised", "status", "code"),
        [
            (Taken("It is taken."), 409, "thing.taken"),
            (WebPage("A web page."), 422, "file.html"),
            (Http404("secret"), 404, "not_found"),
            (exceptions.NotFound("secret"), 404, "not_found"),
            (PermissionDenied(), 403, "permission_denied"),
            (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
            (exceptions.UnsupportedMediaType("text/x"), 415, "unsupported_media_type"),
            (exceptions.ParseError(), 400, "parse_error"),
            (exceptions.ValidationError({"a": ["x"]}), 400, "invalid"),
        ],
    )
    def test_gives_status_and_code(self, rf: RequestFactory, raised: Exception, status: int, code: str) -> None:
        answer = problem_response(raised, {"request": rf.get("/api/v1/x")})
        assert answer is not None
        assert answer.content_type == "application/problem+json"
        assert (answer.status_code, answer.data["code"], answer.data["instance"]) == (status, code, "/api/v1/x")
        assert "secret" not in str(answer.data)

    def test_names_every_wrong_field_by_its_path(self, rf: RequestFactory) -> None:
        raised = exceptions.ValidationError({"a": {"b": ["x", "y"]}, "non_field_errors": ["z"]})
        answer = problem_response(raised, {"request": rf.get("/")})
        assert answer is not None
        assert [(error["field"], error["message"]) for error in answer.data["errors"]] == [
            ("a.b", "x"),
            ("a.b", "y"),
            (None, "z"),
        ]

    def test_tells_what_a_refusal_is_about(self, rf: RequestFactory) -> None:
        answer = problem_response(Taken("It is taken.", limit=5), {"request": rf.get("/")})
        assert answer is not None
        assert answer.data["details"] == {"limit": 5}

    def test_leaves_what_nobody_foresaw_to_django(self, rf: RequestFactory) -> None:
        assert problem_response(RuntimeError("secret"), {"request": rf.get("/")}) is None

    def test_says_how_long_to_wait(self, rf: RequestFactory) -> None:
        answer = problem_response(exceptions.Throttled(wait=7.0), {"request": rf.get("/")})
        assert answer is not None
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")


class TestPages:
    @pytest.mark.parametrize(
        ("page", "status", "code"),
        [
            (lambda request: bad_request(request, ValueError("secret")), 400, "bad_request"),
            (lambda request: page_not_found(request, Http404("secret")), 404, "not_found"),
            (csrf_failed, 403, "csrf_failed"),
            (server_error, 500, "server_error"),
        ],
    )
    def test_have_the_same_shape_and_tell_nothing(
        self, rf: RequestFactory, page: Callable[[HttpRequest], object], status: int, code: str
    ) -> None:
        body = problem(page(rf.get("/api/x")), status, code)  # type: ignore[arg-type]  # a response
        assert "secret" not in json.dumps(body)


@pytest.mark.django_db
class TestAddresses:
    @pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v2/enterprises", "/api/v1/me/"])
    def test_answers_an_unknown_one_with_a_problem(self, client: Client, address: str) -> None:
        problem(client.get(address), 404, "not_found")

    @pytest.mark.parametrize("address", ["/api/v1/enterprises/%00", "/api/v1/%00", "/api/v1/rulebooks/a%00b/1"])
    def test_refuses_a_nul(self, caseworker: Client, address: str) -> None:
        problem(caseworker.get(address), 400, "null_character")

    @pytest.mark.parametrize("value", ["%00", "a%00b"])
    def test_refuses_a_nul_in_a_parameter(self, caseworker: Client, value: str) -> None:
        problem(caseworker.get(f"/api/v1/enterprises?search={value}"), 400, "invalid")

    def test_takes_half_a_surrogate_in_a_parameter_for_any_other_text(self, caseworker: Client) -> None:
        assert caseworker.get("/api/v1/enterprises?search=%ED%A0%80").status_code == 200

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
    def test_refuses_a_method_that_a_view_does_not_have(self, caseworker: Client, method: str) -> None:
        problem(getattr(caseworker, method)("/api/v1/regions"), 405, "method_not_allowed")

    def test_refuses_a_write_without_the_csrf_token(self, own_firm: Enterprise) -> None:
        client = Client(enforce_csrf_checks=True)
        user: User = UserFactory(role="data_steward")
        client.force_login(user)
        problem(client.post("/api/v1/imports"), 403, "csrf_failed")

    def test_does_not_let_somebody_in_who_is_no_longer_active(self, wolong: object) -> None:
        user: User = UserFactory()
        client = Client()
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(is_active=False)
        problem(client.get("/api/v1/me"), 401, "not_authenticated")
