"""Which of several statements about one field counts, and why: pure, over plain values.

Order of the statements about a field: the source that a person chose → the rank of the source or basis → known last →
entered last. Everything that shows a value or computes with it asks here.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.enterprises.models.enterprise import Enterprise
from crm.enterprises.models.registration import Registration
from crm.enterprises.models.sources import MOST_RANK

Reason = Literal["chosen_by_hand", "ranks_first", "newest", "only_one"]

REASONS: dict[str, Promise] = {
    "chosen_by_hand": _("somebody chose this source"),
    "ranks_first": _("this source ranks first"),
    "newest": _("it became known last"),
    "only_one": _("only this source speaks of it"),
}

UNRANKED = MOST_RANK + 1
"""The rank of what no row of the ranks speaks of."""

PAIRED_WITH_STATUS = "ended_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one source says of one field; `id` is the key of the row that says it."""

    id: int
    value: object
    source: str
    known_on: date
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The source, and perhaps the basis, that a person chose for a field."""

    source: str
    basis: str = ""

    def means(self, statement: Statement) -> bool:
        """Whether it is this statement's source (and basis) that was chosen."""
        return self.source == statement.source and self.basis in ("", statement.basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The statement that counts, why it does, and those that do not, best first."""

    statement: Statement
    reason: Reason
    others: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """Ranks of the statements about one kind of facts, by (field, source, basis); a blank means every one."""

    by_key: Mapping[tuple[str, str, str], int]

    def of(self, field: str, source: str, basis: str = "") -> int:
        """The rank of a statement: what is said of the field goes before what is said of all, source before basis."""
        if not self.by_key:
            return UNRANKED
        for about in (field, ""):
            for key in ((about, source, basis), (about, source, ""), (about, "", basis)):
                if key in self.by_key:
                    return self.by_key[key]
        return UNRANKED


NO_RANKS = Ranks(by_key={})


def order(
    field: str, statements: Sequence[Statement], ranks: Ranks, choice: Choice | None = None
) -> tuple[Statement, ...]:
    """The statements about `field`, the one that counts first."""

    def place(statement: Statement) -> tuple[bool, int, int, int]:
        chosen = choice is not None and choice.means(statement)
        rank = ranks.of(field, statement.source, statement.basis)
        return (not chosen, rank, -statement.known_on.toordinal(), -statement.id)

    return tuple(sorted(statements, key=place))


def choose(field: str, statements: Sequence[Statement], ranks: Ranks, choice: Choice | None = None) -> Chosen:
    """The statement about `field` that counts, of one or more.

    A choice of a source that says nothing of the field, or not any more, has no effect.
    """
    ordered = statements if len(statements) == 1 else order(field, statements, ranks, choice)
    first, *others = ordered
    return Chosen(statement=first, reason=_reason(field, first, others, ranks, choice), others=tuple(others))


def _reason(field: str, first: Statement, others: Sequence[Statement], ranks: Ranks, choice: Choice | None) -> Reason:
    if choice is not None and choice.means(first):
        return "chosen_by_hand"
    if not others:
        return "only_one"
    rivals = [other for other in others if other.value != first.value] or others
    nearest = min(ranks.of(field, rival.source, rival.basis) for rival in rivals)
    return "ranks_first" if ranks.of(field, first.source, first.basis) < nearest else "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationStatement:
    """All that one source says of who a firm is on a day; a field that it does not speak of is None or not there."""

    id: int
    source: str
    known_on: date
    values: Mapping[str, object]

    def about(self, field: str) -> Statement:
        """What it says of one field."""
        return Statement(id=self.id, value=self.values[field], source=self.source, known_on=self.known_on)


def choose_registration(
    stated: Sequence[RegistrationStatement],
    ranks: Ranks,
    choices: Mapping[str, Choice],
    fields: Collection[str] = Registration.STATED,
) -> dict[str, Chosen]:
    """The statement that counts, for each of `fields` that any source speaks of; with the end goes the status.

    Status and end go together: while the firm is in business it has no end, and the day on which one source says that
    it moved out is not the day on which another says that it was dissolved.
    """
    chosen: dict[str, Chosen] = {}
    wanted = {*fields, "status"} if PAIRED_WITH_STATUS in fields else fields
    for field in Registration.STATED:
        if field not in wanted:
            continue
        speaking = [said for said in stated if said.values.get(field) is not None]
        if field == PAIRED_WITH_STATUS:
            speaking = _fitting(speaking, chosen.get("status"))
        if speaking:
            chosen[field] = choose(field, [said.about(field) for said in speaking], ranks, choices.get(field))
    return chosen


def _fitting(ends: list[RegistrationStatement], status: Chosen | None) -> list[RegistrationStatement]:
    """The ends that fit the status that counts."""
    shown = status.statement.value if status is not None else Enterprise.Status.OPERATING
    if shown in Enterprise.IN_BUSINESS:
        return []
    return [said for said in ends if said.values.get("status") in (None, shown)]
