"""Which firm is a row about? By its code, its old number, its exact name, or a former one; never by likeness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from crm.bulk import among
from crm.enterprises.names import same_name, spelling
from crm.intake.findings import Finding, hold, refusal, remark
from crm.intake.planning.known import KnownEnterprise, enterprises_where, firms_by_spelling, former_names
from crm.intake.planning.planned import Circumstances, Decision
from crm.intake.reading.rows import ReadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """The firm of a row, and what there is to say of how it was found, or why it was not."""

    firm: KnownEnterprise | None = None
    found: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is said of rows whose firm is not found: it depends on the kind of table."""

    unknown: str | None = "enterprise.not_found"
    """A code that is not on record; None: it is that of a new firm."""
    hidden: str = "enterprise.not_found"
    """A code of a firm out of scope: the same words, so that nobody learns that it is there."""
    nameless: str | None = "uscc.missing"
    """No code, number or name at all; None: then the row is of no firm."""
    unmatched: str | None = None
    """A number or name that fits no firm; None: the row waits to be assigned."""


FACTS = Wording()
FACTS_OF_ANYBODY = Wording(nameless=None)


def identify(rows: Sequence[ReadRow], circumstances: Circumstances, wording: Wording = FACTS) -> list[Identified]:
    """The firm of each row, parallel to `rows`: in a few queries, however many these are."""
    register = _Register.read(rows, circumstances)
    identified = [register.identify(row, circumstances.decision_of(row), wording) for row in rows]
    return _with_names_checked(rows, identified, circumstances, tell=wording.unknown is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Register:
    """The firms on record that rows may be about."""

    by_pk: Mapping[int, KnownEnterprise]
    by_uscc: Mapping[str, KnownEnterprise]
    by_number: Mapping[str, tuple[KnownEnterprise, ...]]
    by_name: Mapping[str, tuple[KnownEnterprise, ...]]
    by_former_name: Mapping[str, tuple[KnownEnterprise, ...]]

    @classmethod
    def read(cls, rows: Sequence[ReadRow], circumstances: Circumstances) -> "_Register":
        """Read all firms that the rows, or decisions on them, name."""
        named, formerly = firms_by_spelling({spelling(str(row.values["name"])) for row in rows if _by_name(row)})
        codes = {str(row.values["uscc"]) for row in rows if "uscc" in row.values}
        numbers = {str(row.values["registration_no"]) for row in rows if _by_number(row)}
        keys = _assigned(rows, circumstances).union(*named.values(), *formerly.values())
        wanted = [
            among(column, values)
            for column, values in (("uscc", codes), ("registration_no", numbers), ("pk", keys))
            if values
        ]
        firms = enterprises_where(reduce(or_, wanted), circumstances.users) if wanted else []
        by_pk = {firm.pk: firm for firm in firms}
        by_number: dict[str, list[int]] = {}
        for firm in firms:
            if firm.registration_no:
                by_number.setdefault(firm.registration_no, []).append(firm.pk)
        return cls(
            by_pk=by_pk,
            by_uscc={firm.uscc: firm for firm in firms},
            by_number=_visible(by_number, by_pk),
            by_name=_visible(named, by_pk),
            by_former_name=_visible(formerly, by_pk),
        )

    def identify(self, row: ReadRow, decision: Decision, wording: Wording) -> Identified:
        """The firm of one row: what a person decided, else its code, else its number, else its name."""
        values = row.values
        if decision.enterprise is not None:
            return self._assigned(decision.enterprise)
        if "uscc" in values:
            return self._by_uscc(str(values["uscc"]), wording)
        if "registration_no" not in values and "name" not in values:
            return _nobody(wording.nameless)
        return self._by_number_or_name(str(values.get("registration_no", "")), str(values.get("name", "")), wording)

    def _assigned(self, pk: int) -> Identified:
        firm = self.by_pk.get(pk)
        surviving = _surviving(firm, self.by_pk) if firm is not None else None
        if surviving is None or not surviving.visible:
            return Identified(found=(refusal("enterprise.not_found"),))
        return Identified(firm=surviving, found=(remark("enterprise.assigned", value=surviving.name),))

    def _by_uscc(self, uscc: str, wording: Wording) -> Identified:
        firm = self.by_uscc.get(uscc)
        if firm is None:
            return _nobody(wording.unknown)
        surviving = firm if firm.merged_into is None else _surviving(firm, self.by_pk)
        if not surviving.visible:
            return _nobody(wording.hidden)
        if surviving is firm:
            return Identified(firm=firm)
        return Identified(firm=surviving, found=(remark("enterprise.merged", value=uscc, kept=surviving.uscc),))

    def _by_number_or_name(self, number: str, name: str, wording: Wording) -> Identified:
        spelt = spelling(name)
        numbered = self.by_number.get(number, ()) if number else ()
        if len(numbered) > 1 and name:
            numbered = tuple(firm for firm in numbered if spelling(firm.name) == spelt) or numbered
        named = _without_other_number(self.by_name.get(spelt, ()), number) if name else ()
        formerly = _without_other_number(self.by_former_name.get(spelt, ()), number) if name else ()
        for code, stated, firms in (
            ("enterprise.by_registration_no", number, numbered),
            ("enterprise.by_name", name, named),
            ("enterprise.by_former_name", name, formerly),
        ):
            if len(firms) == 1:
                return Identified(firm=firms[0], found=(remark(code, value=stated, uscc=firms[0].uscc),))
            if firms:
                return Identified(found=(_unidentified(stated, len(firms)),))
        if wording.unmatched is not None:
            return _nobody("uscc.registration_no_unknown" if number else wording.unmatched, number)
        return Identified(found=(_unidentified(name or number, 0),))


def _by_number(row: ReadRow) -> bool:
    return "registration_no" in row.values and "uscc" not in row.values


def _by_name(row: ReadRow) -> bool:
    return "name" in row.values and "uscc" not in row.values


def _assigned(rows: Iterable[ReadRow], circumstances: Circumstances) -> set[int]:
    if not circumstances.decisions:
        return set()
    decided = (circumstances.decision_of(row).enterprise for row in rows)
    return {enterprise for enterprise in decided if enterprise is not None}


def _visible(
    keys: Mapping[str, Iterable[int]], by_pk: Mapping[int, KnownEnterprise]
) -> dict[str, tuple[KnownEnterprise, ...]]:
    """The firms that a number or name may stand for: those in scope, each once, whatever was merged into it."""
    surviving = {word: {_surviving(by_pk[key], by_pk).pk for key in found} for word, found in keys.items()}
    return {word: tuple(by_pk[key] for key in sorted(found) if by_pk[key].visible) for word, found in surviving.items()}


def _surviving(firm: KnownEnterprise, by_pk: Mapping[int, KnownEnterprise]) -> KnownEnterprise:
    """The record that this one was merged into, or itself."""
    while firm.merged_into is not None:
        firm = by_pk[firm.merged_into]
    return firm


def _without_other_number(firms: Sequence[KnownEnterprise], number: str) -> tuple[KnownEnterprise, ...]:
    """The firms that may have this number: one with another is another firm of the same name."""
    return tuple(firm for firm in firms if not number or firm.registration_no in ("", number))


def _unidentified(stated: str, number: int) -> Finding:
    return hold("enterprise.unidentified", value=stated, number=number)


def _nobody(code: str | None, value: str = "") -> Identified:
    return Identified() if code is None else Identified(found=(refusal(code, value=value),))


def _with_names_checked(
    rows: Sequence[ReadRow], identified: list[Identified], circumstances: Circumstances, *, tell: bool
) -> list[Identified]:
    """A name that the firm never had on record: the code may be that of another firm.

    Where the name is that of another firm, codes and names have slipped against each other: the row waits. Any other
    is remarked on with `tell`.
    """
    doubtful = {
        index: firm
        for index, (row, found) in enumerate(zip(rows, identified, strict=True))
        if (firm := found.firm) is not None
        and "name" in row.values
        and row.values["name"] != firm.name
        and not same_name(str(row.values["name"]), firm.name)
    }
    formerly = former_names({firm.pk for firm in doubtful.values()}) if doubtful else {}
    taken = _names_taken({spelling(str(rows[index].values["name"])) for index in doubtful}, circumstances)
    for index, firm in doubtful.items():
        name = str(rows[index].values["name"])
        if any(same_name(name, known) for known in formerly.get(firm.pk, ())):
            continue
        if spelling(name) in taken:
            said = hold("name.of_another_firm", known=firm.name, value=name).about("name")
        elif tell:
            said = remark("name.differs", known=firm.name, value=name)
        else:
            continue
        identified[index] = Identified(firm=firm, found=(*identified[index].found, said))
    return identified


def _names_taken(names: set[str], circumstances: Circumstances) -> set[str]:
    """Those of `names`, as `spelling` writes them, that firms in scope bear now."""
    named = firms_by_spelling(names)[0] if names else {}
    keys = {key for found in named.values() for key in found}
    seen = {firm.pk for firm in enterprises_where(among("pk", keys), circumstances.users) if firm.visible}
    return {name for name, found in named.items() if not seen.isdisjoint(found)}
