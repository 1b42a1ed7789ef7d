"""A database of its own for a bench: made from the migrations, dropped afterwards, the product's own left alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection


@contextmanager
def scratch_database() -> Iterator[None]:
    """Set Django up and point its connection at a new, empty, migrated database for the length of the block."""
    django.setup()
    kept = connection.settings_dict["NAME"]
    connection.settings_dict.setdefault("TEST", {})["NAME"] = f"bench_{kept}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)
