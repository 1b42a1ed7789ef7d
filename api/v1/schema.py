"""The description of this API, for who is signed in."""

from pathlib import Path

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

import api
from api.permissions import SIGNED_IN
from api.views import ApiView

DOCUMENT = Path(api.__file__).with_name("openapi.yaml")
"""Checked in and, by `./tidu check`, equal to what the code says; making it takes a second, so it is not made here."""


class Schema(ApiView):
    """OpenAPI 3.1."""

    needs = {"GET": SIGNED_IN}

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Read the document."""
        return HttpResponse(DOCUMENT.read_bytes(), content_type="application/vnd.oai.openapi")
