"""What a visitor hears when something breaks: that the database is away for the moment, or that it went wrong here."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from api import errors

RETRY_AFTER_SECONDS = 5
UNAVAILABLE = errors.Problem(
    status=503,
    code="unavailable",
    detail=_("The database does not answer at the moment. Please try again shortly."),
)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: 503 when the database failed, else 500.

    Not a middleware, because none would see the error: Django turns it into a response at the edge of each of them
    and calls this while it handles it.
    """
    return unavailable(request) if isinstance(sys.exception(), OperationalError) else errors.server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say when to ask again, and nothing of why: problem details for the API, a line of text for all else."""
    answer: HttpResponse
    if request.path_info.startswith("/api/"):
        answer = errors.problem_page(request, UNAVAILABLE)
    else:
        answer = HttpResponse(str(UNAVAILABLE.detail), status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
