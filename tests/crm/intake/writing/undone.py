"""What the tests of undoing share: tables committed and undone, and all that is on record, to be compared."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from crm.accounts.models import User
from crm.intake.models import Import
from crm.intake.services import undo_import
from tests.crm.intake.files import csv_file, imported

APPS = ("enterprises", "programmes", "casework", "exchange")


def taken_in(kind: str, *rows: Mapping[str, Any], known_on: date = date(2026, 3, 1), **given: Any) -> Import:
    """A committed import of a table that has a column for each key of its rows."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    lines = [[str(row.get(header, "")) for header in headers] for row in rows]
    import_ = imported(csv_file(headers, *lines), kind, file_name="表.csv", known_on=known_on, **given)
    assert import_.counts["refuse"] == import_.counts["conflict"] == 0, [row.findings for row in import_.rows.all()]
    return import_


def undone(import_: Import, by: User | None = None) -> Import:
    """The import, undone."""
    return undo_import(import_id=import_.pk, by=by)


def on_record() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of facts; histories aside, which only grow."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in _tables()}


def _tables() -> list[type[models.Model]]:
    listed = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return [model for model in listed if not model._meta.label.endswith("Event")]
