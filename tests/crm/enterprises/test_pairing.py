"""Which of many firms may be one, and why."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.enterprises.likeness import PlaceNames
from crm.enterprises.pairing import ALIKE, Reason, _weights, compare, likenesses
from crm.enterprises.records import Record, record

PLACES = PlaceNames.of([("南阳市", "city", "410000/411300/"), ("郑州市", "city", "410000/410100/")])
WORDS = st.sampled_from(["卧龙", "宏达", "防爆", "电机", "机械", "科技", "南阳", "宛西", "天冠", "淅减"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map("".join)


def firm(pk: int, name: str, **said: Any) -> Record:
    return record(PLACES, pk=pk, **{"uscc": f"91411300TT{pk:06}1X", "name": name, **said})


def reasons(one: Record, other: Record) -> set[Reason]:
    found = likenesses([one, other]).get((one.pk, other.pk))
    return set(found.reasons) if found else set()


class TestLikenesses:
    def test_finds_the_same_organisation_under_two_codes(self) -> None:
        one = firm(1, "南阳卧龙电机有限公司", uscc="91411300TT000001XA")
        other = firm(2, "淅川天冠酒业有限公司", uscc="91410100TT000001XB")
        assert reasons(one, other) == {Reason.SAME_ORGANISATION}

    def test_finds_the_same_old_number(self) -> None:
        one, other = (
            firm(pk, name, registration_no="411300000000123") for pk, name in ((1, "甲乙公司"), (2, "丙丁公司"))
        )
        assert reasons(one, other) == {Reason.SAME_REGISTRATION_NO}

    def test_takes_no_number_for_no_reason(self) -> None:
        assert reasons(firm(1, "甲乙公司"), firm(2, "丙丁公司")) == set()

    def test_finds_one_name_spelled_in_two_ways(self) -> None:
        one, other = firm(1, "南阳卧龙（集团）有限公司"), firm(2, "南阳卧龙(集团) 有限公司")
        assert reasons(one, other) == {Reason.SAME_NAME}

    def test_finds_a_name_that_differs_in_place_and_legal_form_only(self) -> None:
        one, other = firm(1, "南阳市卧龙电机有限公司"), firm(2, "卧龙电机有限责任公司")
        assert reasons(one, other) == {Reason.SAME_CORE_NAME}

    def test_takes_the_same_name_in_another_city_for_another_firm(self) -> None:
        assert reasons(firm(1, "南阳市新华书店有限公司"), firm(2, "郑州市新华书店有限公司")) == set()

    def test_finds_who_bears_a_former_name_of_another(self) -> None:
        one, other = (
            firm(1, "南阳旧名机电有限公司"),
            firm(2, "南阳新名科技有限公司", former=frozenset({"南阳旧名机电有限公司"})),
        )
        assert reasons(one, other) == {Reason.FORMER_NAME}

    def test_finds_similar_names_only_with_something_beside_them(self) -> None:
        names = ("南阳卧龙防爆电机有限公司", "南阳卧龙防爆电气有限公司")
        one, other = (firm(pk, name) for pk, name in enumerate(names, 1))
        assert reasons(one, other) == set()
        address = "南阳市卧龙区车站路12号"
        one, other = (firm(pk, name, address=address) for pk, name in enumerate(names, 1))
        assert reasons(one, other) == {Reason.SIMILAR_NAME, Reason.SAME_ADDRESS}

    def test_asks_for_more_likeness_where_only_the_region_is_the_same(self) -> None:
        assert ALIKE[Reason.SAME_REGION] > ALIKE[Reason.SAME_ADDRESS]
        region = frozenset({"411303"})
        one, other = firm(1, "南阳卧龙电机有限公司", regions=region), firm(2, "南阳卧龙电缆有限公司", regions=region)
        assert reasons(one, other) == set()

    def test_takes_numbered_places_of_one_firm_for_two(self) -> None:
        region, address = frozenset({"411303"}), "南阳市卧龙区车站路12号"
        one, other = (
            firm(n, f"南阳石油销售公司第{word}加油站", regions=region, address=address)
            for n, word in ((1, "二"), (2, "三"))
        )
        assert reasons(one, other) == set()

    @given(st.lists(NAMES, min_size=2, max_size=12))
    @settings(max_examples=200)
    def test_finds_all_that_comparing_each_with_each_finds(self, names: list[str]) -> None:
        region = frozenset({"411303"})
        firms = [firm(pk, name, regions=region) for pk, name in enumerate(names, 1)]
        weights = _weights(firms)
        expected = {
            (one.pk, other.pk)
            for place, one in enumerate(firms)
            for other in firms[place + 1 :]
            if compare(one, other, weights).reasons
        }
        assert likenesses(firms).keys() == expected
