"""How long a session may last: twelve hours in all, half an hour without a request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

STARTED_AT = "session_started_at"
SEEN_AT = "session_seen_at"
NOTED_EVERY_SECONDS = 60  # so that not every request writes a row


class SessionLimitsMiddleware:
    """Signs a user out whose session is too old or was left alone for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            enforce_limits(request, now=time.time())
        return self.get_response(request)


def enforce_limits(request: HttpRequest, *, now: float) -> None:
    """Sign the user of `request` out if the session has passed a limit at `now` (seconds since 1970), else note it."""
    session = request.session
    started_at = session.setdefault(STARTED_AT, now)
    seen_at = session.setdefault(SEEN_AT, now)
    if now - started_at > settings.SESSION_COOKIE_AGE or now - seen_at > settings.SESSION_IDLE_SECONDS:
        logout(request)
    elif now - seen_at > NOTED_EVERY_SECONDS:
        session[SEEN_AT] = now
