"""`./tidu assess`, `score` and `gaps`: one pass over all firms each."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from scoring.models import ScoringRun
from tests.factories import EnterpriseFactory
from tests.scoring.stored_models import settle

pytestmark = pytest.mark.django_db

PASSES = pytest.mark.parametrize("name", ["assess", "score", "gaps"])


@pytest.fixture(autouse=True)
def settled(db: None) -> None:
    """The worklist asks for the rulebooks of the path."""
    settle()


def carry_out(name: str, *arguments: str) -> str:
    output = StringIO()
    call_command(name, *arguments, stdout=output)
    return output.getvalue()


@PASSES
class TestPasses:
    def test_goes_over_all_firms_as_of_the_day_asked_for(self, name: str) -> None:
        EnterpriseFactory.create_batch(2)
        assert carry_out(name, "--as-of", "2026-06-30").endswith(f"{name}: 2 firms as of 2026-06-30\n")
        run = ScoringRun.objects.current(name)
        assert run
        assert (run.as_of, run.done) == (date(2026, 6, 30), 2)

    def test_does_nothing_where_it_is_done_and_that_is_enough(self, name: str) -> None:
        EnterpriseFactory()
        carry_out(name, "--as-of", "2026-06-30")
        assert carry_out(name, "--if-missing") == f"{name}: already there, as of 2026-06-30\n"
        assert ScoringRun.objects.filter(kind=name).count() == 1
