"""Rows of other tables that facts name by word: programmes, technology fields, caseworkers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from crm.accounts.models import User
from crm.directory.models import TechnologyField
from crm.enterprises.names import spelling
from crm.intake.kinds.facts import FactKind, Reference, Value
from crm.intake.kinds.recognitions import PROGRAMME_WORDS
from crm.intake.models import Kind
from crm.programmes.models import Programme
from crm.programmes.terms import end_of_term


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """What the words of a table stand for. What may mean several things means none."""

    words: Mapping[Reference, Mapping[str, str]]
    """The word as `spelling` has it → the code of the programme or field, the user name of the caseworker."""
    terms: Mapping[str, int] = field(default_factory=dict)
    """Programme → the months that its recognitions last, where that is the same for all."""
    caseworker_keys: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, kind: FactKind) -> Self:
        """Read what tables of this kind may name: one query a reference."""
        needed = set(kind.references.values())
        programmes = list(Programme.objects.order_by("code")) if "programme" in needed else []
        people = list(User.objects.filter(is_active=True).order_by("pk")) if "caseworker" in needed else []
        words: dict[Reference, Mapping[str, str]] = {
            "programme": _programme_words(programmes),
            "technology_field": field_words() if "technology_field" in needed else {},
            "caseworker": _unshared((word, user.username) for user in people for word in _names(user)),
        }
        return cls(
            words=words,
            terms={programme.code: programme.term_months for programme in programmes if programme.term_months},
            caseworker_keys={user.username: user.pk for user in people},
        )

    def find(self, reference: Reference, text: str) -> str | None:
        """What `text` stands for, None when it is unknown or may mean several."""
        return self.words[reference].get(spelling(text))


def completed(kind: FactKind, stated: Mapping[str, Value], references: References) -> dict[str, Value]:
    """What a new fact says: what its row states, and what follows where that states nothing."""
    values = {**kind.defaults, **stated}
    if kind.kind == Kind.RECOGNITIONS and "valid_until" not in values:
        months, start = references.terms.get(str(stated.get("programme"))), stated.get("valid_from")
        if months is not None and isinstance(start, date):
            values["valid_until"] = end_of_term(start, months)
    return values


def _names(user: User) -> set[str]:
    return {user.username, user.display_name} - {""}


def _programme_words(programmes: Iterable[Programme]) -> dict[str, str]:
    codes = {programme.code: programme for programme in programmes}
    named = _unshared((word, one.code) for one in codes.values() for word in {one.code, one.zh, one.en})
    spoken = {spelling(word): code for word, code in PROGRAMME_WORDS.items() if code in codes}
    return spoken | named


def field_words() -> dict[str, str]:
    """The words for technology fields, as `spelling` has them, and the code of each."""
    fields = TechnologyField.objects.order_by("code")
    return _unshared((word, one.code) for one in fields for word in {one.code, one.zh, one.en})


def _unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each word that stands for one thing only."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for word, key in pairs:
        meant[spelling(word)].add(key)
    return {word: next(iter(keys)) for word, keys in meant.items() if len(keys) == 1}
