"""The shipped distributions fit the shipped reference data."""

import csv
from pathlib import Path

import pytest

import seeds
from seeds.demo.mix import SIZES, read_mix

DIRECTORY = Path(seeds.__file__).parent / "directory"


def column(table: str, name: str) -> set[str]:
    with (DIRECTORY / f"{table}.csv").open(encoding="utf-8") as lines:
        return {row[name] for row in csv.DictReader(lines)}


class TestReadMix:
    def test_has_shares_that_are_whole(self) -> None:
        mix = read_mix()
        assert mix.trade_shares().sum() == pytest.approx(1)
        assert mix.place_shares().sum() == pytest.approx(1)
        assert sum(band.share for band in mix.ages) == pytest.approx(1)
        assert sum(mix.sizes[size] for size in SIZES) == pytest.approx(1)

    def test_names_only_regions_industries_and_fields_that_ship(self) -> None:
        mix = read_mix()
        assert {place.code for place in mix.places} <= column("regions", "code")
        assert {code for trade in mix.trades for code in trade.classes} <= column("industries", "code")
        assert {trade.field for trade in mix.trades} - {""} <= column("technology_fields", "code")
        assert {trade.chain for trade in mix.trades} - {""} <= column("chains", "zh")

    def test_registers_the_firms_of_each_place_in_a_division_of_six_digits(self) -> None:
        assert all(len(place.registered) == 6 and place.registered.isdigit() for place in read_mix().places)

    def test_has_a_row_of_300_for_each_trade(self) -> None:
        mix = read_mix()
        assert {trade.row for trade in mix.trades} == set(mix.size_rows)
