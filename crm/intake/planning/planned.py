"""What becomes of a row: create, update (old → new), repeat, wait or refuse; what all kinds of tables decide alike."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from crm.accounts.models import User
from crm.enterprises.names import spelling
from crm.intake.findings import Finding, hold, refusal, remark
from crm.intake.kinds.fields import IDENTITY
from crm.intake.models import ImportRow
from crm.intake.reading.column_readers import Value
from crm.intake.reading.rows import ReadRow, Values
from crm.intake.words import listed

Outcome = ImportRow.Outcome
Place = tuple[str, int]
"""Sheet and number of a row."""

NOT_CONFIRMABLE = frozenset({"enterprise.unidentified", "row.contradicts", "uscc.two_names"})
"""What holds a row until it is assigned, mended or left out: there is nothing that could be confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on a row."""

    confirmed: frozenset[str] = frozenset()
    """The codes of suspicions that turned out to be right."""
    enterprise: int | None = None
    """The firm that the row is about."""
    leave_out: bool = False

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Self:
        """What `ImportRow.decision` says."""
        given = stored or {}
        return cls(
            confirmed=frozenset(given.get("confirmed") or ()),
            enterprise=given.get("enterprise"),
            leave_out=bool(given.get("leave_out")),
        )


UNDECIDED = Decision()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What holds for all rows of an import, and what was decided on single ones."""

    source: str
    known_on: date
    users: tuple[User, ...]
    """On whose behalf: only what each of them may see is touched. Nobody: the command line, which may see all."""
    confirm_suspicions: bool = False
    decisions: Mapping[Place, Decision] = field(default_factory=dict)

    def decision_of(self, row: ReadRow) -> Decision:
        """What was decided on a row."""
        return self.decisions.get((row.sheet, row.number), UNDECIDED) if self.decisions else UNDECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row and what becomes of it."""

    row: ReadRow
    outcome: ImportRow.Outcome
    found: tuple[Finding, ...] = ()
    """What the plan found, beside what the reading had."""
    target: int | None = None
    """The statement or fact that an update changes."""
    enterprise: int | None = None
    """The firm that the row is about; None for a firm that the row creates."""
    old: Values = field(default_factory=dict)
    """What an update replaces, by field; fields that were empty are in `fills`."""
    fills: tuple[str, ...] = ()
    before: Mapping[str, Value | None] | None = None
    """What the statement that is changed said before, where that is not what was shown."""
    was_row: int | None = None
    """The imported row that what is changed came from until now."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, by the reading and by the plan."""
        return (*self.row.findings, *self.found)

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that an update writes."""
        return (*self.old, *self.fills)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The whole import, worked out. The same rows, state and day always give the same plan."""

    rows: tuple[PlannedRow, ...]

    def counts(self) -> dict[str, int]:
        """Rows by outcome, each outcome named."""
        times = Counter(row.outcome for row in self.rows)
        return {outcome.value: times[outcome] for outcome in Outcome}

    def of(self, outcome: ImportRow.Outcome) -> tuple[PlannedRow, ...]:
        """The rows with this outcome."""
        return tuple(row for row in self.rows if row.outcome == outcome)


def refused(row: ReadRow, *found: Finding) -> PlannedRow:
    """A row that is left out."""
    return PlannedRow(row=row, outcome=Outcome.REFUSE, found=found)


def left_out(row: ReadRow) -> PlannedRow:
    """A row that somebody decided to leave out."""
    return refused(row, refusal("row.left_out"))


def settled(planned: PlannedRow, circumstances: Circumstances) -> PlannedRow:
    """The row as it really ends: refused or held by what was found, unless a person has confirmed that."""
    if not planned.found and not planned.row.findings:
        return planned
    weighed = _weighed(planned, circumstances)
    if any(finding.refuses for finding in weighed.findings):
        return replace(weighed, outcome=Outcome.REFUSE, old={}, fills=())
    if any(finding.holds for finding in weighed.findings):
        return replace(weighed, outcome=Outcome.CONFLICT)
    return weighed


def _weighed(planned: PlannedRow, circumstances: Circumstances) -> PlannedRow:
    """The row with the suspicions that were confirmed as mere remarks."""
    confirmed = circumstances.decision_of(planned.row).confirmed

    def weighed(finding: Finding) -> Finding:
        confirmable = finding.holds and finding.code not in NOT_CONFIRMABLE
        is_confirmed = confirmable and (circumstances.confirm_suspicions or finding.code in confirmed)
        return finding.weighing("remark") if is_confirmed else finding

    if not any(finding.holds for finding in planned.findings):
        return planned
    row = replace(planned.row, findings=tuple(map(weighed, planned.row.findings)))
    return replace(planned, row=row, found=tuple(map(weighed, planned.found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is to be said of rows of one file that speak of the same thing."""

    found: Mapping[int, Finding]
    """Index of the row → what was found."""
    repeats: frozenset[int]
    """The rows that only say again what an earlier one says."""

    def of(self, index: int) -> tuple[Finding, ...]:
        """What was found of one row."""
        found = self.found.get(index)
        return () if found is None else (found,)


def settle_repeats(
    rows: Sequence[ReadRow],
    keys: Sequence[Hashable | None],
    *,
    name_clash: str = "row.contradicts",
    ignoring: Collection[str] = IDENTITY,
) -> Settled:
    """Rows of one file with the same key: the same words twice is a repeat, different words hold all of them.

    `keys` is parallel to `rows`; a row whose key is None takes no part. `ignoring` are fields that may differ.
    """
    by_key: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key is not None:
            by_key[key].append(index)
    found: dict[int, Finding] = {}
    repeats: set[int] = set()
    for indices in by_key.values():
        if len(indices) == 1:
            continue
        differing = _differing_fields([rows[index].values for index in indices], ignoring)
        if differing:
            found |= dict.fromkeys(indices, _clash([rows[index] for index in indices], differing, name_clash))
        else:
            found |= dict.fromkeys(indices[1:], remark("row.twice", row=rows[indices[0]].number))
            repeats |= set(indices[1:])
    return Settled(found=found, repeats=frozenset(repeats))


def _differing_fields(stated: list[Values], ignoring: Collection[str]) -> list[str]:
    fields = dict.fromkeys(name for values in stated for name in values if name not in ignoring)
    return [name for name in fields if len({_comparable(name, values.get(name)) for values in stated}) > 1]


def _comparable(field: str, value: Value | None) -> Value | None:
    return spelling(value) if field == "name" and isinstance(value, str) else value


def _clash(rows: list[ReadRow], differing: list[str], name_clash: str) -> Finding:
    numbers = "、".join(str(row.number) for row in rows)
    code = name_clash if "name" in differing else "row.contradicts"
    return hold(code, value=rows[0].values.get("uscc", ""), rows=numbers, fields=listed(differing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How what a row says differs from what is known."""

    old: Values = field(default_factory=dict)
    fills: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.old or self.fills)


def compared(stated: Mapping[str, Value], known: Mapping[str, Value | None]) -> Difference:
    """Hold what a row says against what is known. What it does not speak of it does not erase."""
    old: Values = {}
    fills: list[str] = []
    for name, value in stated.items():
        before = known.get(name)
        if before is None or before == "":
            fills.append(name)
        elif before != value:
            old[name] = before
    return Difference(old=old, fills=tuple(fills))


def as_repeat(planned: PlannedRow) -> PlannedRow:
    """A row that says again what an earlier row of the file says."""
    return replace(planned, outcome=Outcome.REPEAT, old={}, fills=())
