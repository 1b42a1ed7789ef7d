"""What every error of the API has to be."""

import json
from typing import Any

from django.http import HttpResponse

MEMBERS = {"type", "title", "status", "detail", "code", "instance"}


def problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """The body of an error, after making sure of its form."""
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content)
    assert set(body) >= MEMBERS
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"] == f"urn:tidu:problem:{code}"
    return body


def field_codes(response: HttpResponse) -> dict[str | None, str]:
    """The codes of the wrong fields of a 400, by field."""
    return {error["field"]: error["code"] for error in problem(response, 400, "invalid")["errors"]}
