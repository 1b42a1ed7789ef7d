"""YAML text → a tree of plain nodes that know their line, by a subset of YAML without its traps.

Refused: anchors and aliases (bombs), tags (code), deep nesting, several documents, duplicate keys, overlong files. No
scalar is typed here: `on`, `010`, `1:30`, `1e3` stay the text they are, and `fields` reads a text as what the schema
expects there. The events of the parser are read one by one, so that neither depth nor size can exhaust the process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

MAX_CHARACTERS = 300_000
MAX_DEPTH = 24
_LONGEST_CITED = 60
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]")
"""Controls, turns of direction, halves of characters: nobody sees them, and databases and addresses break at them."""
_UNSEEN_IN_BLOCK = re.compile(_UNSEEN.pattern.replace("\\x00-\\x1f", "\\x00-\\x08\\x0b-\\x1f"))
_REPLACED = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong with a file: where (counted from 1), what, and what to do."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


class RulebookError(ValueError):
    """A rulebook or cases file that cannot be used, with everything found wrong in it, in the order of its lines."""

    def __init__(self, source: str, findings: tuple[Finding, ...]) -> None:
        self.source = source
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(f"{source}, {finding}" for finding in self.findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text; `quoted` if it stands in quotes or as a block."""

    line: int
    column: int
    text: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Keys with their nodes; each key once."""

    line: int
    column: int
    keys: dict[str, Scalar]
    nodes: "dict[str, Node]"


Node = Scalar | Sequence | Mapping


class _Fatal(Exception):
    """Reading cannot go on after this finding."""

    def __init__(self, mark: "_Mark | None", message: str) -> None:
        super().__init__(message)
        line, column = _place(mark)
        self.finding = Finding(line=line, column=column, message=message)


class _Mark(Protocol):
    """The parser's place in the text, counted from 0."""

    line: int
    column: int


def read_tree(text: str, source: str) -> tuple[Mapping, list[Finding]]:
    """Read a text into its tree, with what was found wrong on the way (duplicate keys).

    :raises RulebookError: the text is no YAML, or uses what is refused here, so that there is no tree.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"the file has {len(text):,} characters; a rulebook has at most {MAX_CHARACTERS:,}. Split it."
        raise RulebookError(source, (Finding(line=1, column=1, message=message),))
    findings: list[Finding] = []
    try:
        tree = _document(_events(text), findings)
    except yaml.MarkedYAMLError as error:
        message = (
            f"this is not YAML: {_cited(error.problem or error.context or '')}. Correct the line, or the one above it."
        )
        raise RulebookError(source, (_Fatal(error.problem_mark, message).finding,)) from error
    except yaml.reader.ReaderError as error:
        message = f"character {error.position + 1} of the file is not allowed in YAML: {error.reason}. Remove it."
        raise RulebookError(source, (_finding_at(text, error.position, message),)) from error
    except _Fatal as error:
        raise RulebookError(source, (*findings, error.finding)) from error
    if not isinstance(tree, Mapping):
        message = "the file has to be a mapping (`programme: …`, `version: …` and so on)."
        raise RulebookError(source, (Finding(line=tree.line, column=tree.column, message=message),))
    return tree, findings


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the parser's events, less the frame of the stream, refusing what this subset leaves out."""
    depth = documents = 0
    for event in _parsed(text):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if problem := _refusal(event, depth, documents):
            raise _Fatal(event.start_mark, problem)
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _parsed(text: str) -> Iterator[yaml.Event]:
    """Yield the events of PyYAML, whose scanner stumbles over escapes and versions that are numbers out of range."""
    loader = yaml.SafeLoader(text)
    try:
        while loader.check_event():
            yield loader.get_event()  # type: ignore[no-untyped-call]  # untyped in the stubs
    except (ValueError, OverflowError) as error:
        message = "this is not YAML: a number is out of range. Correct the line, or the one above it."
        raise _Fatal(loader.get_mark(), message) from error
    finally:
        loader.dispose()


def _refusal(event: yaml.Event, depth: int, documents: int) -> str | None:
    if documents > 1:
        return "a second document starts here; a file holds one. Remove `---`, or split the file."
    if depth > MAX_DEPTH:
        return f"nested more than {MAX_DEPTH} deep; no rulebook needs that. Close the brackets."
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "anchors (&) and aliases (*) are not allowed. Write the value out."
    if tag := getattr(event, "tag", None):
        return f"the tag {_cited(tag)} is not allowed: a rulebook is data, never code. Remove the tag."
    return None


def _document(events: Iterator[yaml.Event], findings: list[Finding]) -> Node:
    first = next(events, None)
    if first is None:
        raise _Fatal(None, "the file is empty; a rulebook starts with `programme:`.")
    tree = _node(first, events, findings)
    assert next(events, None) is None, "a second document has been refused"
    return tree


def _node(event: yaml.Event, events: Iterator[yaml.Event], findings: list[Finding]) -> Node:
    line, column = _place(event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        text = _seen(event, line, column, findings)
        return Scalar(line=line, column=column, text=text, quoted=event.style is not None)
    if isinstance(event, yaml.SequenceStartEvent):
        nodes = tuple(_node(inner, events, findings) for inner in _until(events, yaml.SequenceEndEvent))
        return Sequence(line=line, column=column, nodes=nodes)
    return _mapping(line, column, events, findings)


def _seen(event: yaml.ScalarEvent, line: int, column: int, findings: list[Finding]) -> str:
    """Return a scalar's text, noting what nobody can see in it: escapes bring in any character."""
    unseen = _UNSEEN_IN_BLOCK if event.style in ("|", ">") else _UNSEEN
    text: str = event.value
    if found := unseen.search(text):
        message = f"the character U+{ord(found[0]):04X} cannot stand in a text. Remove it; several lines need `|`."
        findings.append(Finding(line=line, column=column, message=message))
    return unseen.sub(_REPLACED, text)


def _mapping(line: int, column: int, events: Iterator[yaml.Event], findings: list[Finding]) -> Mapping:
    keys: dict[str, Scalar] = {}
    nodes: dict[str, Node] = {}
    for event in _until(events, yaml.MappingEndEvent):
        key = _node(event, events, findings)
        value = _node(next(events), events, findings)
        if not isinstance(key, Scalar):
            findings.append(Finding(line=key.line, column=key.column, message="a key has to be a single word."))
        elif key.text in keys:
            message = f"`{_cited(key.text)}` stands here twice, first in line {keys[key.text].line}. Keep one of them."
            findings.append(Finding(line=key.line, column=key.column, message=message))
        else:
            keys[key.text], nodes[key.text] = key, value
    return Mapping(line=line, column=column, keys=keys, nodes=nodes)


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _cited(text: str) -> str:
    return text if len(text) <= _LONGEST_CITED else f"{text[:_LONGEST_CITED]}…"


def _finding_at(text: str, position: int, message: str) -> Finding:
    before = text[:position]
    return Finding(line=before.count("\n") + 1, column=position - before.rfind("\n"), message=message)


def _place(mark: _Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
