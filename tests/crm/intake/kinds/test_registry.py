"""Every kind of table is described so that it can be read, planned and written."""

from itertools import combinations

import pytest
from django.db.models import DecimalField

from crm.intake.characters import plain
from crm.intake.kinds.facts import FactKind
from crm.intake.kinds.registry import FACTS, FIELDS, REQUIRED
from crm.intake.models import Kind

EVERY_KIND = pytest.mark.parametrize("kind", Kind.values)
EVERY_FACT = pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS.keys())


@EVERY_KIND
def test_every_kind_has_fields_and_says_what_it_needs(kind: str) -> None:
    names = {field.name for field in FIELDS[kind]}
    needed = [{item} if isinstance(item, str) else set(item) for item in REQUIRED[kind]]
    assert needed
    assert all(one_of <= names for one_of in needed)


@EVERY_KIND
def test_no_word_means_two_fields(kind: str) -> None:
    for one, other in combinations(FIELDS[kind], 2):
        shared = {plain(word).casefold() for word in one.words} & {plain(word).casefold() for word in other.words}
        assert not shared, f"{one.name} and {other.name}: {shared}"


@EVERY_KIND
def test_every_field_is_called_something_in_both_languages(kind: str) -> None:
    for field in FIELDS[kind]:
        assert field.zh, field.name
        assert not field.zh.isascii(), field.name
        assert field.en.isascii(), field.name


@EVERY_KIND
def test_no_word_of_a_choice_stands_for_two_values(kind: str) -> None:
    for field in FIELDS[kind]:
        words = [plain(word).casefold() for word, _value in field.choices]
        assert len(words) == len(set(words)), field.name
        assert bool(words) == (field.reading == "choice"), field.name


@EVERY_FACT
def test_fields_fit_their_columns(fact: FactKind) -> None:
    columns = {column.column: column for column in fact.model._meta.concrete_fields}
    for field in fact.fields:
        column = columns[fact.column(field.name)]
        if field.reading in {"text", "code", "name"} and field.name not in fact.references and column.max_length:
            assert field.most is not None, field.name
            assert field.most <= column.max_length, field.name
        if field.reading == "amount":
            assert isinstance(column, DecimalField)


@EVERY_FACT
def test_choices_are_values_of_the_column(fact: FactKind) -> None:
    columns = {column.column: column for column in fact.model._meta.concrete_fields}
    for field in fact.fields:
        if field.choices and field.name not in fact.flags:
            allowed = {value for value, _label in columns[fact.column(field.name)].flatchoices}
            assert {value for _word, value in field.choices} == allowed, field.name


@EVERY_FACT
def test_every_column_that_may_not_be_empty_is_stated_or_has_a_default(fact: FactKind) -> None:
    given = {"id", "source", "known_on", "recorded_at", "enterprise_id"}
    given |= {fact.column(name) for name in (*fact.required, *fact.defaults, *fact.key)}
    for column in fact.model._meta.concrete_fields:
        if not column.null and column.get_internal_type() not in {"CharField", "TextField"}:
            assert column.column in given | {"valid_until"}, column.column


@EVERY_FACT
def test_what_becomes_known_later_has_its_day(fact: FactKind) -> None:
    columns = {column.column for column in fact.model._meta.concrete_fields}
    assert set(fact.becomes_known.values()) == {column for column in columns if column.endswith("_known_on")}
    assert set(fact.becomes_known) <= set(fact.compared)


@EVERY_FACT
def test_constraints_of_one_row_a_fact_are_the_key(fact: FactKind) -> None:
    """Else two rows that the plan takes for two facts would break the transaction."""
    key = {fact.columns.get(name, name) for name in fact.key} | ({"enterprise"} if fact.firm == "in_key" else set())
    for constraint in fact.model._meta.constraints:
        fields = set(getattr(constraint, "fields", ()))
        assert not fields or fields == key or "certificate_no" in fields, constraint.name
