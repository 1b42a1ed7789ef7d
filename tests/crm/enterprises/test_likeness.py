"""Names of firms: what is a firm's own in them, and how alike two are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.enterprises.likeness import PlaceNames, bigrams, core_of, similarity

PLACES = PlaceNames.of(
    [
        ("河南省", "province", "410000/"),
        ("南阳市", "city", "410000/411300/"),
        ("卧龙区", "county", "410000/411300/411303/"),
        ("宛城区", "county", "410000/411300/411302/"),
        ("郑州市", "city", "410000/410100/"),
    ]
)
NAMES = st.text(alphabet="卧龙防爆电机科技有限公司南阳市河省（）()", max_size=20)


def core(name: str) -> str:
    return core_of(name, PLACES).text


class TestCoreOf:
    @pytest.mark.parametrize(
        "name",
        [
            "南阳卧龙电机有限公司",
            "南阳市卧龙电机有限责任公司",
            "河南南阳卧龙电机股份有限公司",
            "卧龙电机（南阳）有限公司",
            "卧龙电机 有限公司",
            "卧龙电机",
        ],
    )
    def test_leaves_out_place_and_legal_form(self, name: str) -> None:
        assert core(name) == "卧龙电机"

    def test_leaves_a_districts_short_name_on_because_it_is_a_trade_name_as_well(self) -> None:
        assert core("卧龙电机有限公司") == "卧龙电机"

    def test_leaves_on_what_would_leave_less_than_two_characters(self) -> None:
        assert core("南阳有限公司") == "南阳"

    def test_keeps_a_branch_apart_from_its_company(self) -> None:
        branch = core_of("卧龙电机有限公司西峡分公司", PLACES)
        assert (branch.text, branch.branch) == ("卧龙电机有限公司西峡分公司", "西峡分公司")
        assert branch.told_apart_from(core_of("卧龙电机有限公司", PLACES))

    def test_tells_numbered_places_of_one_firm_apart(self) -> None:
        one, other = (core_of(f"南阳石油第{number}加油站", PLACES) for number in "二三")
        assert one.told_apart_from(other)

    @given(NAMES)
    def test_never_leaves_nothing_of_a_name(self, name: str) -> None:
        assert core(name) or not name


class TestMayBe:
    def test_takes_one_name_in_a_city_and_in_its_district_for_one(self) -> None:
        assert core_of("南阳市新华书店", PLACES).may_be(core_of("卧龙区新华书店", PLACES))

    def test_takes_one_name_in_two_cities_for_two(self) -> None:
        assert not core_of("南阳市新华书店", PLACES).may_be(core_of("郑州市新华书店", PLACES))
        assert not core_of("卧龙区新华书店", PLACES).may_be(core_of("宛城区新华书店", PLACES))


class TestSimilarity:
    @given(NAMES, NAMES)
    def test_is_a_share_and_the_same_both_ways(self, one: str, other: str) -> None:
        there = similarity(bigrams(one), bigrams(other))
        assert 0 <= there <= 1
        assert there == similarity(bigrams(other), bigrams(one))

    @given(NAMES.filter(lambda name: len(name) > 1))
    def test_is_one_of_a_name_and_itself(self, name: str) -> None:
        assert similarity(bigrams(name), bigrams(name)) == 1

    def test_counts_what_is_rare_for_more(self) -> None:
        weights = {"宏达": 9.0, "达机": 9.0, "宏远": 9.0, "远机": 9.0, "机械": 1.0}
        one, other = bigrams("宏达机械"), bigrams("宏远机械")
        assert similarity(one, other) > similarity(one, other, weights)
