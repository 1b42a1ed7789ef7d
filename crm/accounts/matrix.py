"""Reads the authorization matrix from `matrix.yaml`, strictly: what it does not understand, it refuses."""

import re
from collections.abc import Hashable, Mapping
from itertools import product
from pathlib import Path
from typing import Any, get_args

import yaml

from crm.accounts.rights import ACTIONS, SCOPES, About, Matrix, ObjectKind, Right, Role

RIGHT = re.compile(r"(?P<actions>[A-Z]+) (?P<scope>\S+)(?P<masked> m)?")


class MatrixUnreadable(ValueError):
    """`matrix.yaml` is not as it has to be; nobody can sign in until it is mended."""


class _StrictLoader(yaml.SafeLoader):
    """YAML in which a key stands once: PyYAML by itself takes the last one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key) for key, _value in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            raise MatrixUnreadable(f"line {node.start_mark.line + 1}: {twice[0]!r} stands twice; keep one of them")
        return super().construct_mapping(node, deep)


def read_matrix(path: Path) -> Matrix:
    """Read the matrix from `path`.

    :raises MatrixUnreadable: an unknown key, kind, action or scope, or a scope that the code does not carry out.
    """
    return parse_matrix(path.read_text(encoding="utf-8"))


def parse_matrix(text: str) -> Matrix:
    """Read the matrix from YAML text; see `read_matrix`."""
    raw = _table(yaml.load(text, Loader=_StrictLoader), {"objects", "roles"}, "matrix")  # noqa: S506  # it is a SafeLoader
    objects = {code: _object_kind(code, row) for code, row in raw["objects"].items()}
    return Matrix(roles={code: _role(code, row, objects) for code, row in raw["roles"].items()}, objects=objects)


def _object_kind(code: str, row: object) -> ObjectKind:
    fields = _table(row, {"zh", "en", "about"}, f"objects.{code}")
    if fields["about"] not in get_args(About):
        raise MatrixUnreadable(f"objects.{code}.about is {fields['about']!r}; allowed: {get_args(About)}")
    return ObjectKind(code=code, **fields)


def _role(code: str, row: object, objects: Mapping[str, ObjectKind]) -> Role:
    fields = _table(row, {"zh", "en", "rights"}, f"roles.{code}")
    given = fields["rights"]
    if unknown := given.keys() - objects.keys():
        raise MatrixUnreadable(f"roles.{code}.rights names {sorted(unknown)}; `objects` has no such kind")
    rights: dict[tuple[str, str], Right | None] = dict.fromkeys(product(objects, ACTIONS.values()))
    for kind, line in given.items():
        rights |= _rights(line, objects[kind], f"roles.{code}.rights.{kind}")
    role = Role(code=code, zh=fields["zh"], en=fields["en"], rights=rights)
    _refuse_scopes_beside_the_door(role, objects)
    return role


def _rights(line: str, kind: ObjectKind, where: str) -> dict[tuple[str, str], Right | None]:
    rights: dict[tuple[str, str], Right | None] = {}
    for part in line.split("; "):
        found = RIGHT.fullmatch(part)
        if not found:
            raise MatrixUnreadable(f"{where}: {part!r} is not of the form 'LVCU c' or 'LV c m'")
        if found["scope"] not in SCOPES[kind.about]:
            raise MatrixUnreadable(f"{where}: scope {found['scope']!r}; allowed here: {sorted(SCOPES[kind.about])}")
        for letter in found["actions"]:
            action = ACTIONS.get(letter)
            if action is None or (kind.code, action) in rights:
                raise MatrixUnreadable(f"{where}: action {letter!r} is unknown or given twice; known: {list(ACTIONS)}")
            rights[kind.code, action] = Right(scope=found["scope"], masked=bool(found["masked"]))
    return rights


def _refuse_scopes_beside_the_door(role: Role, objects: Mapping[str, ObjectKind]) -> None:
    """Whatever is about a firm is reached through `visible_to`, so a role has one scope for all of it (or counts)."""
    listed = role.right("list", "enterprise")
    for (kind, action), right in role.rights.items():
        if right is None or right.counts_only or objects[kind].about != "enterprise":
            continue
        if listed is None or right.scope != listed.scope:
            raise MatrixUnreadable(
                f"roles.{role.code}.rights.{kind}: {action} has scope {right.scope!r}, but the role lists enterprises"
                f" with {listed.scope if listed else 'no right'!r}; `visible_to` carries out one scope a role"
            )


def _table(row: object, keys: set[str], where: str) -> dict[str, Any]:
    if not isinstance(row, dict) or row.keys() != keys:
        found = sorted(map(str, row)) if isinstance(row, dict) else row
        raise MatrixUnreadable(f"{where} has to have exactly {sorted(keys)}, but has {found}")
    return row


MATRIX = read_matrix(Path(__file__).with_name("matrix.yaml"))
