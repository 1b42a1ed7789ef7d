from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.enterprises.choosing import Choice, Ranks, RegistrationStatement, choose_registration
from crm.enterprises.models import Enterprise, FormerName, Registration, SourceChoice, SourceRank
from crm.enterprises.projection import reproject, state_known
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2025, 1, 1)


def state(firm: Enterprise, source: str = "市场监管局", day: int = 0, **values: Any) -> Registration:
    known_on = FIRST_DAY + timedelta(days=day)
    return Registration.objects.create(enterprise=firm, source=source, known_on=known_on, **values)


def shown(firm: Enterprise) -> Enterprise:
    return Enterprise.objects.get(pk=firm.pk)


class TestReproject:
    def test_shows_of_each_field_the_statement_that_counts(self):
        firm = EnterpriseFactory(name="旧", address="")
        SourceRank.objects.create(table="registration", field="name", source="市场监管局", rank=1)
        state(firm, name="甲", address="旧址", registered_region_id=firm.registered_region_id)
        state(firm, "税务局", 1, name="乙", address="新址")
        assert reproject([firm.pk]) == 1
        now = shown(firm)
        assert (now.name, now.address, now.registered_region_id) == ("甲", "新址", firm.registered_region_id)

    def test_empties_what_nobody_states_any_more_but_not_the_name(self):
        firm = EnterpriseFactory(name="甲", address="址")
        state(firm, legal_form="其他")
        reproject([firm.pk])
        now = shown(firm)
        assert (now.name, now.legal_form, now.address) == ("甲", "其他", "")
        assert (now.registered_capital, now.industry, now.status) == (None, None, "operating")

    def test_leaves_a_firm_alone_of_which_no_source_is_on_record(self):
        firm = EnterpriseFactory(name="甲", address="址")
        assert reproject([firm.pk]) == 0
        assert shown(firm).address == "址"

    def test_changes_nothing_where_nothing_changes(self):
        firm = EnterpriseFactory()
        state_known([firm.pk])
        assert reproject([firm.pk]) == 0

    def test_says_of_no_other_firm_anything(self):
        firm, other = EnterpriseFactory.create_batch(2)
        state(firm, name="甲")
        state(other, name="乙")
        reproject([firm.pk])
        assert shown(other).name == other.name

    def test_keeps_the_name_that_a_firm_bore(self):
        firm = EnterpriseFactory(name="旧名有限公司")
        state(firm, name="新名有限公司")
        reproject([firm.pk])
        assert [former.name for former in FormerName.objects.filter(enterprise=firm)] == ["旧名有限公司"]

    def test_takes_another_spelling_for_no_change_of_name(self):
        firm = EnterpriseFactory(name="示例（南阳）有限公司")
        state(firm, name="示例(南阳)有限公司")
        assert reproject([firm.pk]) == 1
        assert not FormerName.objects.exists()

    def test_makes_no_former_name_when_something_is_undone(self):
        firm = EnterpriseFactory(name="误名有限公司")
        state(firm, name="真名有限公司")
        reproject([firm.pk], undoing=True)
        assert shown(firm).name == "真名有限公司"
        assert not FormerName.objects.exists()

    def test_honours_a_choice_until_it_is_taken_back(self):
        firm = EnterpriseFactory()
        state(firm, name="甲")
        state(firm, "税务局", 1, name="乙")
        choice = SourceChoice.objects.create(
            enterprise=firm,
            table="registration",
            field="name",
            source="市场监管局",
            reason="证照为准",
            chosen_on=FIRST_DAY,
        )
        reproject([firm.pk])
        assert shown(firm).name == "甲"
        SourceChoice.objects.filter(pk=choice.pk).update(revoked_on=FIRST_DAY)
        reproject([firm.pk])
        assert shown(firm).name == "乙"

    def test_never_gives_an_end_to_a_firm_in_business(self):
        firm = EnterpriseFactory(dissolved=True)
        state(firm, status="dissolved", ended_on=date(2024, 1, 1))
        state(firm, day=1, status="operating")
        reproject([firm.pk])
        now = shown(firm)
        assert (now.status, now.ended_on) == ("operating", None)

    def test_asks_the_database_as_often_for_many_firms_as_for_few(self, django_assert_num_queries: Any):
        firms = EnterpriseFactory.create_batch(30)
        for firm in firms:
            state(firm, name=f"新{firm.pk}")
        with django_assert_num_queries(3):
            assert reproject([firm.pk for firm in firms]) == 30

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        said=st.lists(
            st.tuples(
                st.sampled_from(["市场监管局", "税务局", "企业自报"]),
                st.integers(0, 4),
                st.fixed_dictionaries(
                    {},
                    optional={
                        "name": st.sampled_from(["甲公司", "乙公司"]),
                        "status": st.sampled_from(["operating", "dissolved", "moved_out"]),
                        "ended_on": st.sampled_from([date(2024, 1, 1), date(2024, 6, 1)]),
                        "address": st.sampled_from(["旧址", "新址"]),
                    },
                ),
            ),
            min_size=1,
            max_size=6,
            unique_by=lambda one: one[:2],
        ),
        ranks=st.dictionaries(
            st.tuples(
                st.sampled_from(["", "name", "status", "ended_on"]),
                st.sampled_from(["市场监管局", "税务局", "企业自报"]),
                st.just(""),
            ),
            st.integers(1, 5),
        ),
        choices=st.dictionaries(
            st.sampled_from(["name", "status", "ended_on"]),
            st.sampled_from(["市场监管局", "税务局", "无人"]).map(lambda source: Choice(source=source)),
        ),
    )
    def test_shows_what_choosing_chooses(
        self,
        said: list[tuple[str, int, dict[str, Any]]],
        ranks: dict[tuple[str, str, str], int],
        choices: dict[str, Choice],
    ):
        with transaction.atomic():
            firm = EnterpriseFactory(name="原名公司", address="", status="operating")
            rows = [state(firm, source, day, **values) for source, day, values in said]
            SourceRank.objects.all().delete()
            for (field, source, _basis), rank in ranks.items():
                SourceRank.objects.create(table="registration", field=field, source=source, rank=rank)
            for field, choice in choices.items():
                SourceChoice.objects.create(
                    enterprise=firm,
                    table="registration",
                    field=field,
                    source=choice.source,
                    reason="试",
                    chosen_on=FIRST_DAY,
                )
            reproject([firm.pk])
            stated = [
                RegistrationStatement(id=row.pk, source=row.source, known_on=row.known_on, values=values)
                for row, (_source, _day, values) in zip(rows, said, strict=True)
            ]
            chosen = choose_registration(stated, Ranks(by_key=ranks), choices)
            values = {field: one.statement.value for field, one in chosen.items()}
            now = shown(firm)
            assert now.name == values.get("name", "原名公司")
            assert now.status == values.get("status", "operating")
            assert now.ended_on == values.get("ended_on")
            assert now.address == values.get("address", "")


class TestStateKnown:
    def test_makes_what_is_shown_the_statement_of_where_it_came_from(self):
        firm = EnterpriseFactory(address="", source="登记局")
        assert state_known([firm.pk]) == 1
        said = Registration.objects.get(enterprise=firm)
        assert (said.name, said.address, said.legal_form) == (firm.name, None, "有限责任公司")
        assert (said.source, said.known_on, said.status) == ("登记局", firm.known_on, "operating")

    def test_adds_nothing_to_firms_of_which_a_source_is_on_record(self):
        firm = EnterpriseFactory()
        state(firm, name="甲")
        assert state_known([firm.pk]) == 0
