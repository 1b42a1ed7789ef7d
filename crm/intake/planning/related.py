"""Which rows of an import have to be planned again when one of them changes: those that speak of the same firm."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from crm.intake.kinds.registry import FACTS
from crm.intake.models import ImportRow
from crm.intake.planning.planned import PlannedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmsOf:
    """The firms that rows speak of: those on record, and the codes of those that are not."""

    enterprises: frozenset[int]
    codes: frozenset[str]


def firms_of(rows: Iterable[ImportRow | PlannedRow]) -> FirmsOf:
    """The firms that these rows speak of, as they are stored or as they are planned."""
    enterprises: set[int] = set()
    codes: set[str] = set()
    for row in rows:
        known = row.enterprise_id if isinstance(row, ImportRow) else row.enterprise
        stated = row.values.get("new", {}) if isinstance(row, ImportRow) else row.row.values
        if known is not None:
            enterprises.add(known)
        if "uscc" in stated:
            codes.add(str(stated["uscc"]))
    return FirmsOf(enterprises=frozenset(enterprises), codes=frozenset(codes))


def rows_about(rows: QuerySet[ImportRow], firms: FirmsOf, kind: str) -> QuerySet[ImportRow]:
    """Of the rows of one import, those whose plan may depend on one another through these firms.

    Where the key of a fact does without the firm (a contract's number), any row may speak of the same: all of them.
    """
    if kind in FACTS and FACTS[kind].firm != "in_key":
        return rows
    return rows.filter(Q(enterprise__in=firms.enterprises) | Q(values__new__uscc__in=list(firms.codes)))
