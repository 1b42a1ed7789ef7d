"""Only the steps of the cultivation path ask for facts."""

from datetime import date
from pathlib import Path

import pytest

import seeds
from scoring.completeness import on_the_path
from scoring.models import Assessment, Completeness, RulebookVersion, ScoringRun
from scoring.queries import VERDICT_PROGRAMMES, standings
from scoring.rulebook_versions import load_version
from scoring.runs import carry_out, open_run
from tests.factories import EnterpriseFactory, ProgrammeFactory

AS_OF = date(2026, 7, 15)
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rulebooks() -> None:
    """One rulebook of the path, one of statistics, one reference standard."""
    for programme, version in (("tech_sme", "2017"), ("sme_size", "2011"), ("gazelle_torch", "2014")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{version}.yaml")


class TestOnThePath:
    def test_leaves_out_statistics_and_reference_standards(self) -> None:
        in_force = list(RulebookVersion.objects.in_force(AS_OF))
        assert len(in_force) == 3
        assert [version.programme_id for version in on_the_path(in_force)] == ["tech_sme"]

    def test_nobody_is_sent_for_what_the_others_lack_though_they_are_assessed(self) -> None:
        firm = EnterpriseFactory()
        carry_out(open_run(ScoringRun.Kind.ASSESS, AS_OF))
        verdicts = dict(Assessment.objects.values_list("rulebook__programme", "verdict"))
        assert set(verdicts) == {"tech_sme", "sme_size", "gazelle_torch"}
        assert verdicts["sme_size"] == "undetermined"
        lacks = Completeness.objects.get()
        assert lacks.programmes == ["tech_sme"]
        assert all(waiting == ["tech_sme"] for waiting in lacks.blocks.values())
        (standing,) = standings([firm], AS_OF)
        assert set(standing.verdicts) == set(VERDICT_PROGRAMMES)
