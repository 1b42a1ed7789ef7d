"""The plan for a table of enterprises: the business key is the unified social credit code."""

import re
from dataclasses import replace

from crm.intake.findings import Finding, refusal, remark
from crm.intake.planning.known import (
    ENTERPRISE_COLUMNS,
    KnownEnterprise,
    KnownEnterprises,
    known_enterprises,
    regions_of,
)
from crm.intake.planning.planned import Circumstances, Outcome, PlannedRow, as_repeat, compared, refused, settle_repeats
from crm.intake.reading.cells import plain
from crm.intake.reading.rows import ReadRow

FIELDS = tuple(name for name in ENTERPRISE_COLUMNS if name != "uscc")
ENDED = {"moved_out", "revoked", "dissolved"}


def plan_enterprises(rows: list[ReadRow], circumstances: Circumstances) -> list[PlannedRow]:
    """Decide each row: a new firm, a change of a known one, a repeat, or a refusal with its reason."""
    known = known_enterprises(rows, circumstances.users)
    allowed = regions_of(circumstances.users)
    identified = [identify(row, known) for row in rows]
    settled, repeats = settle_repeats(identified, lambda row: row.values.get("uscc"), "uscc.two_names")
    planned = [_planned(row, known, allowed, circumstances) for row in settled]
    return [
        as_repeat(row) if index in repeats and row.outcome != Outcome.REFUSE else row
        for index, row in enumerate(planned)
    ]


def identify(row: ReadRow, known: KnownEnterprises) -> ReadRow:
    """The row with its firm's code: the one it states, or that of the only firm with its old registration number."""
    if row.refused or "uscc" in row.values:
        return row
    number = row.values.get("registration_no")
    if number is None:
        return row.found(refusal("uscc.missing"))
    firms = known.by_registration_no.get(str(number), [])
    if len(firms) != 1:
        return row.found(
            refusal("uscc.registration_no_shared" if firms else "uscc.registration_no_unknown", value=number)
        )
    return replace(row, values={"uscc": str(firms[0].values["uscc"]), **row.values})


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: full or half width, blanks and kinds of brackets make no difference."""
    return _spelling(one) == _spelling(other)


def _spelling(name: str) -> str:
    return re.sub(r"\s+", "", plain(name)).translate(str.maketrans("[]【】〔〕", "()()()"))


def _planned(
    row: ReadRow, known: KnownEnterprises, allowed: set[str] | None, circumstances: Circumstances
) -> PlannedRow:
    if row.refused:
        return refused(row)
    firm = known.by_uscc.get(str(row.values["uscc"]))
    problem = _problem(row, firm, allowed)
    if problem is not None:
        return refused(row, problem)
    if firm is None:
        return _end_remarked(PlannedRow(row=_with_defaults(row), outcome=Outcome.CREATE))
    return _compared(row, firm, circumstances)


def _problem(row: ReadRow, firm: KnownEnterprise | None, allowed: set[str] | None) -> Finding | None:
    """Why the row may not be taken, apart from its cells."""
    if firm is None and "name" not in row.values:
        return refusal("name.missing")
    if firm is None and "ended_on" in row.values and row.values.get("status") not in ENDED:
        return refusal("status.end_without_reason")
    if firm is not None and not firm.visible:
        return refusal("enterprise.not_yours")
    place = row.values.get("operating_region") or (row.values.get("registered_region") if firm is None else None)
    if allowed is not None and (place not in allowed if firm is None else place is not None and place not in allowed):
        return refusal("region.not_yours")
    return None


def _with_defaults(row: ReadRow) -> ReadRow:
    """A new firm operates where it is registered until a table says otherwise."""
    if "registered_region" not in row.values:
        return row
    return replace(row, values={"operating_region": row.values["registered_region"], **row.values})


def _compared(row: ReadRow, firm: KnownEnterprise, circumstances: Circumstances) -> PlannedRow:
    values = dict(row.values)
    name, known_name = values.get("name"), str(firm.values["name"])
    if name is not None and same_name(str(name), known_name):
        values["name"] = known_name
    if "ended_on" in values and values.get("status", firm.values["status"]) not in ENDED:
        return refused(row, refusal("status.end_without_reason"))
    if values.get("status") in {"operating", "suspended"} and firm.values["ended_on"] is not None:
        return refused(row, refusal("status.end_without_reason"))
    older = circumstances.known_on < firm.told_on
    planned = compared(replace(row, values=values), firm.values, FIELDS, only_fill=older)
    if older and any(value != firm.values[name] for name, value in values.items()):
        planned = replace(planned, row=planned.row.found(remark("row.older", known_on=firm.told_on)))
    return replace(_end_remarked(planned, firm), target=firm.pk)


def _end_remarked(planned: PlannedRow, firm: KnownEnterprise | None = None) -> PlannedRow:
    """The row with a remark if the firm is on record as ended after it, and nobody has said on which day."""
    stated = planned.row.values
    known = firm.values if firm is not None else {}
    holds = firm is None or "status" in planned.changed or stated.get("status") == known["status"]
    if stated.get("status") not in ENDED or not holds or stated.get("ended_on") or known.get("ended_on"):
        return planned
    return replace(planned, row=planned.row.found(remark("status.end_day_missing")))
