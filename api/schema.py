"""OpenAPI: what drf-spectacular cannot see for itself, the errors of each operation and the function it needs."""

from http import HTTPStatus
from typing import Any, Literal

from django.utils import translation
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import is_list_serializer
from rest_framework import serializers

from api.errors import CONTENT_TYPE
from api.pagination import ordering_parameter
from api.permissions import SIGNED_IN, needs_of
from api.serializers import Out


class ErrorOut(Out):
    """One value that is not accepted."""

    field = serializers.CharField(allow_null=True, help_text="Dotted path of the field; null for the whole.")
    code = serializers.CharField()
    message = serializers.CharField()


class ProblemOut(Out):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="urn:tidu:problem:<code>")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="For people, in the language of the request.")
    code = serializers.CharField(help_text="For programs; never changes.")
    instance = serializers.CharField()
    reserved = {"errors": ErrorOut(many=True, required=False)}
    details = serializers.DictField(required=False, help_text="What the refusal is about.")


class EnglishGenerator(SchemaGenerator):
    """Makes the same document whatever the language of the process: names of columns end up in it."""

    def get_schema(self, request: Any = None, public: bool = False) -> dict[str, Any]:
        """The document, in English."""
        with translation.override("en"):
            schema: dict[str, Any] = super().get_schema(request, public)  # type: ignore[no-untyped-call]  # untyped there
            return schema


class ApiSchema(AutoSchema):
    """One tag a noun, the query parameters of the view, every error documented, and what the operation needs."""

    def get_override_parameters(self) -> list[Any]:
        """The view's own query parameters besides those of `extend_schema`."""
        query = getattr(self.view, "query_class", None)
        return [*super().get_override_parameters(), *([query] if query else [])]

    def get_extensions(self) -> dict[str, Any]:
        """`x-needs`: the cells of the authorization matrix, all of which have to grant it."""
        needs = [need._asdict() for need in needs_of(self.view).get(self.method, ()) if need != SIGNED_IN]
        return {**super().get_extensions(), **({"x-needs": needs} if needs else {})}

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """The name of a component: that of the class, without the `Out` that marks an answer."""
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("Out")

    def get_filter_backends(self) -> list[Any]:
        """Filters belong to the export as well as to the list."""
        return getattr(self.view, "filter_backends", [])

    def _get_pagination_parameters(self) -> list[dict[str, Any]]:
        if getattr(self.view, "orderings", None) and not getattr(self.view, "pagination_class", None):
            return [ordering_parameter(self.view)]
        parameters: list[dict[str, Any]] = super()._get_pagination_parameters()  # type: ignore[no-untyped-call]  # untyped there
        return parameters

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Lists say so by having pages; the rest is told apart by its serializer."""
        if getattr(self.view, "orderings", None):
            return self.method == "GET" and bool(getattr(self.view, "pagination_class", None))
        return is_list_serializer(serializer if serializer is not None else self.get_response_serializers())

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        return bodies | {str(status): self._problem(status) for status in self._errors() if str(status) not in bodies}

    def _errors(self) -> list[int]:
        """Which errors this operation may answer with."""
        writes = self.method not in ("GET", "HEAD")
        met = {
            307: "{uscc}" in self.path and not writes,
            400: True,
            401: True,
            403: True,
            404: "{" in self.path,
            409: writes,
            413: writes,
            415: writes,
            422: writes,
            503: getattr(self.view, "may_be_unavailable", False),
        }
        return [status for status, can_be in met.items() if can_be]

    def _problem(self, status: int) -> dict[str, Any]:
        component = self.resolve_serializer(ProblemOut, "response")
        return {"description": HTTPStatus(status).phrase, "content": {CONTENT_TYPE: {"schema": component.ref}}}


class SessionAuthenticationScheme(SessionScheme):  # type: ignore[no-untyped-call]  # drf-spectacular registers subclasses untyped
    """The session cookie; found for our subclass of the framework's authentication."""

    target_class = "api.authentication.SessionAuthentication"
    priority = 1
