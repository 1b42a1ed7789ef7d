"""Who may use which function. Which firms somebody sees is not decided here but by `visible_to`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView  # at run time that module needs this one first


class Need(NamedTuple):
    """What the matrix has to allow: this action on this kind of object (crm/accounts/matrix.yaml)."""

    action: str
    object: str


SIGNED_IN = Need("", "")
"""For the few functions that everybody who is signed in has: who am I, what can this API do, reference lists."""


Needs = Need | tuple[Need, ...]
"""One need, or several that all have to be granted."""


def each_need(needs: Needs) -> tuple[Need, ...]:
    """The needs one by one."""
    return (needs,) if isinstance(needs, Need) else needs


def needs_of(view: "APIView") -> Mapping[str, tuple[Need, ...]]:
    """What each method of `view` needs; a view that says nothing has nothing to offer."""
    needs: Mapping[str, Needs] = getattr(view, "needs", {})
    return {method: each_need(need) for method, need in needs.items()}


class MayUseFunction(BasePermission):
    """Allows what the view declares in `needs` and the matrix grants; whatever is not declared is refused."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the user of `request` may use this method of `view`.

        :raises MethodNotAllowed: the user is signed in, but the view has no such method.
        """
        if not request.user.is_authenticated:
            return False
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in view.allowed_methods:
            raise MethodNotAllowed(method)
        needs = needs_of(view).get(method)
        if not needs:
            return False
        return all(need == SIGNED_IN or request.user.may(need.action, need.object) for need in needs)
