"""Filters that mean what they say: unknown, repeated and empty ones are refused instead of ignored."""

from collections.abc import Iterable
from typing import Any

import django_filters  # type: ignore[import-untyped]  # it has no types
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ErrorDetail, ValidationError

from crm.directory.models import Region
from crm.programmes.models import Programme

MAY_BE_EMPTY = frozenset({"search"})


def refuse_unknown(given: QueryDict, known: Iterable[str]) -> None:
    """Refuse names that nothing reads, and values given twice or left empty.

    :raises ValidationError: with one entry a parameter.
    """
    names = frozenset(known)
    wrong = {name: _wrong(name, values, names) for name, values in given.lists()}
    if errors := {name: [error] for name, error in wrong.items() if error}:
        raise ValidationError(errors)


def _wrong(name: str, values: list[str], known: frozenset[str]) -> ErrorDetail | None:
    if name not in known:
        return ErrorDetail(str(_("There is no parameter of this name.")), code="unknown_parameter")
    if len(values) > 1:
        return ErrorDetail(str(_("Give this parameter once.")), code="repeated_parameter")
    if "\x00" in values[0]:
        return ErrorDetail(str(_("Null characters are not allowed.")), code="null_characters_not_allowed")
    if not values[0] and name not in MAY_BE_EMPTY:
        return ErrorDetail(str(_("Leave the parameter out instead of leaving it empty.")), code="empty_parameter")
    return None


@extend_schema_field(OpenApiTypes.BOOL)
class StrictBooleanFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]  # untyped base
    """`true` or `false`; django-filter's own takes any other word for 'no filter'."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("true", "true"), ("false", "false")), coerce=lambda word: word == "true", **kwargs)


@extend_schema_field(OpenApiTypes.STR)
class RegionFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]  # untyped base
    """A region by its code; what is done with it is the filter set's `method`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Region.objects.all(), **kwargs)


class EachOf(django_filters.BaseInFilter, django_filters.ChoiceFilter):  # type: ignore[misc]  # untyped bases
    """One or more of a closed set of words, separated by commas."""


class CodeFilter(django_filters.CharFilter):  # type: ignore[misc]  # untyped base
    """A code, as it stands or as the filter set's `method` takes it."""


class SearchFilter(django_filters.CharFilter):  # type: ignore[misc]  # untyped base
    """Part of a firm's name, former or present, or the start of its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, label="Part of a name, or the start of a code.", **kwargs)


class ShareFilter(django_filters.NumberFilter):  # type: ignore[misc]  # untyped base
    """A number from 0 to 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1, **kwargs)


@extend_schema_field(OpenApiTypes.STR)
class ProgrammeFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]  # untyped base
    """A programme by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Programme.objects.all(), **kwargs)


class Filters(django_filters.FilterSet):  # type: ignore[misc]  # untyped base
    """By what a list is filtered. Several words, separated by commas, mean any of them."""
