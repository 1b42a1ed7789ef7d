"""Each named constraint of `crm.intake`, violated once."""

from datetime import UTC, datetime

import pytest

from tests.constraints import constraint_names, refusing_constraint, twice
from tests.factories import ImportFactory, ImportRowFactory, SavedMappingFactory

AN_INSTANT = datetime(2026, 3, 1, tzinfo=UTC)


def same_row_twice() -> None:
    table = ImportFactory()
    twice(lambda: ImportRowFactory(table=table, sheet="Sheet1", number=2))()


VIOLATIONS = {
    "saved_mapping_once": twice(lambda: SavedMappingFactory(name="火炬统计年报")),
    "saved_mapping_named_for_a_source": lambda: SavedMappingFactory(source=""),
    "import_committed_has_an_instant": lambda: ImportFactory(state="committed"),
    "import_undone_has_an_instant": lambda: ImportFactory(state="undone", committed_at=AN_INSTANT),
    "import_row_once": same_row_twice,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_a_mapping_has_a_name() -> None:
    assert refusing_constraint(lambda: SavedMappingFactory(name="")) == "saved_mapping_named_for_a_source"


@pytest.mark.django_db
def test_what_is_not_committed_has_no_instant() -> None:
    assert refusing_constraint(lambda: ImportFactory(committed_at=AN_INSTANT)) == "import_committed_has_an_instant"


@pytest.mark.django_db
def test_what_is_not_undone_has_no_instant() -> None:
    standing = {"state": "committed", "committed_at": AN_INSTANT, "undone_at": AN_INSTANT}
    assert refusing_constraint(lambda: ImportFactory(**standing)) == "import_undone_has_an_instant"


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("intake") == VIOLATIONS.keys()
