"""Subtrees of regions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from crm.directory.models import Region
from tests.factories import RegionFactory

CODES = ["410000", "410100", "411300", "411302", "411303", "411371", "411300-GZ", "420000", "420100"]


class TestWithin(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        for code in CODES:
            RegionFactory(code=code)

    @settings(max_examples=30, deadline=None)
    @given(st.sets(st.sampled_from(CODES)))
    def test_is_the_given_regions_and_all_below_them(self, codes: set[str]) -> None:
        given_regions = Region.objects.filter(code__in=codes)
        expected = {code for code in CODES if codes & set(Region.objects.get(code=code).path.split("/"))}
        assert set(Region.objects.within(given_regions).values_list("code", flat=True)) == expected


@pytest.mark.django_db
class TestCountiesOf:
    def test_counts_districts_and_zones_but_not_the_city(self) -> None:
        for code in CODES:
            RegionFactory(code=code)
        assert [r.code for r in Region.objects.counties_of("411300")] == ["411300-GZ", "411302", "411303", "411371"]
