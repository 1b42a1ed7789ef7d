"""What was known, kept exactly: the same measures and the same version give the same bytes."""

import os
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from scoring.models import MeasureSnapshot, RulebookVersion
from scoring.rulebook_versions import definition, load_version
from scoring.rulebooks.measures import MEASURES
from scoring.rulebooks.schema import Rulebook
from scoring.snapshots import (
    canonical,
    explained,
    explained_again,
    measures_in,
    measures_of,
    sha256_of,
    take_snapshot,
    take_snapshots,
    with_names,
)
from tests.factories import EnterpriseFactory, ProgrammeFactory

DAY = date(2026, 6, 1)
FIRMS = int(os.environ.get("TIDU_FIRMS", "60"))
"""Firms that are held again against every shipped rulebook; TIDU_FIRMS=10000 for the long run."""
SHIPPED = sorted(
    path for path in Path(seeds.__file__).with_name("rulebooks").glob("*/*.yaml") if ".cases." not in path.name
)

exact = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)


def random_measures(rulebook: Rulebook, random: Random) -> dict[str, float | bool]:
    """What might be known of a firm: a fifth of it is not, and the numbers are of many lengths."""
    known = [name for name in rulebook.measures() if random.random() < 0.8]
    return {name: random.random() < 0.7 if MEASURES[name].unit == "flag" else _number(random) for name in known}


def _number(random: Random) -> float:
    return random.choice((0.0, 1.0, 3.0, 50.0, 1 / 3, 1e7 + 0.01, random.uniform(0, 100), random.uniform(-1e9, 1e9)))


@pytest.fixture
def shipped_versions(db: None) -> list[RulebookVersion]:
    """Every shipped rulebook that can be applied, stored; those that others refer to first."""
    stored = []
    for path in sorted(SHIPPED, key=lambda path: ("kind: meets" in path.read_text("utf-8"), path)):
        ProgrammeFactory(code=path.parent.name)
        stored.append(load_version(path)[0])
    return [version for version in stored if version.status != "draft"]


class TestCanonical:
    def test_has_one_spelling_whatever_the_order(self) -> None:
        assert canonical({"b": 0.1, "a": [True, None, "梯"]}) == '{"a":[true,null,"梯"],"b":0.1}'.encode()
        assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})

    @given(st.floats(allow_nan=False, allow_infinity=False))
    def test_writes_each_number_so_that_it_reads_the_same(self, number: float) -> None:
        (read,) = (float(text) for text in canonical([number]).decode()[1:-1].split(","))
        assert struct.pack("d", read) == struct.pack("d", number)

    @pytest.mark.parametrize("number", [float("nan"), float("inf")])
    def test_refuses_what_is_no_number_in_json(self, number: float) -> None:
        with pytest.raises(ValueError, match="JSON"):
            canonical({"a": number})


class TestMeasures:
    @given(exact)
    def test_are_the_very_numbers_of_the_frame(self, number: float) -> None:
        frame = pd.DataFrame({"revenue_y0": [number]}, index=[7])
        assert measures_of(frame) == {7: {"revenue_y0": number}}

    def test_leave_out_what_is_not_known_and_what_is_no_number(self) -> None:
        frame = pd.DataFrame(
            {
                "revenue_y0": [1.5, np.nan, np.inf, -0.0],
                "core_ip": pd.array([True, None, False, None], dtype="boolean"),
                "name": ["甲", "乙", "丙", "丁"],
            },
            index=[1, 2, 3, 4],
        )
        found = measures_of(frame)
        assert found == {1: {"revenue_y0": 1.5, "core_ip": True}, 2: {}, 3: {"core_ip": False}, 4: {"revenue_y0": 0.0}}
        assert canonical(found[4]) == b'{"revenue_y0":0.0}'


@pytest.mark.django_db
class TestTakeSnapshots:
    def test_keeps_the_same_once_however_it_is_asked_for(self) -> None:
        one, other = (EnterpriseFactory().pk for _firm in range(2))
        taken = take_snapshot(one, DAY, {"revenue_y0": 1.1})
        both = take_snapshots(DAY, {one: {"revenue_y0": 1.1}, other: {}})
        assert both == {one: taken.pk, other: MeasureSnapshot.objects.get(enterprise=other).pk}
        assert take_snapshots(DAY, {one: {"revenue_y0": 1.2}})[one] != taken.pk
        assert MeasureSnapshot.objects.count() == 3

    @pytest.mark.parametrize("number", [0.1, 1e15, 1e16, 123456789012345678.0, 1e22, 5e-324, 1.7976931348623157e308])
    def test_gives_back_the_very_numbers(self, number: float) -> None:
        known: dict[str, float | bool] = {"revenue_y0": number, "core_ip": False}
        key = take_snapshots(DAY, {(firm := EnterpriseFactory().pk): known})[firm]
        kept = MeasureSnapshot.objects.get(pk=key)
        assert measures_in(kept) == known
        assert sha256_of(canonical(measures_in(kept))) == kept.sha256


@pytest.mark.django_db
class TestExplainedAgain:
    def test_gives_the_same_bytes_under_every_shipped_rulebook(self, shipped_versions: list[RulebookVersion]) -> None:
        firm, random, again = EnterpriseFactory().pk, Random(20260601), 0
        for version in shipped_versions:
            number = -(-FIRMS // len(shipped_versions))
            for _firm in range(number):
                measures = random_measures(definition(version), random)
                explanation, said = explained(firm, DAY, measures, version)
                kept = MeasureSnapshot.objects.get(pk=take_snapshot(firm, DAY, measures).pk)
                assert explained_again(kept, version) == (explanation, said)
                again += 1
        assert again >= FIRMS

    def test_differs_with_one_fen(self, shipped_versions: list[RulebookVersion]) -> None:
        said = {explained(1, DAY, {"revenue_y0": value}, shipped_versions[0])[1] for value in (1e7, 1e7 + 0.01)}
        assert len(said) == 2

    def test_does_not_hang_on_what_measures_are_called(
        self, shipped_versions: list[RulebookVersion], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        measures = {name: 1.0 for name, one in MEASURES.items() if one.unit != "flag"}
        before = [explained(1, DAY, measures, version)[1] for version in shipped_versions]
        renamed = {name: replace(one, zh="另名", en="another") for name, one in MEASURES.items()}
        monkeypatch.setattr("scoring.rulebooks.row.MEASURES", renamed)
        again = [explained(1, DAY, measures, version) for version in shipped_versions]
        assert "另名" in canonical(again[0][0].to_dict()).decode()
        assert [said for _explanation, said in again] == before

    def test_is_whole_again_with_the_names_of_today(self, shipped_versions: list[RulebookVersion]) -> None:
        for version in shipped_versions:
            explanation, said = explained(1, DAY, {"revenue_y0": 1e7}, version)
            shown, whole = with_names(orjson.loads(said)), orjson.loads(canonical(explanation.to_dict()))
            assert {name: shown[name] for name in whole} == whole
