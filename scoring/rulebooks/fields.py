"""Read typed fields out of a YAML tree and note everything that is wrong, instead of stopping at the first.

A getter that cannot read its field notes a finding and returns a stand-in of the right type: the caller builds on, and
whoever called it throws the result away because there are findings.
"""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from yaml import ScalarNode
from yaml.resolver import Resolver

from scoring.rulebooks.limits import LONGEST_CITED, LONGEST_ID, MOST_FINDINGS, MOST_HINTS, PROGRAMME, VERSION
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.schema import Rulebook, Text
from scoring.rulebooks.yaml_tree import Finding, Mapping, Node, Scalar, Sequence

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,9})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[a-z][a-z0-9_]*")
_VERSION, _PROGRAMME = re.compile(VERSION), re.compile(PROGRAMME)
_RESOLVER = Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"


class Withdrawn(Exception):
    """The rulebook that was looked up decides nothing any more, so nothing new can rest on it."""


Library = Callable[[str, str], Rulebook | None]
"""Finds a rulebook by its programme and version; raises `RulebookError` if its text is wrong, or `Withdrawn`."""

Key = tuple[str, str]
READING: ContextVar[tuple[Key, ...]] = ContextVar("READING", default=())
"""The rulebooks (programme, version) that are being read just now, each referred to by the one before it."""


def no_library(programme: str, version: str) -> Rulebook | None:
    """Find nothing: what a rulebook that stands alone can refer to."""
    return None


@dataclass(slots=True, kw_only=True)
class Report:
    """What was found wrong; the ids taken so far and what has them; names to look up once all is read; counts."""

    findings: list[Finding] = field(default_factory=list)
    library: Library = no_library
    ids: dict[str, Scalar] = field(default_factory=dict)
    owners: "dict[str, Fields]" = field(default_factory=dict)
    points_of: list[Scalar] = field(default_factory=list)
    required: list[Scalar] = field(default_factory=list)
    taken_over: dict[Key, Rulebook] = field(default_factory=dict)
    criteria: int = 0
    items: int = 0
    hints: int = 0

    def add(self, node: Node, message: str) -> None:
        """Note a finding at a node; nobody reads hundreds, so that there is an end."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(line=node.line, column=node.column, message=message))

    def near(self, text: str, known: Iterable[str]) -> str | None:
        """Return the known name that a misspelt one is closest to; after many no more are looked for."""
        self.hints += 1
        if self.hints > MOST_HINTS or len(text) > LONGEST_CITED:
            return None
        return next(iter(get_close_matches(text, known, n=1)), None)


class Fields:
    """The keys of one mapping; `done()` notes the keys that nobody asked for."""

    def __init__(self, node: Node, report: Report) -> None:
        self.report = report
        self.node = node
        self._asked: set[str] = set()
        if isinstance(node, Mapping):
            self._keys, self._nodes = node.keys, node.nodes
        else:
            self._keys, self._nodes = {}, {}
            report.add(node, "here has to be a mapping (`key: value`).")

    def has(self, key: str) -> bool:
        """Tell whether the key is written."""
        return key in self._nodes

    def get(self, key: str) -> Node | None:
        """Return the node of a key that may be absent."""
        self._asked.add(key)
        return self._nodes.get(key)

    def need(self, key: str) -> Node | None:
        """Return the node of a key, noting its absence."""
        node = self.get(key)
        if node is None and isinstance(self.node, Mapping):
            self.report.add(self.node, f"`{key}` is missing; write `{key}: …`.")
        return node

    def done(self) -> None:
        """Note every key that was not asked for."""
        for key in self._nodes.keys() - self._asked:
            close = self.report.near(key, self._asked)
            hint = f"did you mean `{close}`?" if close else f"known here: {', '.join(sorted(self._asked))}."
            self.report.add(self._keys[key], f"`{shortened(key)}` is not known here; {hint}")

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; plain words that other YAML readers take for a number, a date or a yes/no need quotes."""
        node = self.get(key) if default is not None else self.need(key)
        if node is None:
            return default or ""
        if not isinstance(node, Scalar) or not node.text.strip():
            self.report.add(node, f"`{key}` has to be a text.")
            return ""
        if not node.quoted and (other := _other_reading(node.text)):
            self.report.add(node, f"`{cited(node)}` would be read as {other} elsewhere; put it in quotes.")
        return node.text

    def words(self, key: str, default: Text | None = None) -> Text:
        """Read a text in both languages: `{zh: …, en: …}`."""
        node = self.get(key) if default else self.need(key)
        if node is None:
            return default or Text(zh="", en="")
        inner = Fields(node, self.report)
        words = Text(zh=inner.text("zh"), en=inner.text("en"))
        inner.done()
        return words

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> Any:
        """Read one word of a closed set."""
        allowed = tuple(allowed)
        node = self.get(key) if default else self.need(key)
        return (default or allowed[0]) if node is None else read_choice(node, allowed, self.report)

    def number(self, key: str) -> Decimal:
        """Read a number as written: digits, one point."""
        node = self.need(key)
        return Decimal(0) if node is None else read_number(node, self.report)

    def day(self, key: str) -> date | None:
        """Read a date that may be absent."""
        node = self.get(key)
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            self.report.add(node, f"{text} is not in the calendar; correct the day.")
            return None
        self.report.add(node, f"`{cited(node)}` is no date; write year-month-day, such as 2026-04-01.")
        return None

    def true(self, key: str) -> bool:
        """Read a mark that is either `true` or not written."""
        node = self.get(key)
        if node is None:
            return False
        if not isinstance(node, Scalar) or node.text != "true":
            self.report.add(node, f"`{key}` is either written as `{key}: true`, or left out.")
        return True

    def nodes(self, key: str, *, optional: bool = False) -> tuple[Node, ...]:
        """Read a list, which may not be empty."""
        node = self.get(key) if optional else self.need(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence) or not node.nodes:
            self.report.add(node, f"`{key}` has to be a list with at least one entry (`- …`).")
            return ()
        return node.nodes

    def new_id(self) -> str:
        """Read `id`, which has to be new to the rulebook."""
        text = self.text("id")
        node = self.get("id")
        if not isinstance(node, Scalar) or not text:
            return ""
        check_id(node, self.report)
        if text in self.report.ids:
            line = self.report.ids[text].line
            self.report.add(node, f"the id `{shortened(text)}` is taken in line {line}; choose another.")
        self.report.ids.setdefault(text, node)
        self.report.owners.setdefault(text, self)
        return text

    def version(self) -> str:
        """Read `version`, a name that can stand in an address."""
        text, node = self.text("version"), self.get("version")
        if node and text and not _VERSION.fullmatch(text):
            name = shortened(text)
            message = (
                f"`{name}` cannot be a version: at most 40 of A to Z, a to z, digits, `.`, `_`, `-`, no sign first."
            )
            self.report.add(node, message)
        return text

    def programme(self) -> str:
        """Read `programme`, the code of one."""
        text, node = self.text("programme"), self.get("programme")
        if node and text and not _PROGRAMME.fullmatch(text):
            self.report.add(node, f"`{shortened(text)}` cannot be a programme: write its code, such as tech_sme.")
        return text

    def measure(self, key: str) -> Measure:
        """Read the name of a measure."""
        node = self.need(key)
        return STAND_IN if node is None else read_measure(node, self.report)


STAND_IN = Measure(name="", unit="count", zh="", en="", fact="judgement")
"""Stands for a measure that could not be read."""


def _other_reading(text: str) -> str | None:
    """Return what YAML 1.1 takes plain words for, if not for a text: `on` is a bool, `010` an int, `1:30` too."""
    tag: str = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # untyped in the stubs
    return None if tag == _TEXT_TAG else tag.rpartition(":")[2]


def shortened(text: str) -> str:
    """Return a text as a finding repeats it."""
    return text if len(text) <= LONGEST_CITED else f"{text[:LONGEST_CITED]}…"


def cited(node: Node) -> str:
    """Return what stands at a node as a finding repeats it."""
    if isinstance(node, Scalar):
        return shortened(node.text)
    return "[…]" if isinstance(node, Sequence) else "{…}"


def check_id(node: Scalar, report: Report) -> None:
    """Note what cannot be an id."""
    if not _ID.fullmatch(node.text) or node.text == "total":
        report.add(node, f"`{cited(node)}` cannot be an id: lower-case letters, digits and _, not `total`.")
    elif "__" in node.text:
        report.add(node, f"`{cited(node)}` cannot be an id: two _ in a row mark criteria taken over by `meets`.")
    if len(node.text) > LONGEST_ID:
        report.add(node, f"`{cited(node)}` cannot be an id: it has {len(node.text)}, at most {LONGEST_ID} characters.")


def read_choice(node: Node, allowed: tuple[str, ...], report: Report) -> Any:
    """Read one word of a closed set."""
    text = node.text if isinstance(node, Scalar) else ""
    if text in allowed:
        return text
    report.add(node, f"`{cited(node)}` is not possible here; one of: {', '.join(allowed)}.")
    return allowed[0]


def read_number(node: Node, report: Report) -> Decimal:
    """Read a number as written: no exponent, no separators, no leading zero, no sexagesimals."""
    text = node.text if isinstance(node, Scalar) and not node.quoted else ""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    report.add(node, f"`{cited(node)}` is no plain number; write digits with at most one point, such as 1000 or 0.05.")
    return Decimal(0)


def read_measure(node: Node, report: Report) -> Measure:
    """Read the name of a measure, with a hint if it is misspelt."""
    text = node.text if isinstance(node, Scalar) else ""
    if text in MEASURES:
        return MEASURES[text]
    close = report.near(text, MEASURES)
    hint = f"did you mean `{close}`?" if close else "see the list of measures."
    report.add(node, f"there is no measure `{cited(node)}`; {hint}")
    return STAND_IN
