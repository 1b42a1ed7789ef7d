"""The addresses that are neither API nor page: health, the web app's document, and the headers on all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from config.outage import server_error
from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def cut_off(transactional_db: None, tmp_path: Path) -> Iterator[Client]:
    """The browser of a user who has signed in, before the database went away."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory())
    connection.close()
    host = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = str(tmp_path / "gone")
    yield client
    connection.close()
    connection.settings_dict["HOST"] = host


class TestLive:
    def test_answers_without_asking_the_database(self, client: Client):
        assert client.get("/health/live").status_code == 200


class TestReady:
    @pytest.mark.django_db
    def test_says_yes_when_the_database_answers(self, client: Client):
        assert client.get("/health/ready").status_code == 200

    def test_says_503_and_when_to_ask_again_when_it_does_not(self, cut_off: Client):
        answer = cut_off.get("/health/ready")
        assert answer.status_code == 503
        assert answer["Retry-After"]


class TestWithoutDatabase:
    """A user who has signed in asks while no PostgreSQL listens."""

    def test_the_process_still_lives(self, cut_off: Client):
        assert cut_off.get("/health/live").status_code == 200

    def test_the_api_says_when_to_ask_again_and_nothing_of_why(self, cut_off: Client):
        answer = cut_off.get("/api/v1/me")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "unavailable"
        assert "数据库" in answer.json()["detail"]
        assert not _tells_of_the_inside(answer.content.decode())

    @pytest.mark.parametrize("address", ["/", "/_allauth/browser/v1/auth/session"])
    def test_all_else_is_a_short_text(self, cut_off: Client, address: str):
        answer = cut_off.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert not _tells_of_the_inside(answer.content.decode())

    def test_signing_in_is_refused_alike(self, cut_off: Client):
        cut_off.cookies.clear()
        wish = {"username": "somebody", "password": "correct-horse-battery-staple"}
        answer = cut_off.post("/_allauth/browser/v1/auth/login", wish, content_type="application/json")
        assert answer.status_code == 503

    def test_another_error_is_still_500(self, rf: RequestFactory):
        try:
            raise ValueError("ours")
        except ValueError:
            answer = server_error(rf.get("/api/v1/me"))
        assert answer.status_code == 500


def _tells_of_the_inside(text: str) -> bool:
    return any(word in text for word in ("socket", "connection", "Traceback", "psycopg", "gone"))


class TestAllauth:
    """Of allauth's many addresses only those that the web app or a user needs."""

    PREFIX = "/_allauth/browser/v1/"

    @pytest.mark.parametrize(
        "address",
        [
            "auth/password/request",
            "auth/password/reset",
            "auth/signup",
            "auth/email/verify",
            "auth/phone/verify",
            "auth/code/confirm",
            "auth/reauthenticate",
            "account/email",
            "account/phone",
            "config",
        ],
    )
    @pytest.mark.django_db
    def test_has_nothing_else_signed_in_or_not(self, client: Client, address: str):
        wish = {"email": "somebody@example.org"}
        assert client.post(self.PREFIX + address, wish, content_type="application/json").status_code == 404
        client.force_login(UserFactory())
        answer = client.post(self.PREFIX + address, wish, content_type="application/json")
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"

    @pytest.mark.django_db
    def test_signs_in_changes_the_password_and_signs_out(self, client: Client):
        user = UserFactory()
        given = {"username": user.username, "password": PASSWORD}
        assert client.post(self.PREFIX + "auth/login", given, content_type="application/json").status_code == 200
        change = {"current_password": PASSWORD, "new_password": "another-Long-pass-phrase-9"}
        changed = client.post(self.PREFIX + "account/password/change", change, content_type="application/json")
        assert changed.status_code == 200
        assert client.get(self.PREFIX + "auth/session").status_code == 200
        assert client.delete(self.PREFIX + "auth/session").status_code == 401  # nobody is signed in now
        user.refresh_from_db()
        assert user.check_password("another-Long-pass-phrase-9")


class TestWebApp:
    @pytest.fixture
    def built(self, settings: Settings, tmp_path: Path) -> None:
        (tmp_path / "index.html").write_text("<title>梯度</title>", encoding="utf-8")
        settings.FRONTEND_DIST = tmp_path

    @pytest.mark.usefixtures("built")
    @pytest.mark.parametrize("address", ["/worklist", "/enterprises/91530100MA6NABCD06", "/login"])
    def test_serves_its_document_for_every_page_and_lets_it_log_in(self, client: Client, address: str):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "梯度" in answer.content.decode()
        assert "csrftoken" in answer.cookies
        assert "no-cache" in answer["Cache-Control"]

    @pytest.mark.usefixtures("built")
    @pytest.mark.parametrize(
        "address", ["/api/v1/nonsense", "/api/v2/", "/_allauth/nonsense", "/assets/gone-12345678.js"]
    )
    def test_is_no_answer_to_a_machine(self, client: Client, address: str):
        assert client.get(address).status_code == 404

    def test_says_what_to_do_when_it_is_not_built(self, client: Client, settings: Settings, tmp_path: Path):
        settings.FRONTEND_DIST = tmp_path
        answer = client.get("/")
        assert answer.status_code == 503
        assert "./tidu up" in answer.content.decode()


class TestHeaders:
    def test_let_no_foreign_or_inline_script_run_and_nobody_frame_us(self, client: Client):
        policy = client.get("/health/live")["Content-Security-Policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["default-src"] == "'none'"
        assert directives["script-src"] == "'self'"
        assert directives["frame-ancestors"] == "'none'"
        assert client.get("/health/live")["X-Content-Type-Options"] == "nosniff"
