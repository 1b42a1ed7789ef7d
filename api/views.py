"""What every view of the API does before it translates: check who asks, for what, and with which parameters."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from api.filters import refuse_unknown
from api.pagination import KeysetPagination, asked_ordering
from api.permissions import Need, Needs
from api.serializers import StrictSerializer
from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError


class MergedAway(DomainError):
    """The code of a record that was merged into another.

    To read, one is led on to the survivor, for this time only: the merge may be undone. A change is refused, since it
    was meant for what is no more.
    """

    code = "enterprise.merged"

    def __init__(self, survivor: str, merged: str, request: Request) -> None:
        message = _("%(merged)s was merged into the record with the code %(survivor)s.")
        super().__init__(message % {"merged": merged, "survivor": survivor}, uscc=survivor)
        self.status = 307 if request.method in ("GET", "HEAD") else 409
        steps = request.get_full_path().split("?", 1)
        path = "/".join(survivor if step.upper() == merged else step for step in steps[0].split("/"))
        self.location = "?".join([path, *steps[1:]]) if self.status == 307 else None


class ApiView(APIView):
    """A view with declared `needs` a method, and a closed set of query parameters (`query_class`)."""

    needs: ClassVar[Mapping[str, Needs]] = {}
    query_class: ClassVar[type[BaseSerializer[Any]] | None] = None
    parameter_needs: ClassVar[Mapping[str, Need]] = {}
    may_be_unavailable: ClassVar[bool] = False
    """Whether it needs what may be out of order: it is documented with 503."""
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse, before anything is read, what is not allowed or not understood."""
        super().initial(request, *args, **kwargs)
        refuse_unknown(request.query_params, self.parameters())
        for name, need in self.parameter_needs.items():
            if name in request.query_params:
                self.require(need)

    def parameters(self) -> frozenset[str]:
        """The names of the query parameters that this view reads."""
        return frozenset(self.query_class().get_fields()) if self.query_class else frozenset()  # type: ignore[attr-defined]  # every query class is a Serializer

    def asked(self) -> dict[str, Any]:
        """The query parameters, checked."""
        assert self.query_class
        given = self.query_class(data=self.request.query_params, context={"request": self.request})
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    @property
    def user(self) -> User:
        """Who asks; the permission has made sure that somebody is signed in."""
        return cast(User, self.request.user)

    def may(self, need: Need) -> bool:
        """Whether the matrix grants `need` to who asks."""
        return self.user.may(need.action, need.object)

    def require(self, need: Need) -> None:
        """Refuse who lacks `need`.

        :raises PermissionDenied: the matrix does not grant it.
        """
        if not self.may(need):
            raise PermissionDenied

    def enterprise(self, uscc: str) -> Enterprise:
        """The firm with this code, if who asks may see it: absent and denied are the same 404.

        :raises MergedAway: the record was merged into another, which who asks may see.
        """
        seen = Enterprise.objects.visible_to(self.user).select_related(
            "operating_region", "registered_region", "industry", "technology_field"
        )
        firm = seen.filter(uscc=uscc).first()
        if firm is None and (survivor := seen.filter(merged_records__uscc=uscc).first()):
            raise MergedAway(survivor.uscc, uscc, self.request)
        if firm is None:
            raise Http404
        return firm

    def refuse_body(self) -> None:
        """Refuse a body with anything in it, where the address says all.

        :raises ValidationError: something was sent that nobody would heed.
        """
        StrictSerializer(data=self.request.data).is_valid(raise_exception=True)

    @property
    def today(self) -> date:
        """The day at the bureau: the edge where the clock is read."""
        return timezone.localdate()


class ListView(ApiView, GenericAPIView[Any]):
    """A filtered, ordered list in pages. `filterset_class`, `orderings` and `default_ordering` say what it offers."""

    pagination_class: type[KeysetPagination] | None = KeysetPagination
    filterset_class: Any = None

    def parameters(self) -> frozenset[str]:
        """Filters, ordering and page."""
        filters = self.filterset_class.base_filters if self.filterset_class else ()
        return frozenset({*filters, "ordering", "cursor", "page_size"})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Also refuse to order by what the user may not see: an order tells."""
        super().initial(request, *args, **kwargs)
        _, ordering = asked_ordering(request, self)
        if ordering.need:
            self.require(ordering.need)

    def page_of(self, rows: QuerySet[Any]) -> list[Any]:
        """The rows of the page that is asked for, after the filters."""
        page: list[Any] | None = self.paginate_queryset(self.filter_queryset(rows))
        return page or []
