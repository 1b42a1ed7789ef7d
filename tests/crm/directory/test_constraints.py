"""Each named constraint of `crm.directory`, violated once."""

import pytest

from crm.directory.models import Industry, Region
from tests.constraints import constraint_names, refusing_constraint
from tests.factories import IndustryFactory, RegionFactory

VIOLATIONS = {
    "region_below_province_has_parent": lambda: Region.objects.create(code="9", name="x", level="county", path="9/"),
    "region_path_ends_in_slash": lambda: Region.objects.filter(code=RegionFactory().code).update(path="411303"),
    "industry_below_section_has_parent": lambda: Industry.objects.create(
        code="39", name="x", level="division", section="C"
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_a_province_has_no_parent() -> None:
    province = RegionFactory(code="410000")
    change = Region.objects.filter(code="410000").update
    assert refusing_constraint(lambda: change(parent=province)) == "region_below_province_has_parent"


@pytest.mark.django_db
def test_a_section_stands_in_itself() -> None:
    IndustryFactory(code="C")
    change = Industry.objects.filter(code="C").update
    assert refusing_constraint(lambda: change(section="D")) == "industry_below_section_has_parent"


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("directory") == VIOLATIONS.keys()
