"""Rulebooks from files into the database: once, with their cases, whatever they refer to."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import ProgrammingError

import seeds
from scoring.models import RulebookVersion
from scoring.rulebook_versions import VersionChanged, definition, load_version
from scoring.rulebooks.loader import RulebookError
from scoring.rulebooks.schema import Group
from tests.factories import ProgrammeFactory
from tests.scoring.drafts import cases, stored, text

pytestmark = pytest.mark.django_db
MEETS = (
    text(programme="hnte")
    .replace("kind: at_least", "kind: meets")
    .replace(
        "    measure: headcount_y0\n    bound: 50  # the number that decides\n    unit: people\n",
        "    rulebook: gazelle@2020\n",
    )
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A rulebook with its cases beside it."""
    ProgrammeFactory(code="gazelle")
    ProgrammeFactory(code="hnte")
    (tmp_path / "2026.cases.yaml").write_text(cases(), "utf-8")
    path = tmp_path / "2026.yaml"
    path.write_text(text(), "utf-8")
    return path


class TestLoadVersion:
    def test_stores_the_text_and_the_cases_once(self, file: Path) -> None:
        version, new = load_version(file)
        assert (new, version.source, version.cases) == (True, text(), cases())
        assert load_version(file) == (version, False)

    def test_refuses_another_text_under_the_same_name(self, file: Path) -> None:
        load_version(file)
        file.write_text(text(bound=60), "utf-8")
        with pytest.raises(VersionChanged):
            load_version(file)

    def test_adds_cases_to_a_version_that_was_stored_without(self, file: Path) -> None:
        beside = file.with_name("2026.cases.yaml")
        beside.rename(beside.with_suffix(".kept"))
        assert load_version(file)[0].cases == ""
        beside.write_text(cases(), "utf-8")
        load_version(file)
        assert RulebookVersion.objects.get().cases == cases()

    def test_lets_nobody_else_change_a_text(self, file: Path) -> None:
        load_version(file)
        with pytest.raises(ProgrammingError, match="Cannot update rows"):
            RulebookVersion.objects.update(source="")


class TestDefinition:
    def test_takes_over_the_criteria_of_the_version_that_it_refers_to(self, file: Path) -> None:
        stored("2020")
        file.write_text(MEETS, "utf-8")
        clause = definition(load_version(file)[0]).criteria[0].clause
        assert isinstance(clause, Group)
        assert [member.id for member in clause.members] == ["staff__staff"]

    def test_refuses_a_version_that_refers_to_none(self, file: Path) -> None:
        file.write_text(MEETS.replace("gazelle@2020", "gazelle@1999"), "utf-8")
        with pytest.raises(RulebookError, match="no rulebook that is known here"):
            load_version(file)


class TestLoadRulebooks:
    def test_loads_all_that_ship_with_their_cases(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("load_reference", verbosity=0)
        call_command("load_rulebooks")
        shipped = Path(seeds.__file__).with_name("rulebooks")
        files = [path for path in shipped.glob("*/*.yaml") if not path.name.endswith(".cases.yaml")]
        assert {(v.programme_id, v.version) for v in RulebookVersion.objects.all()} == {
            (path.parent.name, path.stem) for path in files
        }
        with_cases = [path for path in files if path.with_name(f"{path.stem}.cases.yaml").exists()]
        assert RulebookVersion.objects.exclude(cases="").count() == len(with_cases)
        call_command("load_rulebooks")
        assert "loaded" not in capsys.readouterr().out.rpartition("hnte@2016: loaded")[2].partition("hnte@2016")[2]
