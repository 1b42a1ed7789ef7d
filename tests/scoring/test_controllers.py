"""Firms under one controller belong together, as far as was known on the day."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.enterprises.models import Enterprise
from scoring.controllers import groups
from scoring.facts import Facts, read_facts
from tests.crm.enterprises.merging.situations import merged
from tests.factories import ControlFactory, EnterpriseFactory, RegistrationFactory

DAY = date(2025, 6, 1)
FIRMS = 7


def grouped(*firms: Enterprise, on: date = DAY) -> list[set[int]]:
    """The groups of firms on record, as places among `firms`; those of one firm left out."""
    of = groups(read_facts(Enterprise.objects.all(), DAY), on)
    places = [{place for place, firm in enumerate(firms) if of[firm.pk] == label} for label in sorted(set(of))]
    return [group for group in places if len(group) > 1]


def named(name: str, firm: Enterprise | None = None, **told: object) -> Enterprise:
    """A firm under a controller of which only the name is known."""
    of = {"enterprise": firm} if firm else {}
    return ControlFactory(controller_uscc="", controller_name=name, **of, **told).enterprise


@pytest.mark.django_db
class TestGroups:
    def test_hold_firms_of_one_code_whatever_the_controller_is_called(self) -> None:
        one, other = ControlFactory().enterprise, ControlFactory(controller_name="").enterprise
        assert grouped(one, other, EnterpriseFactory()) == [{0, 1}]

    def test_hold_firms_of_one_name_however_it_is_spelt(self) -> None:
        one, other = named("示例（集团）有限公司"), named("示例(集团) 有限公司")
        assert grouped(one, other, named("另一集团有限公司")) == [{0, 1}]

    def test_hold_firms_of_one_person(self) -> None:
        number = {"kind": "person", "controller_uscc": "", "controller_name": ""}
        one, other, third = (ControlFactory(person_ref=ref, **number).enterprise for ref in ("ZR-1", "ZR-1", "ZR-2"))
        assert grouped(one, other, third) == [{0, 1}]

    def test_hold_the_controller_where_it_is_on_record_itself(self) -> None:
        parent = EnterpriseFactory()
        child = ControlFactory(controller_uscc=parent.uscc, controller_name="").enterprise
        assert grouped(child, parent) == [{0, 1}]

    def test_hold_the_controller_by_a_name_that_it_bore_by_then(self) -> None:
        parent, child = EnterpriseFactory(), named("南阳旧名集团有限公司")
        RegistrationFactory(enterprise=parent, name="南阳旧名集团有限公司", known_on=date(2024, 1, 1))
        assert grouped(child, parent) == [{0, 1}]
        assert grouped(child, parent, on=date(2023, 12, 31)) == []

    def test_hold_the_survivor_of_a_merge_for_the_record_that_was_merged(self) -> None:
        parent, twin = EnterpriseFactory(), EnterpriseFactory()
        child = ControlFactory(controller_uscc=twin.uscc, controller_name="").enterprise
        merged(parent, twin)
        assert grouped(child, parent) == [{0, 1}]

    def test_go_on_from_controller_to_controller(self) -> None:
        top, middle = EnterpriseFactory(), EnterpriseFactory()
        ControlFactory(enterprise=middle, controller_uscc=top.uscc)
        bottom = ControlFactory(controller_uscc=middle.uscc, controller_name="").enterprise
        assert grouped(bottom, middle, top) == [{0, 1, 2}]

    def test_join_the_sisters_of_two_controllers_of_one_firm(self) -> None:
        joint = ControlFactory(controller_name="").enterprise
        named("示例集团有限公司", joint)
        one, other = ControlFactory(controller_name="").enterprise, named("示例集团有限公司")
        assert grouped(joint, one, other) == [{0, 1, 2}]

    def test_of_many_firms_are_not_cut(self) -> None:
        firms = [ControlFactory().enterprise for _ in range(220)]
        assert [len(group) for group in grouped(*firms)] == [220]

    def test_are_called_by_the_smallest_id_and_hold_each_firm_once(self) -> None:
        parent = EnterpriseFactory()
        child, alone = ControlFactory(controller_uscc=parent.uscc).enterprise, EnterpriseFactory()
        of = groups(read_facts(Enterprise.objects.all(), DAY), DAY)
        assert of.to_dict() == {parent.pk: str(parent.pk), child.pk: str(parent.pk), alone.pk: str(alone.pk)}

    def test_are_of_one_each_where_nothing_is_known(self) -> None:
        firm = EnterpriseFactory()
        assert groups(read_facts(Enterprise.objects.all(), DAY), DAY).to_dict() == {firm.pk: str(firm.pk)}
        assert groups(read_facts(Enterprise.objects.none(), DAY), DAY).empty

    @pytest.mark.parametrize(
        ("told", "together"),
        [
            ({"known_on": date(2025, 6, 2)}, False),
            ({"ended_on": date(2024, 6, 1)}, True),
        ],
        ids=["known later", "ended"],
    )
    def test_hold_who_ever_was_together_as_far_as_was_known(self, told: dict[str, date], together: bool) -> None:
        one, other = ControlFactory().enterprise, ControlFactory(**told).enterprise
        facts = read_facts(Enterprise.objects.all(), date(2026, 1, 1))
        of = groups(facts, DAY)
        assert (of[one.pk] == of[other.pk]) == together


EDGES = st.lists(
    st.tuples(st.integers(1, FIRMS), st.integers(0, FIRMS + 3), st.dates(date(2024, 1, 1), date(2026, 1, 1))),
    max_size=8,
)
"""A firm, its controller (a firm on record by its id, or one of a few others), and when that became known."""


@pytest.fixture(scope="module")
def nothing_known(django_db_setup: None, django_db_blocker: "object") -> Facts:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's guard has no public type
        return read_facts(Enterprise.objects.none(), DAY)


@settings(max_examples=150, deadline=None)
@given(edges=EDGES, as_of=st.dates(date(2024, 1, 1), date(2026, 1, 1)))
def test_firms_are_in_one_group_if_and_only_if_a_path_known_by_then_leads_from_one_to_the_other(
    nothing_known: Facts, edges: list[tuple[int, int, date]], as_of: date
) -> None:
    of = groups(_with(nothing_known, edges), as_of)
    reached = {firm: _reached(firm, [(one, other) for one, other, known_on in edges if known_on <= as_of])
               for firm in range(1, FIRMS + 1)}  # fmt: skip
    for one in reached:
        for other in reached:
            assert (of[one] == of[other]) == (other in reached[one])
        assert of[one] == str(min(reached[one] & set(reached)))


def _reached(start: int, ties: list[tuple[int, int]]) -> set[int]:
    """All that paths lead to, step by step."""
    found = {start}
    while more := {node for tie in ties for node in tie if found & set(tie)} - found:
        found |= more
    return found


def _with(empty: Facts, edges: list[tuple[int, int, date]]) -> Facts:
    """Firms 1 to `FIRMS` with these controls; a controller beyond them, and 0, is not on record."""
    firms = empty.enterprises.reindex(range(1, FIRMS + 1)).rename_axis("enterprise")
    rows = pd.DataFrame(edges, columns=["enterprise", "by", "known_on"])
    on_record = rows["by"].between(1, FIRMS)
    controls = rows.assign(
        controller_uscc=[f"code{by}" for by in rows["by"]],
        controller_name="",
        person_ref="",
        controller=rows["by"].astype("Int64").where(on_record),
        since=pd.Timestamp("2020-01-01"),
    ).reindex(columns=empty.controls.columns)
    tables = {name: getattr(empty, name) for name in Facts.__slots__}
    known = {"enterprises": firms.assign(known_on=pd.Timestamp("2019-01-01"))}
    return Facts(**tables | known | {"controls": controls.astype(empty.controls.dtypes.to_dict())})
