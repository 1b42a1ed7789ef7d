"""How the text of the next version begins."""

from datetime import date
from pathlib import Path

from scoring.rulebooks.draft_text import next_version, renewed, renewed_cases, template, top_value
from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.schema import Text
from tests.scoring.rulebooks.firms import SHIPPED, shipped
from tests.scoring.rulebooks.samples import GOOD

DAY = date(2026, 6, 1)
HNTE = (Path(SHIPPED) / "hnte" / "2016.yaml").read_text("utf-8")


class TestRenewed:
    def test_changes_version_and_term_and_nothing_else(self) -> None:
        begun = renewed(HNTE, version="2026", effective_from=DAY)
        before, after = HNTE.splitlines(), begun.splitlines()
        assert [new for old, new in zip(before, after, strict=True) if old != new] == [
            'version: "2026"',
            "effective_from: 2026-06-01",
        ]

    def test_ends_no_more_and_decides_again(self) -> None:
        text = GOOD.replace("status: active", "status: historical  # ended")
        begun = parse_rulebook(renewed(text, version="2027", effective_from=DAY))
        assert (begun.version, begun.effective_from, begun.effective_until) == ("2027", DAY, None)
        assert begun.status == "active"

    def test_leaves_a_reference_standard_one(self) -> None:
        text = GOOD.replace("status: active", "status: reference")
        assert parse_rulebook(renewed(text, version="2027", effective_from=DAY)).status == "reference"

    def test_can_be_read_for_every_shipped_rulebook_that_refers_to_no_other(self) -> None:
        paths = {f"{one.programme}/{one.version}": one for one in shipped()}
        for name in paths:
            text = (Path(SHIPPED) / f"{name}.yaml").read_text("utf-8")
            if "kind: meets" not in text and paths[name].criteria:
                assert parse_rulebook(renewed(text, version="2099", effective_from=DAY)).version == "2099"


class TestRenewedCases:
    def test_belong_to_the_new_version(self) -> None:
        assert renewed_cases("rulebook: 2016.yaml\ncases: []\n", version="2026") == "rulebook: 2026.yaml\ncases: []\n"


class TestTemplate:
    def test_has_nothing_wrong_with_it(self) -> None:
        title = Text(zh='引号"企业\\', en="Firm")
        text = template(programme="gazelle", title=title, version="2026", effective_from=DAY)
        rulebook = parse_rulebook(text)
        assert (rulebook.programme, rulebook.version, rulebook.status) == ("gazelle", "2026", "draft")
        assert rulebook.criteria == ()


class TestNextVersion:
    def test_is_the_year_or_the_next_of_the_year(self) -> None:
        assert next_version({"2016"}, 2026) == "2026"
        assert next_version({"2026"}, 2026) == "2026-2"
        assert next_version({"2026", "2026-2", "2016"}, 2026) == "2026-3"


class TestTopValue:
    def test_reads_even_what_is_no_yaml(self) -> None:
        assert top_value('version: "2026"  # new\n  [[[', "version") == "2026"
        assert top_value("criteria:\n  version: 3\n", "version") == ""
