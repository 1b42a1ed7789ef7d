from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest

from config.session_limits import SEEN_AT, STARTED_AT, enforce_limits

NOW = 1_800_000_000.0
HOUR = timedelta(hours=1).total_seconds()


@pytest.fixture
def request_of_user() -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore()
    request.session["of"] = "somebody"
    request.user = AnonymousUser()
    return request


class TestEnforceLimits:
    def test_keeps_a_session_that_is_used(self, request_of_user: HttpRequest):
        for hour in range(24):
            enforce_limits(request_of_user, now=NOW + hour * HOUR / 2)
        assert request_of_user.session["of"] == "somebody"

    def test_ends_a_session_left_alone_for_half_an_hour(self, request_of_user: HttpRequest):
        enforce_limits(request_of_user, now=NOW)
        enforce_limits(request_of_user, now=NOW + HOUR / 2 + 1)
        assert "of" not in request_of_user.session

    def test_ends_a_session_after_twelve_hours_however_busy(self, request_of_user: HttpRequest):
        request_of_user.session[STARTED_AT] = NOW - 12 * HOUR - 1
        request_of_user.session[SEEN_AT] = NOW - 1
        enforce_limits(request_of_user, now=NOW)
        assert "of" not in request_of_user.session

    def test_writes_the_session_at_most_once_a_minute(self, request_of_user: HttpRequest):
        enforce_limits(request_of_user, now=NOW)
        request_of_user.session.modified = False
        enforce_limits(request_of_user, now=NOW + 59)
        assert not request_of_user.session.modified
