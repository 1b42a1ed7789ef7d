"""The plan for tables of dated facts, all kinds alike: each row is one fact, named by its firm and a key."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from crm.accounts.models import User
from crm.bulk import among
from crm.enterprises.models import Enterprise
from crm.intake.findings import Finding, refusal, remark
from crm.intake.kinds.facts import FactKind, Value
from crm.intake.kinds.fields import IDENTITY
from crm.intake.kinds.registry import FACTS
from crm.intake.models import Kind
from crm.intake.planning.identify import FACTS as OF_A_FIRM
from crm.intake.planning.identify import FACTS_OF_ANYBODY, identify
from crm.intake.planning.known import KnownEnterprise
from crm.intake.planning.known_facts import KnownFact, KnownFacts, NamedBy, loose_key, strict_key
from crm.intake.planning.planned import (
    Circumstances,
    Difference,
    Outcome,
    PlannedRow,
    as_repeat,
    compared,
    settle_repeats,
)
from crm.intake.planning.recognitions import recognition_findings
from crm.intake.planning.references import References, completed
from crm.intake.reading.rows import ReadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A row, what it says in one spelling, and the firm that it says it of."""

    row: ReadRow
    firm: KnownEnterprise | None
    found: tuple[Finding, ...]

    @property
    def firm_key(self) -> int | None:
        """The key of the firm."""
        return self.firm.pk if self.firm is not None else None

    def is_clear(self, kind: FactKind) -> bool:
        """Whether the row says enough to be held against what is on record."""
        named = self.firm is not None or kind.firm == "optional"
        return named and not any(finding.refuses for finding in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What the rows of a table are held against."""

    kind: FactKind
    known: KnownFacts
    references: References
    hidden: Collection[int]
    """Firms of known facts that one of the users may not see."""
    circumstances: Circumstances


def plan_facts(kind: str, rows: list[ReadRow], circumstances: Circumstances) -> list[PlannedRow]:
    """Decide each row: a new fact, a change of a known one, a repeat; with what refuses or holds it. In their order."""
    declared = FACTS[kind]
    references = References.load(declared)
    tellings = _tellings(declared, rows, references, circumstances)
    background = _background(declared, tellings, references, circumstances)
    facts = [_known(telling, background) for telling in tellings]
    keys = [_key(declared, telling, fact) for telling, fact in zip(tellings, facts, strict=True)]
    settled = settle_repeats([telling.row for telling in tellings], keys)
    planned = []
    for index, (telling, fact) in enumerate(zip(tellings, facts, strict=True)):
        row = _planned(replace(telling, found=(*telling.found, *settled.of(index))), fact, background)
        planned.append(as_repeat(row) if index in settled.repeats else row)
    if declared.kind == Kind.RECOGNITIONS:
        planned = recognition_findings(planned, background.known, references)
    return planned


def _tellings(
    kind: FactKind, rows: list[ReadRow], references: References, circumstances: Circumstances
) -> list[Telling]:
    tidied = [_tidied(kind, row, references) for row in rows]
    naming = [_naming(kind, row) for row, _found in tidied]
    firms = identify(naming, circumstances, FACTS_OF_ANYBODY if kind.firm == "optional" else OF_A_FIRM)
    tellings = []
    for (row, found), firm in zip(tidied, firms, strict=True):
        said = tuple(one for one in firm.found if kind.firm != "optional" or one.weight == "remark")
        tellings.append(Telling(row=row, firm=firm.firm, found=(*found, *said)))
    return tellings


def _tidied(kind: FactKind, row: ReadRow, references: References) -> tuple[ReadRow, tuple[Finding, ...]]:
    """The row in one spelling, with codes in place of words; and what it lacks."""
    values, found = kind.tidy(row.values)
    needed = dict.fromkeys((*kind.required, *(name for name in kind.key if name not in kind.loose)))
    findings = [*found, *(_lacks(kind, name) for name in needed if name not in values)]
    for name, reference in kind.references.items():
        if name in values:
            findings.extend(_replaced(values, name, references.find(reference, str(values[name])), kind))
    return replace(row, values=values), tuple(findings)


def _lacks(kind: FactKind, name: str) -> Finding:
    return refusal("fact.field_missing", field=kind.columns.get(name, name)).about(name)


def _replaced(values: dict[str, Value], name: str, code: str | None, kind: FactKind) -> Iterable[Finding]:
    """Put what a word stands for in its place; what is in no list is told and left empty, or refused if needed."""
    text = values.pop(name)
    if code is not None:
        values[name] = code
        return
    say = refusal if name in kind.required else remark
    yield say(f"{kind.references[name]}.not_found", value=text).about(name)


def _naming(kind: FactKind, row: ReadRow) -> ReadRow:
    """The row as it names its firm: what one holder is called may be the name of a firm."""
    if kind.firm != "optional" or "holder" not in row.values or not row.values.keys().isdisjoint(IDENTITY):
        return row
    return replace(row, values={**row.values, "name": row.values["holder"]})


def _known(telling: Telling, background: Background) -> KnownFact | None:
    """The fact on record that the row speaks of, if it is clear enough to speak of one."""
    if not telling.is_clear(background.kind):
        return None
    return background.known.of(telling.firm_key, telling.row.values)


def _key(kind: FactKind, telling: Telling, fact: KnownFact | None) -> NamedBy | None:
    """What rows that speak of the same fact have in common; None for a row that takes no part."""
    if not telling.is_clear(kind):
        return None
    if fact is not None:
        return (fact.pk,)
    return (*strict_key(kind, telling.firm_key, telling.row.values), *loose_key(kind, telling.row.values))


def _background(
    kind: FactKind, tellings: list[Telling], references: References, circumstances: Circumstances
) -> Background:
    known = KnownFacts.load(
        kind,
        firms={telling.firm.pk for telling in tellings if telling.firm is not None},
        stated=[telling.row.values for telling in tellings],
    )
    owners = {fact.enterprise for fact in known.all() if fact.enterprise is not None}
    hidden = _hidden(owners, circumstances.users) if kind.firm != "in_key" else ()
    return Background(kind=kind, known=known, references=references, hidden=hidden, circumstances=circumstances)


def _hidden(firms: set[int], users: tuple[User, ...]) -> set[int]:
    asked = Enterprise.objects.filter(among("pk", firms))
    hidden: set[int] = set()
    for user in users:
        hidden |= firms - set(asked.visible_to(user).values_list("pk", flat=True))
    return hidden


def _planned(telling: Telling, fact: KnownFact | None, background: Background) -> PlannedRow:
    if not telling.is_clear(background.kind):
        firm = telling.firm_key
        return PlannedRow(row=telling.row, outcome=Outcome.CREATE, found=telling.found, enterprise=firm)
    return _created(telling, background) if fact is None else _compared(telling, fact, background)


def _created(telling: Telling, background: Background) -> PlannedRow:
    kind, row = background.kind, telling.row
    stands = completed(kind, row.values, background.references)
    return PlannedRow(
        row=row,
        outcome=Outcome.CREATE,
        found=(*telling.found, *_assumed(kind, row.values, stands), *_problems(stands, background)),
        enterprise=telling.firm_key,
    )


def _assumed(kind: FactKind, stated: Mapping[str, Value], stands: Mapping[str, Value]) -> Iterable[Finding]:
    """What the fact says though its row does not."""
    if kind.kind == Kind.IP_RIGHTS and "acquired_by" not in stated:
        yield remark("ip_right.acquisition_assumed").about("acquired_by")
    if kind.kind == Kind.RECOGNITIONS and "valid_until" not in stated:
        if "valid_until" in stands:
            yield remark("recognition.term_from_programme", end=stands["valid_until"]).about("valid_until")
        else:
            yield refusal("recognition.term_missing").about("valid_until")


def _compared(telling: Telling, known: KnownFact, background: Background) -> PlannedRow:
    kind, row, pk = background.kind, telling.row, telling.firm_key
    others = _of_others(kind, pk, known, background.hidden)
    if others is not None:
        return PlannedRow(row=row, outcome=Outcome.CREATE, found=(*telling.found, others), enterprise=pk)
    found = list(telling.found)
    if pk is not None and known.enterprise is None and telling.firm is not None:
        row = replace(row, values={**row.values, "uscc": telling.firm.uscc})
    difference = _difference(kind, row, pk, known)
    if difference.old and background.circumstances.known_on < known.told_on:
        difference = replace(difference, old={})
        found.append(remark("fact.older", known_on=known.told_on))
    changed = (*difference.old, *difference.fills)
    if changed:
        stands = {name: value for name, value in known.values.items() if value is not None}
        found.extend(_problems(stands | {name: row.values[name] for name in changed}, background))
    return PlannedRow(
        row=row,
        outcome=Outcome.UPDATE if changed else Outcome.REPEAT,
        found=tuple(found),
        target=known.pk,
        enterprise=known.enterprise if known.enterprise is not None else pk,
        old=difference.old,
        fills=difference.fills,
        was_row=known.import_row,
    )


def _difference(kind: FactKind, row: ReadRow, firm: int | None, known: KnownFact) -> Difference:
    """What the row says otherwise than the record. Of the key, only what the record lacks; a firm, if it has none."""
    same = {
        name for name in kind.loose if kind.spelt(name, row.values.get(name)) == kind.spelt(name, known.values[name])
    }
    stated = {name: row.values[name] for name in kind.compared if name in row.values and name not in same}
    difference = compared(stated, known.values)
    if firm is not None and known.enterprise is None:
        return replace(difference, fills=(*difference.fills, "uscc"))
    return difference


def _of_others(kind: FactKind, firm: int | None, known: KnownFact, hidden: Collection[int]) -> Finding | None:
    """Why a fact that is named without its firm may not be touched. Nothing that it says is told."""
    if kind.firm == "beside" and known.enterprise != firm:
        return refusal("fact.of_another_firm").about(kind.key[0])
    return refusal("fact.not_yours").about(kind.key[0]) if known.enterprise in hidden else None


def _problems(stands: Mapping[str, Value], background: Background) -> Iterable[Finding]:
    """What is wrong with the fact as it would stand."""
    yield from background.kind.check(stands)
    for name in background.kind.happened:
        day = stands.get(name)
        if day is not None and str(day) > background.circumstances.known_on.isoformat():
            yield refusal("fact.not_yet", day=day, known_on=background.circumstances.known_on).about(name)
