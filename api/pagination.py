"""Pages by key: a walk through a list neither misses nor repeats a row while others write.

The framework's own cursor remembers an offset among rows of equal value and stumbles over missing values; this one
remembers the last row's value and id, puts missing values last, and is signed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Self, TypeVar

from django.core import signing
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.permissions import Need

KEY = "page_key"
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering:
    """A column that a list may be ordered by; the id decides between equals. Missing values come last, either way.

    `need` is what the user must be allowed to see, if that is more than the list itself.
    """

    field: str
    nullable: bool = False
    need: Need | None = None


class Position(NamedTuple):
    """The row at the edge of a page, and the direction in which the next one lies."""

    ordering: str
    backwards: bool
    value: Any
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One way through a list: by a column, up or down, missing values first or last."""

    descending: bool
    nulls_first: bool
    nullable: bool

    @classmethod
    def of(cls, name: str, ordering: Ordering, *, backwards: bool = False) -> Self:
        """The way that the ordering `name`, with its sign, asks for, or the same way back."""
        return cls(descending=name.startswith("-") != backwards, nulls_first=backwards, nullable=ordering.nullable)

    def order_by(self) -> tuple[OrderBy, OrderBy]:
        """Sort terms. The wish for nulls is left out where there are none, so that an index can serve."""
        nulls = {("nulls_first" if self.nulls_first else "nulls_last"): True} if self.nullable else {}
        return OrderBy(F(KEY), descending=self.descending, **nulls), OrderBy(F("pk"), descending=self.descending)

    def beyond(self, value: Any, pk: int) -> Q:
        """The rows that come after the one with this value and id."""
        on = "lt" if self.descending else "gt"
        if value is None:
            rest = Q(**{f"{KEY}__isnull": True, f"pk__{on}": pk})
            return rest | Q(**{f"{KEY}__isnull": False}) if self.nulls_first else rest
        further = Q(**{f"{KEY}__{on}": value}) | Q(**{KEY: value, f"pk__{on}": pk})
        if not self.nullable:
            return Q(**{f"{KEY}__{on}e": value}) & further  # the plain bound is what an index can start from
        return further if self.nulls_first else further | Q(**{f"{KEY}__isnull": True})


class KeysetPagination(CursorPagination):
    """Cursor pages of the view's `orderings`, with the total."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    page_size_query_description = "Rows a page, 1 to 200."
    cursor_query_description = "Where the page begins: take it from `next` or `previous`, do not make it."

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """The rows of the page that `request` asks for."""
        self.base_url: str = request.build_absolute_uri()
        self.salt = f"api.cursor:{request.path}"
        self.name, ordering = asked_ordering(request, view)
        size = self.get_page_size(request)
        at = self._position(request)
        self.total = queryset.count()
        backwards = at is not None and at.backwards
        way = Direction.of(self.name, ordering, backwards=backwards)
        rows = queryset.annotate(**{KEY: F(ordering.field)}).order_by(*way.order_by())
        found = list((rows.filter(way.beyond(at.value, at.pk)) if at else rows)[: size + 1])
        more, page = len(found) > size, found[:size]
        self.page: list[Any] = page[::-1] if backwards else page
        self.has_next = backwards or more
        self.has_previous = more if backwards else at is not None
        return self.page

    def get_page_size(self, request: Request) -> int:
        """The page size asked for.

        :raises ValidationError: it is no number from 1 to 200.
        """
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 3 and 1 <= int(asked) <= self.max_page_size):
            raise ValidationError({"page_size": _("Give a whole number from 1 to 200.")}, code="bad_page_size")
        return int(asked)

    def get_next_link(self) -> str | None:
        """The address of the page after this one."""
        return self._link(self.page[-1], backwards=False) if self.has_next and self.page else None

    def get_previous_link(self) -> str | None:
        """The address of the page before this one."""
        return self._link(self.page[0], backwards=True) if self.has_previous and self.page else None

    def get_paginated_response(self, data: Sequence[Any]) -> Response:
        """The envelope of every list."""
        links = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        return Response({"total": self.total, **links, "results": data})

    def _position(self, request: Request) -> Position | None:
        token = request.query_params.get(self.cursor_query_param)
        if token is None:
            return None
        try:
            at = Position(*signing.loads(token, salt=self.salt))
        except signing.BadSignature as altered:
            raise ValidationError({"cursor": _("This cursor was not given out here.")}, code="bad_cursor") from altered
        if at.ordering != self.name:
            raise ValidationError({"cursor": _("This cursor belongs to another ordering.")}, code="bad_cursor")
        return at

    def _link(self, row: Model, *, backwards: bool) -> str:
        at = Position(self.name, backwards, _plain(getattr(row, KEY)), row.pk)
        return replace_query_param(self.base_url, self.cursor_query_param, signing.dumps(at, salt=self.salt))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The envelope, for OpenAPI."""
        link = {"type": ["string", "null"], "format": "uri"}
        members = {"total": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(members), "properties": members}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """`cursor`, `page_size` and `ordering`, for OpenAPI."""
        size = {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [
            _parameter("cursor", self.cursor_query_description, {"type": "string"}),
            _parameter("page_size", self.page_size_query_description, size),
            ordering_parameter(view),
        ]


def orderings_of(view: APIView | None) -> Mapping[str, Ordering]:
    """The orderings that `view` offers, by name."""
    orderings: Mapping[str, Ordering] = getattr(view, "orderings", {})
    return orderings


def asked_ordering(request: Request, view: APIView | None) -> tuple[str, Ordering]:
    """The ordering asked for, with its sign, else the view's default.

    :raises ValidationError: the view has no such ordering.
    """
    name = request.query_params.get("ordering", getattr(view, "default_ordering", ""))
    ordering = orderings_of(view).get(name.removeprefix("-"))
    if ordering is None:
        choices = ", ".join(orderings_of(view))
        message = _("The list cannot be ordered by this. Choose from: %(choices)s.") % {"choices": choices}
        raise ValidationError({"ordering": message}, code="bad_ordering")
    return name, ordering


def ordering_parameter(view: APIView) -> dict[str, Any]:
    """`ordering`, for OpenAPI."""
    names = [f"{sign}{name}" for name in orderings_of(view) for sign in ("", "-")]
    schema = {"type": "string", "enum": names, "default": getattr(view, "default_ordering", names[0])}
    return _parameter("ordering", "Minus: downwards.", schema)


def ordered(rows: QuerySet[M], name: str, ordering: Ordering) -> QuerySet[M]:
    """All of `rows` in an ordering, for what has no pages."""
    keyed: QuerySet[M] = rows.annotate(**{KEY: F(ordering.field)})
    return keyed.order_by(*Direction.of(name, ordering).order_by())


def _plain(value: Any) -> Any:
    """A value as JSON keeps it without loss; the column's type reads it back."""
    return str(value) if isinstance(value, (date, Decimal)) else value


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
