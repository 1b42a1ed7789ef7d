"""Numbers where they stand in the YAML, and changing them there."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rulebooks.loader import parse_rulebook
from scoring.rulebooks.numbers import NumberChange, NumberNotThere, change_numbers, numbers_in
from scoring.rulebooks.schema import Comparison
from tests.scoring.rulebooks.firms import SHIPPED
from tests.scoring.rulebooks.samples import CLASSES, GOOD, with_criteria

HNTE = (Path(SHIPPED) / "hnte" / "2016.yaml").read_text("utf-8")
THERE = numbers_in(GOOD)


class TestNumbersIn:
    def test_finds_each_with_its_unit_and_what_it_is_of(self) -> None:
        found = {number.path: number for number in numbers_in(GOOD)}
        staff = found["criteria.staff.bound"]
        assert (staff.value, staff.unit, staff.label.zh) == ("500", "people", "人数 · 界值")
        step = "criteria.intensity.bound_by.steps.0"
        assert (found[f"{step}.at_most"].unit, found[f"{step}.bound"].unit) == ("yuan", "ratio")
        band = "score.parts.part.items.rights.bands.0"
        assert [found[f"{band}.{name}"].value for name in ("at_least", "points.low", "points.high")] == [
            "2",
            "20",
            "30",
        ]
        assert found[f"{band}.points.low"].label.en == "Part · Rights · points (lowest)"

    def test_finds_the_bounds_of_classes(self) -> None:
        found = {number.path: number for number in numbers_in(with_criteria(CLASSES))}
        bound = found["criteria.size.table.rows.0.bounds.large.revenue_y0"]
        assert (bound.value, bound.unit) == ("400000000", "yuan")

    def test_names_the_very_place(self) -> None:
        lines = HNTE.splitlines()
        for number in numbers_in(HNTE):
            assert lines[number.line - 1][number.column - 1 :].startswith(number.value)


class TestChangeNumbers:
    def test_changes_what_is_named_and_keeps_comments_and_layout(self) -> None:
        text = GOOD.replace("bound: 500", "bound: 500   # see article 6")
        (staff,) = [number for number in numbers_in(text) if number.path == "criteria.staff.bound"]
        changed = change_numbers(text, [NumberChange(line=staff.line, column=staff.column, value="300")])
        assert changed == text.replace("bound: 500 ", "bound: 300 ")

    def test_changes_several_in_one_line_each_in_its_place(self) -> None:
        step = [number for number in numbers_in(GOOD) if number.path.startswith("criteria.intensity.bound_by.steps.0")]
        changes = [
            NumberChange(line=one.line, column=one.column, value=f"{place + 1}00") for place, one in enumerate(step)
        ]
        assert "- {at_most: 100, bound: 200}" in change_numbers(GOOD, changes)

    @settings(max_examples=10)
    @given(
        place=st.integers(0, len(THERE) - 1), value=st.from_regex(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?", fullmatch=True)
    )
    def test_gives_back_the_same_text_when_changed_back(self, place: int, value: str) -> None:
        there = THERE[place]
        changed = change_numbers(GOOD, [NumberChange(line=there.line, column=there.column, value=value)])
        assert numbers_in(changed)[place].value == value
        assert change_numbers(changed, [NumberChange(line=there.line, column=there.column, value=there.value)]) == GOOD

    def test_is_what_the_rulebook_then_says(self) -> None:
        (staff,) = [number for number in numbers_in(GOOD) if number.path == "criteria.staff.bound"]
        changed = change_numbers(GOOD, [NumberChange(line=staff.line, column=staff.column, value="300")])
        clause = parse_rulebook(changed).criteria[0].clause
        assert isinstance(clause, Comparison)
        assert clause.bound == 300

    @pytest.mark.parametrize(
        ("line", "value"), [(1, "300"), (9_999, "300"), (None, "1e3"), (None, "３00"), (None, "0x1")]
    )
    def test_refuses_other_places_and_what_is_no_plain_number(self, line: int | None, value: str) -> None:
        staff = numbers_in(GOOD)[0]
        with pytest.raises(NumberNotThere):
            change_numbers(GOOD, [NumberChange(line=line or staff.line, column=staff.column, value=value)])

    def test_refuses_the_same_place_twice(self) -> None:
        staff = numbers_in(GOOD)[0]
        twice = [NumberChange(line=staff.line, column=staff.column, value=value) for value in ("300", "400")]
        with pytest.raises(NumberNotThere):
            change_numbers(GOOD, twice)
