"""The words of the authorization matrix: roles, kinds of objects, actions, scopes, rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

EnterpriseScope = Literal["all", "regions", "portfolio", "none"]
About = Literal["enterprise", "user", "nobody"]

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "L": "list",
        "V": "view",
        "C": "create",
        "U": "update",
        "D": "delete",
        "X": "export",
        "P": "unmask",
        "A": "approve",
        "R": "run",
    }
)
SCOPES: Mapping[About, frozenset[str]] = MappingProxyType(
    {
        "enterprise": frozenset({"o", "c", "g", "k", "*"}),
        "user": frozenset({"own", "team", "other", "sent", "*"}),
        "nobody": frozenset({"*"}),
    }
)
ENTERPRISE_SCOPES: Mapping[str, EnterpriseScope] = MappingProxyType(
    {"*": "all", "c": "regions", "g": "regions", "o": "portfolio"}
)
COUNTS_ONLY = "k"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectKind:
    """A kind of object that rights speak of, and whether each of them is about a firm, a user or nobody."""

    code: str
    zh: str
    en: str
    about: About


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """The right to one action on one kind of object, within a scope; `masked`: personal data is not shown in full."""

    scope: str
    masked: bool

    @property
    def counts_only(self) -> bool:
        """Only numbers of firms, and none below 5, never a firm."""
        return self.scope == COUNTS_ONLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role of the matrix. `rights` are by kind of object and action, both as words."""

    code: str
    zh: str
    en: str
    rights: Mapping[tuple[str, str], Right | None]

    @property
    def enterprise_scope(self) -> EnterpriseScope:
        """Which firms the role lists: what `Enterprise.objects.visible_to` goes by."""
        listed = self.right("list", "enterprise")
        return ENTERPRISE_SCOPES.get(listed.scope, "none") if listed else "none"

    def right(self, action: str, kind: str) -> Right | None:
        """The right to do `action` on objects of `kind`, or None.

        :raises KeyError: the matrix knows no such action or kind: a slip of the programmer, not of the user.
        """
        return self.rights[kind, action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All roles and all kinds of objects, by code, in the order of the file."""

    roles: Mapping[str, Role]
    objects: Mapping[str, ObjectKind]

    def role(self, code: str) -> Role:
        """The role with this code.

        :raises KeyError: no such role.
        """
        return self.roles[code]

    def role_codes(self) -> list[str]:
        """The codes, in the order of the file."""
        return list(self.roles)

    def role_choices(self) -> list[tuple[str, str]]:
        """Codes with their Chinese names, as a model field wants them."""
        return [(role.code, role.zh) for role in self.roles.values()]
