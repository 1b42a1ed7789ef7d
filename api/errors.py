"""One shape for everything that goes wrong: problem details (RFC 9457) with a stable `code`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from crm.errors import DomainError

CONTENT_TYPE = "application/problem+json"

TITLES = {
    307: _("Leads elsewhere"),
    400: _("The request is not understood"),
    401: _("Not signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Method not allowed"),
    406: _("Format not available"),
    409: _("Refused"),
    413: _("Too large"),
    415: _("Format not accepted"),
    422: _("Refused"),
    429: _("Too many requests"),
    500: _("Something went wrong here"),
    503: _("Not available just now"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What the body of an error says."""

    status: int
    code: str
    detail: str | Promise
    errors: tuple[Mapping[str, str | None], ...] = ()
    details: Mapping[str, object] | None = None

    def body(self, instance: str) -> dict[str, Any]:
        """The members of RFC 9457 for an error met at the address `instance`."""
        members: dict[str, Any] = {
            "type": f"urn:tidu:problem:{self.code}",
            "title": str(TITLES.get(self.status, HTTPStatus(self.status).phrase)),
            "status": self.status,
            "detail": str(self.detail),
            "code": self.code,
            "instance": instance,
        }
        if self.errors:
            members["errors"] = list(self.errors)
        if self.details:
            members["details"] = dict(self.details)
        return members


def problem_response(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception of a view; None, and so Django's 500, for one that nobody foresaw."""
    problem = _problem(exc)
    if problem is None:
        return None
    set_rollback()
    headers = _headers(exc)
    body = problem.body(context["request"].path)
    return Response(body, status=problem.status, headers=headers, content_type=CONTENT_TYPE)


def problem_page(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The same answer where no view of the REST framework was reached."""
    return JsonResponse(problem.body(request.path), status=problem.status, content_type=CONTENT_TYPE)


def _problem(exc: Exception) -> Problem | None:
    match exc:
        case DomainError():
            errors = getattr(exc, "errors", ())
            return Problem(status=_status(exc), code=exc.code, detail=exc.message, errors=errors, details=exc.details)
        case Http404() | exceptions.NotFound():
            return NOT_FOUND
        case PermissionDenied():
            return _of(exceptions.PermissionDenied())
        case exceptions.ValidationError():
            return _invalid(exc)
        case exceptions.APIException():
            return _of(exc)
    return None


def _status(refused: DomainError) -> int:
    """The status that the error names itself; 422 for a file or table that cannot be read as one; else 409."""
    own = getattr(refused, "status", None)
    return own if isinstance(own, int) else 422 if refused.code.startswith(("file.", "table.")) else 409


def _of(exc: exceptions.APIException) -> Problem:
    code = exc.get_codes()
    return Problem(status=exc.status_code, code=code if isinstance(code, str) else "error", detail=str(exc.detail))


def _invalid(exc: exceptions.ValidationError) -> Problem:
    errors = tuple(_each_error(exc.get_full_details()))
    only = errors[0] if len(errors) == 1 else None
    detail = only["message"] if only else _("Some values are not accepted; `errors` says which.")
    code = only["code"] if only and not only["field"] else "invalid"
    return Problem(status=400, code=str(code), detail=str(detail), errors=errors)


def _each_error(details: Any, field: str = "") -> Iterator[Mapping[str, str | None]]:
    """Flatten what serializers and filters nest: one entry a message, the field as a dotted path."""
    match details:
        case {"message": str(message), "code": str(code)}:
            yield {"field": field or None, "code": code, "message": message}
        case dict():
            for name, inner in details.items():
                below = "" if name in ("non_field_errors", "__all__") else str(name)
                yield from _each_error(inner, ".".join(filter(None, (field, below))))
        case list():
            for inner in details:
                yield from _each_error(inner, field)


def _headers(exc: Exception) -> dict[str, str]:
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    if location := getattr(exc, "location", None):
        headers["Location"] = location
    return headers


# Absent and denied read alike, so that nobody learns which firms exist.
NOT_FOUND = Problem(status=404, code="not_found", detail=_("There is nothing here that you may see."))


def unknown_address(request: HttpRequest) -> JsonResponse:
    """Answer an address under /api/ that no view has."""
    if "\x00" in request.path:
        return problem_page(
            request, Problem(status=400, code="null_character", detail=_("The address has a NUL in it."))
        )
    return problem_page(request, NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Django's `handler400`: what was refused before a view was reached."""
    return problem_page(request, Problem(status=400, code="bad_request", detail=TITLES[400]))


def page_not_found(request: HttpRequest, exception: Exception) -> JsonResponse:
    """Django's `handler404`."""
    return unknown_address(request)


def csrf_failed(request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's `CSRF_FAILURE_VIEW`: the request did not prove that it comes from our page."""
    return problem_page(request, CSRF_FAILED)


def server_error(request: HttpRequest) -> JsonResponse:
    """Django's `handler500`: says that it went wrong here, and nothing of how."""
    detail = _("An error on our side stopped this request. It is on record; please try again later.")
    return problem_page(request, Problem(status=500, code="server_error", detail=detail))


CSRF_FAILED = Problem(
    status=403,
    code="csrf_failed",
    detail=_("The X-CSRFToken header does not match the csrftoken cookie. Reload the page."),
)
