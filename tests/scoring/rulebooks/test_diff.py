"""What one version has otherwise than another."""

from typing import Any

import pytest

from scoring.rulebooks.diff import Change, compare
from scoring.rulebooks.loader import parse_rulebook
from tests.scoring.rulebooks.firms import shipped
from tests.scoring.rulebooks.samples import CLASSES, GOOD, criterion, with_criteria


def changes(left: str, right: str) -> tuple[Change, ...]:
    return compare(parse_rulebook(left), parse_rulebook(right))


def fields(change: Change) -> dict[str, tuple[Any, Any]]:
    return {one.name: (one.before and one.before.zh, one.after and one.after.zh) for one in change.fields}


class TestCompare:
    def test_finds_nothing_between_a_rulebook_and_itself(self) -> None:
        for rulebook in shipped():
            assert compare(rulebook, rulebook) == ()

    def test_tells_another_bound_in_words(self) -> None:
        (change,) = changes(GOOD, GOOD.replace("bound: 500", "bound: 300"))
        assert (change.kind, change.what, change.id, change.title.zh) == ("changed", "criterion", "staff", "人数")
        assert fields(change) == {"condition": ("上年职工总数 ≤ 500人", "上年职工总数 ≤ 300人")}

    @pytest.mark.parametrize(
        ("old", "new", "what", "name"),
        [
            ("effective_from: 2026-04-01", "effective_from: 2026-05-01", "term", "effective_from"),
            ("effective_until: 2027-03-31\n", "", "term", "effective_until"),
            ("status: active", "status: reference", "term", "status"),
            ("issuers: [科技局]", "issuers: [科技局, 财政局]", "document", "issuers"),
            ("issued_on: 2026-01-17", "issued_on: 2026-01-18", "document", "issued_on"),
            ("article: 第六条", "article: 第六条（一）", "criterion", "article"),
            ("text: {zh: 不超过500人, en: At most 500}", "text: {zh: 至多500人, en: At most 500}", "criterion", "text"),
            ("confidence: doubtful", "confidence: solid", "criterion", "confidence"),
            ("requires: resident\n", "requires: staff\n", "item", "requires"),
            ("points: [20, 30]", "points: [25, 30]", "item", "scale"),
        ],
    )
    def test_names_the_field_that_is_otherwise(self, old: str, new: str, what: str, name: str) -> None:
        assert GOOD.count(old) == 1
        (change,) = changes(GOOD, GOOD.replace(old, new))
        assert (change.kind, change.what, list(fields(change))) == ("changed", what, [name])

    def test_tells_what_was_added_and_removed_with_what_it_says(self) -> None:
        one, two = (criterion(name, f"kind: is_false, measure: on_{name}_list") for name in ("abnormal", "dishonest"))
        removed, added = sorted(changes(with_criteria(one), with_criteria(two)), key=lambda c: c.kind, reverse=True)
        assert (removed.kind, removed.id, added.kind, added.id) == ("removed", "abnormal", "added", "dishonest")
        assert fields(added)["condition"] == (None, "列入严重违法失信名单：否")
        assert fields(removed)["condition"] == ("列入经营异常名录：否", None)

    def test_tells_another_main_document_once_and_not_at_every_criterion(self) -> None:
        told = changes(GOOD, GOOD.replace("样例〔2026〕1号", "样例〔2027〕9号"))
        assert [(change.kind, change.what) for change in told] == [("added", "document"), ("removed", "document")]

    def test_tells_bounds_of_classes(self) -> None:
        left = with_criteria(CLASSES)
        (change,) = changes(left, left.replace("headcount_y0: 300", "headcount_y0: 200"))
        assert (change.what, change.title.zh) == ("class", "软件")
        assert fields(change) == {"bounds.large": ("上年职工总数 ≥ 300人", "上年职工总数 ≥ 200人")}
