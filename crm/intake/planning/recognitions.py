"""What only recognitions have to be held against: other terms of the programme, and other certificates' numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm.bulk import among
from crm.intake.findings import Finding, hold, refusal
from crm.intake.kinds.recognitions import RECOGNITIONS
from crm.intake.planning.known_facts import KnownFacts
from crm.intake.planning.planned import Outcome, Place, PlannedRow
from crm.intake.planning.references import References, completed
from crm.programmes.models import Recognition

Certificate = tuple[str, str]
"""Programme and number."""
FIELD = "certificate_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The days for which a firm has, or would have, a programme's recognition."""

    start: date
    end: date
    number: str
    pk: int | None = None
    """The recognition on record; None for one that a row would make."""
    place: Place | None = None
    """The row that makes or changes it."""

    def overlaps(self, other: "Term") -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def is_of(self, other: "Term") -> bool:
        """Whether both speak of one recognition."""
        return self.pk == other.pk if self.pk is not None else self.place == other.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Where a certificate's number stands: on record, or in a row that would put it there."""

    enterprise: int | None
    pk: int | None = None
    term: str = ""
    place: Place | None = None


def recognition_findings(planned: Sequence[PlannedRow], known: KnownFacts, references: References) -> list[PlannedRow]:
    """The rows, with terms that overlap another one held, and numbers that another certificate has refused."""
    terms = [_term(row, known, references) for row in planned]
    standing = _terms_on_record(known)
    for row, term in zip(planned, terms, strict=True):
        if term is not None and term.pk is None:
            standing[row.enterprise, str(row.row.values["programme"])].append(term)
    holders = _holders(planned)
    return [
        replace(row, found=(*row.found, *_overlaps(row, term, standing), *_taken(row, holders)))
        for row, term in zip(planned, terms, strict=True)
    ]


def _place(planned: PlannedRow) -> Place:
    return planned.row.sheet, planned.row.number


def _terms_on_record(known: KnownFacts) -> defaultdict[tuple[int | None, str], list[Term]]:
    terms: defaultdict[tuple[int | None, str], list[Term]] = defaultdict(list)
    for fact in known.all():
        term = _read(fact.values, pk=fact.pk)
        if term is not None:
            terms[fact.enterprise, str(fact.values["programme"])].append(term)
    return terms


def _term(planned: PlannedRow, known: KnownFacts, references: References) -> Term | None:
    """The term that the row leads to; none for a row that changes none or will not be written."""
    if planned.enterprise is None or planned.outcome == Outcome.REPEAT or any(one.refuses for one in planned.found):
        return None
    stated = planned.row.values
    if planned.target is None:
        return _read(completed(RECOGNITIONS, stated, references), place=_place(planned))
    fact = known.of(planned.enterprise, stated)
    if fact is None or "valid_until" not in planned.changed:
        return None
    changes = {name: stated[name] for name in planned.changed}
    return _read({**fact.values, **changes}, pk=fact.pk, place=_place(planned))


def _read(values: Mapping[str, object], *, pk: int | None = None, place: Place | None = None) -> Term | None:
    """The term that `values` speak of; none of a recognition that was withdrawn."""
    start, end = values.get("valid_from"), values.get("valid_until")
    if not isinstance(start, date) or not isinstance(end, date) or values.get("withdrawn_on"):
        return None
    return Term(start=start, end=end, number=str(values.get("certificate_no") or ""), pk=pk, place=place)


def _overlaps(
    planned: PlannedRow, term: Term | None, standing: Mapping[tuple[int | None, str], list[Term]]
) -> Iterable[Finding]:
    if term is None:
        return
    for other in standing.get((planned.enterprise, str(planned.row.values["programme"])), ()):
        if term.is_of(other) or not term.overlaps(other):
            continue
        days = {"start": term.start, "end": term.end, "other_start": other.start, "other_end": other.end}
        if other.place is None:
            yield hold("recognition.overlaps", number=other.number or "—", **days).about("valid_from")
        else:
            yield hold("recognition.overlaps_row", row=other.place[1], **days).about("valid_from")


def _holders(planned: Sequence[PlannedRow]) -> dict[Certificate, list[Holder]]:
    """By number: the recognitions on record that have it, of whatever firm, and the rows that would write it."""
    writing = [(certificate, row) for row in planned if (certificate := _written(row)) is not None]
    holders: defaultdict[Certificate, list[Holder]] = defaultdict(list)
    on_record = Recognition.objects.filter(among("certificate_no", {number for (_, number), _row in writing}))
    columns = ("programme_id", "certificate_no", "pk", "enterprise_id", "valid_from", "valid_until")
    for programme, number, pk, enterprise, start, end in on_record.order_by("pk").values_list(*columns):
        holders[programme, number].append(Holder(pk=pk, enterprise=enterprise, term=f"{start} – {end}"))
    for certificate, row in writing:
        holders[certificate].append(Holder(enterprise=row.enterprise, place=_place(row)))
    return dict(holders)


def _written(planned: PlannedRow) -> Certificate | None:
    """The certificate's number that the row would write."""
    values = planned.row.values
    if planned.enterprise is None or "certificate_no" not in values or "programme" not in values:
        return None
    if planned.outcome != Outcome.CREATE and "certificate_no" not in planned.changed:
        return None
    return str(values["programme"]), str(values["certificate_no"])


def _taken(planned: PlannedRow, holders: Mapping[Certificate, list[Holder]]) -> Iterable[Finding]:
    """One number stands on one certificate: not on that of another firm, of another term, or of another row."""
    certificate = _written(planned)
    if certificate is None:
        return
    number = certificate[1]
    for holder in holders[certificate]:
        if holder.place is not None:
            if holder.place != _place(planned):
                yield refusal("recognition.certificate_in_row", value=number, row=holder.place[1]).about(FIELD)
        elif holder.enterprise != planned.enterprise:
            yield refusal("recognition.certificate_taken", value=number).about(FIELD)
        elif holder.pk != planned.target:
            yield refusal("recognition.certificate_known", value=number, term=holder.term).about(FIELD)
