"""Allauth as it is set up here."""

import pytest
from django.test import Client, RequestFactory

from crm.accounts.adapter import AccountAdapter
from crm.accounts.models import User


class TestAccountAdapter:
    def test_is_closed_for_signup(self) -> None:
        assert AccountAdapter().is_open_for_signup(RequestFactory().get("/")) is False

    @pytest.mark.django_db
    def test_lets_nobody_make_an_account_over_the_wire(self, client: Client) -> None:
        wish = {"username": "stranger", "password": "correct-horse-battery-staple"}
        answer = client.post("/_allauth/browser/v1/auth/signup", wish, content_type="application/json")
        assert answer.status_code == 404
        assert not User.objects.exists()
