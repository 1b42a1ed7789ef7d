"""Rulebooks from files: alone, or a folder of them that may refer to each other."""

import re
from collections.abc import Iterator
from pathlib import Path

from scoring.rulebooks.fields import Key, Library
from scoring.rulebooks.parser import parse_rulebook, read_text
from scoring.rulebooks.schema import Rulebook
from scoring.rulebooks.yaml_tree import Finding, RulebookError, read_tree

__all__ = ["Finding", "Library", "RulebookError", "load_rulebook", "load_rulebooks", "parse_rulebook", "read_text"]

CASES_SUFFIX = ".cases.yaml"
_HEAD = re.compile(r"^(programme|version):\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


class Folder:
    """The rulebooks of a folder, each read when it is first asked for; a `Library`."""

    def __init__(self, root: Path) -> None:
        self._paths: dict[Key, Path] = {}
        self._read: dict[Path, Rulebook] = {}
        self.paths = tuple(path for path in sorted(root.rglob("*.yaml")) if not path.name.endswith(CASES_SUFFIX))
        for path in self.paths:
            self._paths.setdefault(_key(read_text(path)), path)

    def __call__(self, programme: str, version: str) -> Rulebook | None:
        """Return the rulebook with this name, None if there is none."""
        path = self._paths.get((programme, version))
        return self.load(path) if path else None

    def load(self, path: Path) -> Rulebook:
        """Read one of the files.

        :raises RulebookError: anything that `parse_rulebook` refuses.
        """
        if path not in self._read:
            self._read[path] = parse_rulebook(read_text(path), str(path), self)
        return self._read[path]


def load_rulebook(path: Path, library: Library | None = None) -> Rulebook:
    """Load a rulebook from a file; without a library it may refer to the rulebooks in the folder above its own.

    :raises RulebookError: the file is not UTF-8, or anything that `parse_rulebook` refuses.
    """
    return parse_rulebook(read_text(path), str(path), library or _beside(path))


def load_rulebooks(folder: Path) -> tuple[Rulebook, ...]:
    """Load every rulebook in a folder and below it, in the order of their paths; cases beside them are left out.

    :raises RulebookError: a file cannot be used, or two of them are the same version, or versions of one programme
        that are in force on the same day.
    """
    files = Folder(folder)
    rulebooks = tuple(files.load(path) for path in files.paths)
    for place, (path, rulebook) in enumerate(zip(files.paths, rulebooks, strict=True)):
        for other in rulebooks[:place]:
            if findings := tuple(_clashes(path, rulebook, other)):
                raise RulebookError(str(path), findings)
    return rulebooks


def _beside(path: Path) -> Library:
    """Find rulebooks beside a file, by the convention `<programme>/<version>.yaml`."""

    def find(programme: str, version: str) -> Rulebook | None:
        beside = path.parent.parent / programme / f"{version}.yaml"
        return parse_rulebook(read_text(beside), str(beside), find) if beside.is_file() else None

    return find


def _key(text: str) -> Key:
    """Return programme and version as they stand at the head of a file, without reading all of it."""
    head = dict(_HEAD.findall(text))
    return head.get("programme", ""), head.get("version", "")


def _clashes(path: Path, rulebook: Rulebook, other: Rulebook) -> Iterator[Finding]:
    if rulebook.programme != other.programme:
        return
    name = f"{other.programme}@{other.version}"
    if rulebook.version == other.version:
        yield _finding(path, "version", f"{name} is there twice. Give one of them a version of its own.")
    elif "draft" not in {rulebook.status, other.status} and _overlap(rulebook, other):
        until = other.effective_until or "…"
        message = f"the term overlaps that of {name} ({other.effective_from} to {until}). End one before the other."
        yield _finding(path, "effective_from", message)


def _overlap(one: Rulebook, other: Rulebook) -> bool:
    ends_before = one.effective_until is not None and one.effective_until < other.effective_from
    starts_after = other.effective_until is not None and other.effective_until < one.effective_from
    return not ends_before and not starts_after


def _finding(path: Path, key: str, message: str) -> Finding:
    tree, _ = read_tree(read_text(path), str(path))
    node = tree.nodes[key]
    return Finding(line=node.line, column=node.column, message=message)
