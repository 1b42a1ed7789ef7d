"""What becomes of a row: create, update (old → new), repeat or refuse; and what all kinds of tables decide alike."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from crm.accounts.models import User
from crm.intake.findings import Finding, refusal, remark
from crm.intake.models import ImportRow
from crm.intake.reading.rows import ReadRow, Value, Values

Outcome = ImportRow.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row and what becomes of it."""

    row: ReadRow
    outcome: ImportRow.Outcome
    target: int | None = None
    """The enterprise (for a table of enterprises) or the financial year that an update changes."""
    enterprise: int | None = None
    """The enterprise that a financial year is of."""
    old: Values = field(default_factory=dict)
    """What an update replaces, by field; fields that were empty are in `fills`."""
    fills: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What holds for all rows of an import."""

    source: str
    known_on: date
    users: tuple[User, ...]
    """On whose behalf: only what each of them may see is touched. Nobody: the command line, which may see all."""
    confirm_suspicions: bool = False


def refused(row: ReadRow, *findings: Finding) -> PlannedRow:
    """A row that is left out."""
    return PlannedRow(row=row.found(*findings), outcome=Outcome.REFUSE)


def settle_repeats(
    rows: list[ReadRow], key_of: Callable[[ReadRow], Hashable | None], name_clash: str = "row.contradicts"
) -> tuple[list[ReadRow], set[int]]:
    """Rows of one file that speak of the same thing: the same words twice is a repeat, different words refuse both.

    Returns the rows, with findings, and the indices of those that repeat an earlier one.
    """
    by_key: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        key = None if row.refused else key_of(row)
        if key is not None:
            by_key[key].append(index)
    settled, repeats = list(rows), set()
    for indices in by_key.values():
        if len(indices) == 1:
            continue
        differing = _differing_fields([rows[index].values for index in indices])
        for index in indices:
            if differing:
                settled[index] = rows[index].found(_clash([rows[i] for i in indices], differing, name_clash))
            elif index != indices[0]:
                settled[index] = rows[index].found(remark("row.twice", row=rows[indices[0]].number))
                repeats.add(index)
    return settled, repeats


def _differing_fields(stated: list[Values]) -> list[str]:
    fields = dict.fromkeys(name for values in stated for name in values)
    return [name for name in fields if len({values.get(name) for values in stated}) > 1]


def _clash(rows: list[ReadRow], differing: list[str], name_clash: str) -> Finding:
    numbers = "、".join(str(row.number) for row in rows)
    if "name" in differing:
        return refusal(name_clash, value=rows[0].values.get("uscc", ""), rows=numbers, fields="、".join(differing))
    return refusal("row.contradicts", rows=numbers, fields="、".join(differing))


def compared(row: ReadRow, known: dict[str, Value | None], fields: Iterable[str], *, only_fill: bool) -> PlannedRow:
    """Hold what a row says against what is known: an update with its old values, or a repeat.

    A blank cell says nothing and erases nothing. With `only_fill`, what is known wins.
    """
    stated = {name: row.values[name] for name in fields if name in row.values}
    fills = tuple(name for name in stated if known.get(name) in (None, ""))
    old: Values = {}
    for name, value in stated.items():
        before = known.get(name)
        if before not in (None, "") and before != value and not only_fill:
            assert before is not None
            old[name] = before
    outcome = Outcome.UPDATE if fills or old else Outcome.REPEAT
    return PlannedRow(row=row, outcome=outcome, old=old, fills=fills)


def as_repeat(planned: PlannedRow) -> PlannedRow:
    """A row that says again what an earlier row of the file says."""
    return replace(planned, outcome=Outcome.REPEAT, old={}, fills=())
