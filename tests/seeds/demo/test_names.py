"""Names that nobody bears."""

import numpy as np
import pytest

from seeds.demo.names import BORNE, FIRST, SECOND, addresses, core_names, people


class TestCoreNames:
    @pytest.mark.parametrize("count", [1, 7_000, 20_000])
    def test_makes_as_many_different_ones_as_asked(self, count: int) -> None:
        cores = core_names(np.random.default_rng(1), count)
        assert len(set(cores)) == count

    def test_takes_a_third_character_only_when_the_pairs_are_used_up(self) -> None:
        pairs = len(FIRST) * len(SECOND) - len(BORNE)
        cores = core_names(np.random.default_rng(1), pairs + 1)
        assert {len(core) for core in cores[:pairs]} == {2}
        assert len(cores[pairs]) == 3

    def test_leaves_out_pairs_that_real_firms_bear(self) -> None:
        assert not BORNE & set(core_names(np.random.default_rng(1), 6_000))

    def test_lists_no_character_twice(self) -> None:
        assert len(set(FIRST + SECOND)) == len(FIRST) + len(SECOND)


class TestPeople:
    def test_says_of_everybody_that_they_are_made_up(self) -> None:
        assert all(name[1] == "拟" for name in people(np.random.default_rng(1), 50))


class TestAddresses:
    def test_begins_with_province_city_and_county(self) -> None:
        (address,) = addresses(np.random.default_rng(1), ["西峡县"])
        assert address.startswith("河南省南阳市西峡县")
