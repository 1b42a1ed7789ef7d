"""What others do while an import is being undone."""

from typing import Any

import pytest
from django.db import OperationalError, connections

from crm.intake.models import Import, Kind
from crm.intake.services.turns import COMMIT_LOCK
from crm.intake.writing import undo
from crm.intake.writing.undo_plan import UndoPlan
from tests.crm.intake.writing.undone import taken_in, undone
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db(transaction=True)


def listed() -> Import:
    """A committed import of one entry on a list."""
    code = EnterpriseFactory().uscc
    return taken_in(Kind.LIST_ENTRIES, {"统一社会信用代码": code, "名单类型": "异常", "列入日期": "2025-07-01"})


def elsewhere(change: str, *values: object) -> str:
    """Try a change over a connection of its own; what became of it."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
            cursor.execute(change, values)
    except OperationalError:
        return "waits"
    finally:
        other.close()
    return "done"


class TestMeanwhile:
    def test_nobody_changes_what_is_about_to_go(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = listed()
        became = []

        def carry_out_undo(plan: UndoPlan) -> Any:
            became.append(elsewhere("UPDATE enterprises_listentry SET reason = '电话核实'"))
            return carried_out(plan)

        carried_out = undo.carry_out_undo
        monkeypatch.setattr(undo, "carry_out_undo", carry_out_undo)
        undone(import_)
        assert became == ["waits"]

    def test_waits_for_commits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import_ = listed()
        became = []

        def plan_undo(*given: Any, **options: Any) -> UndoPlan:
            became.append(elsewhere("SELECT pg_advisory_xact_lock(%s)", COMMIT_LOCK))
            return planned(*given, **options)

        planned = undo.plan_undo
        monkeypatch.setattr(undo, "plan_undo", plan_undo)
        undone(import_)
        assert became == ["waits"]
