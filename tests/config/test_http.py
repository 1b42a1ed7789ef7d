"""The addresses that are neither API nor page: health, the web app's document, and the headers on all of them."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings


class TestLive:
    def test_answers_without_asking_the_database(self, client: Client):
        assert client.get("/health/live").status_code == 200


class TestReady:
    @pytest.mark.django_db
    def test_says_yes_when_the_database_answers(self, client: Client):
        assert client.get("/health/ready").status_code == 200

    def test_says_503_and_when_to_ask_again_when_it_does_not(self, client: Client, monkeypatch: pytest.MonkeyPatch):
        def refuse() -> None:
            raise DatabaseError("gone")

        monkeypatch.setattr(connection, "cursor", refuse)
        answer = client.get("/health/ready")
        assert answer.status_code == 503
        assert answer["Retry-After"]


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
