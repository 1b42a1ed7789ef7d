"""The plan for a table of enterprises: each row is what one source says of a firm on the day it became known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crm.enterprises.choosing import Choice, Chosen, Ranks, Reason, RegistrationStatement, choose_registration
from crm.enterprises.models import Enterprise, SourceRank
from crm.enterprises.names import same_name, spelling
from crm.enterprises.statements import choices_of, ranks_of
from crm.intake.findings import Finding, hold, refusal, remark
from crm.intake.planning.identify import Identified, Wording, identify
from crm.intake.planning.known import KnownEnterprise, Stated, regions_of, registrations_of, shown_of
from crm.intake.planning.places import Cities
from crm.intake.planning.planned import (
    Circumstances,
    Outcome,
    PlannedRow,
    as_repeat,
    compared,
    settle_repeats,
)
from crm.intake.planning.references import field_words
from crm.intake.reading.column_readers import Value
from crm.intake.reading.rows import ReadRow
from crm.intake.words import listed

ENDED = frozenset(Enterprise.Status.values) - set(Enterprise.IN_BUSINESS)
WORDING = Wording(unknown=None, hidden="enterprise.not_yours", unmatched="uscc.missing")
NEWEST = 2**62
"""The key that a statement counts with that is not on record yet: entered last."""

Shown = Mapping[str, Value | None]
Winner = tuple[str, str, Reason]
"""Source, day and reason of the statement that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """What is on record about the firms of the file, and what the plan is held against."""

    shown: Mapping[int, Shown]
    stated: Mapping[int, Sequence[Stated]]
    """Only of firms of which the file says something else than is shown."""
    ranks: Ranks
    choices: Mapping[int, Mapping[str, Choice]]
    allowed: set[str] | None
    cities: Cities


def plan_enterprises(rows: list[ReadRow], circumstances: Circumstances) -> list[PlannedRow]:
    """What becomes of each row: a new firm, another statement about a known one, or a repeat of what is shown."""
    rows, unnamed = _with_technology_fields(rows)
    identified = identify(rows, circumstances, WORDING)
    # before rows are compared: one that was planned before has them already
    rows = [_with_defaults(row) if found.firm is None else row for row, found in zip(rows, identified, strict=True)]
    keys = [_key(row, found) for row, found in zip(rows, identified, strict=True)]
    said_twice = settle_repeats(rows, keys, name_clash="uscc.two_names", ignoring={"uscc"})
    records = _records(rows, identified, circumstances)
    planned = [
        _planned(row, found, (*unnamed.get(index, ()), *said_twice.of(index)), records, circumstances)
        for index, (row, found) in enumerate(zip(rows, identified, strict=True))
    ]
    return [as_repeat(row) if index in said_twice.repeats else row for index, row in enumerate(planned)]


def _with_technology_fields(rows: list[ReadRow]) -> tuple[list[ReadRow], dict[int, tuple[Finding, ...]]]:
    """The rows with technology fields by their codes, and what is to be said of those that are in no list."""
    naming = [index for index, row in enumerate(rows) if "technology_field" in row.values]
    words = field_words() if naming else {}
    named, unnamed = list(rows), dict[int, tuple[Finding, ...]]()
    for index in naming:
        values = dict(rows[index].values)
        text = str(values.pop("technology_field"))
        code = words.get(spelling(text))
        if code is None:
            unnamed[index] = (remark("technology_field.not_found", value=text).about("technology_field"),)
        else:
            values["technology_field"] = code
        named[index] = replace(rows[index], values=values)
    return named, unnamed


def _key(row: ReadRow, found: Identified) -> int | str | None:
    """What rows of one firm have in common; None for a row that is of no firm."""
    if found.firm is not None:
        return found.firm.pk
    return None if found.found else str(row.values["uscc"])


def _records(rows: Sequence[ReadRow], identified: Sequence[Identified], circumstances: Circumstances) -> _Records:
    firms = {found.firm.pk for found in identified if found.firm is not None}
    shown = shown_of(firms) if firms else {}
    doubtful = {
        found.firm.pk
        for row, found in zip(rows, identified, strict=True)
        if found.firm is not None and _says_else(row, shown[found.firm.pk])
    }
    choices: dict[int, dict[str, Choice]] = {}
    if doubtful:
        for (firm, field, _year), choice in choices_of(doubtful, SourceRank.Table.REGISTRATION).items():
            choices.setdefault(firm, {})[field] = choice
    return _Records(
        shown=shown,
        stated=registrations_of(doubtful) if doubtful else {},
        ranks=ranks_of(SourceRank.Table.REGISTRATION),
        choices=choices,
        allowed=regions_of(circumstances.users),
        cities=Cities.load(circumstances.users),
    )


def _says_else(row: ReadRow, shown: Shown) -> bool:
    return any(name in shown and shown[name] != value for name, value in row.values.items())


def _planned(
    row: ReadRow,
    identified: Identified,
    said: tuple[Finding, ...],
    records: _Records,
    circumstances: Circumstances,
) -> PlannedRow:
    firm, found = identified.firm, (*identified.found, *said)
    if firm is None and identified.found:
        return PlannedRow(row=row, outcome=Outcome.CREATE, found=identified.found)  # they say why there is no firm
    problem = _problem(row, firm, records.allowed)
    if problem is not None:
        return PlannedRow(
            row=row, outcome=Outcome.REFUSE, found=(*found, problem), enterprise=firm.pk if firm else None
        )
    if firm is None:
        doubts = (*found, *_doubts_of_a_new_firm(row, records.cities), *_doubts_of_days(row.values))
        return _end_remarked(PlannedRow(row=row, outcome=Outcome.CREATE, found=doubts), shown={})
    return _statement(row, firm, found, records, circumstances)


def _problem(row: ReadRow, firm: KnownEnterprise | None, allowed: set[str] | None) -> Finding | None:
    """Why the row may not be taken, apart from its cells."""
    values = row.values
    if firm is None and "name" not in values:
        return refusal("name.missing")
    if "ended_on" in values and values.get("status", firm.status if firm else None) not in ENDED:
        return refusal("status.end_without_reason")
    place = values.get("operating_region") or (values.get("registered_region") if firm is None else None)
    if allowed is not None and (place not in allowed if firm is None else place is not None and place not in allowed):
        return refusal("region.not_yours")
    return None


def _with_defaults(row: ReadRow) -> ReadRow:
    """A new firm operates where it is registered until a table says otherwise."""
    if "registered_region" not in row.values or "operating_region" in row.values:
        return row
    return replace(row, values={"operating_region": row.values["registered_region"], **row.values})


def _doubts_of_a_new_firm(row: ReadRow, cities: Cities) -> Iterable[Finding]:
    """A code of another city than the firm is said to lie in: it moved, or the code is another firm's."""
    region = row.values.get("registered_region") or row.values.get("operating_region")
    place = cities.elsewhere(str(row.values["uscc"]), str(region) if region else None)
    if place is not None:
        yield hold("uscc.another_region", value=row.values["uscc"], division=place.division, region=place.region)


def _doubts_of_days(values: Mapping[str, Value | None]) -> Iterable[Finding]:
    begun, ended = values.get("registered_on"), values.get("ended_on")
    if begun is not None and ended is not None and str(ended) < str(begun):
        yield hold("status.ended_before_registered", value=ended, registered_on=begun).about("ended_on")


def _statement(
    row: ReadRow, firm: KnownEnterprise, found: tuple[Finding, ...], records: _Records, circumstances: Circumstances
) -> PlannedRow:
    """What a row says of a known firm: a repeat of what is shown, or a statement of its own."""
    shown = records.shown[firm.pk]
    row = _in_the_known_spelling(row, str(shown["name"]))
    stated = {name: value for name, value in row.values.items() if name in shown}
    own = _own_statement(records.stated.get(firm.pk, ()), circumstances)
    held_against = shown if own is None else {**shown, **own.values}
    difference = compared(stated, held_against)
    if not difference:
        return PlannedRow(row=row, outcome=Outcome.REPEAT, found=found, enterprise=firm.pk)
    changed = (*difference.old, *difference.fills)
    beaten = _beaten(stated, changed, firm, records, circumstances, own)
    planned = PlannedRow(
        row=row,
        outcome=Outcome.UPDATE,
        found=(*found, *_doubts(stated, shown, {*changed} - {*beaten}), *_outranked(beaten)),
        enterprise=firm.pk,
        target=own.said.id if own else None,
        old=difference.old,
        fills=difference.fills,
        before={name: own.values.get(name) for name in changed} if own else None,
        was_row=own.import_row if own else None,
    )
    return _end_remarked(planned, shown, in_vain="status" in beaten)


def _in_the_known_spelling(row: ReadRow, known: str) -> ReadRow:
    """The row with the name as it is on record, where it only writes the same one in another way."""
    name = row.values.get("name")
    if name is None or name == known or not same_name(str(name), known):
        return row
    return replace(row, values={**row.values, "name": known})


def _own_statement(stated: Sequence[Stated], circumstances: Circumstances) -> Stated | None:
    """What the same source has said on the same day: it is put right, and not said a second time."""
    about = circumstances.source, circumstances.known_on
    return next((one for one in stated if (one.said.source, one.said.known_on) == about), None)


def _beaten(
    stated: Mapping[str, Value],
    changed: Collection[str],
    firm: KnownEnterprise,
    records: _Records,
    circumstances: Circumstances,
    own: Stated | None,
) -> Mapping[str, Winner]:
    """The fields that the row states in vain, with what counts instead."""
    others = [one.said for one in records.stated[firm.pk] if one is not own]
    new = RegistrationStatement(
        id=NEWEST,
        source=circumstances.source,
        known_on=circumstances.known_on,
        values={**(own.values if own else {}), **stated},
    )
    chosen = choose_registration([*others, new], records.ranks, records.choices.get(firm.pk, {}), changed)
    return {
        name: (one.statement.source, str(one.statement.known_on), _why(name, one, new, records.ranks))
        for name, one in chosen.items()
        if one.statement.id != NEWEST and name in changed and one.statement.value != stated[name]
    }


def _why(field: str, chosen: Chosen, beaten: RegistrationStatement, ranks: Ranks) -> Reason:
    """Why what counts counts before this one statement, which need not be why it counts before all of them."""
    if chosen.reason == "chosen_by_hand":
        return chosen.reason
    ahead = ranks.of(field, chosen.statement.source) < ranks.of(field, beaten.source)
    return "ranks_first" if ahead else "newest"


def _outranked(beaten: Mapping[str, Winner]) -> Iterable[Finding]:
    """What the row says and is not shown, by whose word counts instead: both are kept."""
    by_winner: dict[Winner, list[str]] = {}
    for name, winner in beaten.items():
        by_winner.setdefault(winner, []).append(name)
    for (source, known_on, reason), names in by_winner.items():
        yield remark("source.outranked", fields=listed(names), source=source, known_on=known_on, reason=reason)


def _doubts(stated: Mapping[str, Value], shown: Shown, winning: Collection[str]) -> Iterable[Finding]:
    """What is asked or told about a statement of a known firm; `winning` are the fields that will be shown of it."""
    if "name" in winning:
        yield remark("name.differs", known=shown["name"], value=stated["name"]).about("name")
    if "status" in winning and shown["status"] in ENDED and stated["status"] in Enterprise.IN_BUSINESS:
        yield hold("status.works_again", ended_on=shown["ended_on"] or "?").about("status")
    if "registered_on" in stated or "ended_on" in stated:
        yield from _doubts_of_days({name: stated.get(name, shown[name]) for name in ("registered_on", "ended_on")})


def _end_remarked(planned: PlannedRow, shown: Shown, *, in_vain: bool = False) -> PlannedRow:
    """The row with a remark if the firm will be shown as ended after it, and nobody has said on which day."""
    stated = planned.row.values
    if stated.get("status") not in ENDED or in_vain or stated.get("ended_on") or shown.get("ended_on"):
        return planned
    return replace(planned, found=(*planned.found, remark("status.end_day_missing")))
