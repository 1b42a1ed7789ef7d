"""Each named constraint of `crm.enterprises`, violated once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from crm.enterprises.models import Coverage, Enterprise, FinancialYear
from tests.constraints import constraint_names, refusing_constraint, twice
from tests.factories import (
    ContactFactory,
    ControlFactory,
    ConversionFactory,
    DuplicatePairFactory,
    EnterpriseFactory,
    FinancialYearFactory,
    FinancingRoundFactory,
    FormerNameFactory,
    IncidentFactory,
    IPRightFactory,
    JudgementFactory,
    ListEntryFactory,
    MergeFactory,
    RegionFactory,
    RegistrationFactory,
    RnDInstitutionFactory,
    SourceChoiceFactory,
    SourceRankFactory,
)

Violation = Callable[[], object]


def again_for_the_firm(make: Callable[..., object], **fields: Any) -> Violation:
    """The same fact about the same firm, twice."""
    return lambda: twice(partial(make, enterprise=EnterpriseFactory(), **fields))()


def covers(**of: Any) -> Coverage:
    return Coverage.objects.create(kind="incident", known_on=date(2025, 1, 1), source="test", **of)


def person(**told: Any) -> object:
    """A control by a natural person."""
    return ControlFactory(**({"kind": "person", "controller_uscc": "", "controller_name": ""} | told))


def turn_negative(figure: str) -> int:
    year = FinancialYearFactory()
    return FinancialYear.objects.filter(pk=year.pk).update(**{figure: -1})


def merge_into_itself() -> int:
    firm = EnterpriseFactory()
    return Enterprise.objects.filter(pk=firm.pk).update(merged_into=firm)


def pair_twice() -> None:
    one, other = EnterpriseFactory(), EnterpriseFactory()
    twice(partial(DuplicatePairFactory, one=one, other=other))()


def pair_out_of_order() -> object:
    one, other = EnterpriseFactory(), EnterpriseFactory()
    return DuplicatePairFactory(one=other, other=one)


def merge_twice() -> None:
    merged = EnterpriseFactory()
    twice(partial(MergeFactory, merged=merged))()


def merge_with_itself() -> object:
    firm = EnterpriseFactory()
    return MergeFactory(kept=firm, merged=firm)


NEVER_NEGATIVE = set(FinancialYear.FIGURES) - set(FinancialYear.MAY_BE_NEGATIVE)
VIOLATIONS: dict[str, Violation] = {
    "enterprise_uscc_shape": lambda: EnterpriseFactory(uscc="91411300TT0000015V"),
    "enterprise_registration_no_shape": lambda: EnterpriseFactory(registration_no="4113001"),
    "enterprise_has_a_name": lambda: EnterpriseFactory(name=""),
    "enterprise_operating_has_not_ended": lambda: EnterpriseFactory(ended_on=date(2025, 1, 1)),
    "enterprise_not_merged_into_itself": merge_into_itself,
    "former_name_once": again_for_the_firm(FormerNameFactory, name="旧名"),
    "former_name_term_runs_forward": lambda: FormerNameFactory(used_from=date(2020, 1, 2), used_until=date(2020, 1, 1)),
    "contact_has_a_name": lambda: ContactFactory(name=""),
    "coverage_of_a_region_or_a_firm": lambda: covers(region=RegionFactory(), enterprise=EnterpriseFactory()),
    "coverage_once_a_region": lambda: twice(partial(covers, region=RegionFactory()))(),
    "coverage_once_a_firm": again_for_the_firm(covers),
    "financial_year_reported_once": again_for_the_firm(FinancialYearFactory),
    "financial_year_in_range": lambda: FinancialYearFactory(year=1948),
    **{f"financial_year_{figure}_not_negative": partial(turn_negative, figure) for figure in NEVER_NEGATIVE},
    "financing_round_amount_positive": lambda: FinancingRoundFactory(amount=0),
    "financing_round_known_after_it_happened": lambda: FinancingRoundFactory(
        closed_on=date(2024, 1, 2), known_on=date(2024, 1, 1)
    ),
    "ip_right_once_a_firm": again_for_the_firm(IPRightFactory, number="ZL1"),
    "ip_right_granted_after_applied": lambda: IPRightFactory(applied_on=date(2024, 1, 2), granted_on=date(2024, 1, 1)),
    "conversion_counts_once": again_for_the_firm(ConversionFactory, title="同一成果"),
    "rnd_institution_once_a_firm": again_for_the_firm(RnDInstitutionFactory, name="同一机构"),
    "judgement_once_a_day": again_for_the_firm(JudgementFactory),
    "judgement_not_negative": lambda: JudgementFactory(value=-1),
    "control_once_a_day": again_for_the_firm(ControlFactory),
    "control_organisation_is_named": lambda: ControlFactory(controller_uscc="", controller_name=""),
    "control_person_is_a_number": lambda: person(person_ref="张三"),
    "control_uscc_shape": lambda: ControlFactory(controller_uscc="91411300tt0000015u"),
    "control_share_is_of_a_whole": lambda: ControlFactory(share=Decimal("1.01")),
    "control_term_runs_forward": lambda: ControlFactory(since=date(2022, 1, 2), ended_on=date(2022, 1, 1)),
    "control_known_after_it_began": lambda: ControlFactory(since=date(2022, 1, 2), known_on=date(2022, 1, 1)),
    "incident_once_a_day": again_for_the_firm(IncidentFactory),
    "incident_known_after_it_happened": lambda: IncidentFactory(
        occurred_on=date(2024, 1, 2), known_on=date(2024, 1, 1)
    ),
    "list_entry_once_a_day": again_for_the_firm(ListEntryFactory),
    "list_entry_term_runs_forward": lambda: ListEntryFactory(listed_on=date(2024, 1, 2), removed_on=date(2024, 1, 1)),
    "registration_stated_once": again_for_the_firm(RegistrationFactory),
    "registration_name_not_blank": lambda: RegistrationFactory(name=""),
    "source_rank_once": twice(SourceRankFactory),
    "source_rank_in_range": lambda: SourceRankFactory(rank=1000),
    "source_rank_of_a_source_or_a_basis": lambda: SourceRankFactory(source="", basis=""),
    "source_choice_once": again_for_the_firm(SourceChoiceFactory),
    "source_choice_year_of_figures": lambda: SourceChoiceFactory(table="financial_year", field="revenue"),
    "source_choice_has_a_reason": lambda: SourceChoiceFactory(reason=""),
    "duplicate_pair_once": pair_twice,
    "duplicate_pair_in_order": pair_out_of_order,
    "duplicate_pair_similarity_is_a_share": lambda: DuplicatePairFactory(similarity=1.1),
    "duplicate_pair_decided_has_an_instant": lambda: DuplicatePairFactory(state="different"),
    "merge_of_two_records": merge_with_itself,
    "merge_has_a_reason": lambda: MergeFactory(reason=""),
    "merge_once": merge_twice,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_the_database_refuses(name: str) -> None:
    assert refusing_constraint(VIOLATIONS[name]) == name


@pytest.mark.django_db
def test_completeness_is_of_something() -> None:
    assert refusing_constraint(covers) == "coverage_of_a_region_or_a_firm"


@pytest.mark.django_db
def test_an_organisation_has_no_number_of_a_person() -> None:
    assert refusing_constraint(lambda: ControlFactory(person_ref="ZR-0012")) == "control_organisation_is_named"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        {"person_ref": ""},
        {"person_ref": "ZR-0012", "controller_name": "张三"},
        {"person_ref": "ZR-0012", "controller_uscc": "91411300TT0000015U"},
        {"person_ref": "411303199001011234"},
        {"person_ref": "E12345678"},
    ],
    ids=["no number", "a name", "a code", "an identity number", "a passport"],
)
def test_of_a_person_nothing_is_kept_but_the_number(told: dict[str, str]) -> None:
    assert refusing_constraint(lambda: person(**told)) == "control_person_is_a_number"


@pytest.mark.django_db
def test_two_may_control_a_firm_since_one_day() -> None:
    firm = ControlFactory().enterprise
    person(person_ref="ZR-0012", enterprise=firm)
    assert firm.controls.count() == 2


@pytest.mark.django_db
def test_losses_and_refunds_are_figures() -> None:
    assert FinancialYearFactory(**dict.fromkeys(FinancialYear.MAY_BE_NEGATIVE, -1)).pk


@pytest.mark.django_db
def test_a_registration_has_no_year() -> None:
    assert refusing_constraint(lambda: SourceChoiceFactory(year=2025)) == "source_choice_year_of_figures"


@pytest.mark.django_db
def test_a_choice_may_be_made_again_once_it_was_taken_back() -> None:
    firm = EnterpriseFactory()
    SourceChoiceFactory(enterprise=firm, revoked_on=date(2026, 3, 2))
    assert SourceChoiceFactory(enterprise=firm).pk


@pytest.mark.django_db
def test_a_record_may_be_merged_again_once_that_was_undone() -> None:
    merged = EnterpriseFactory()
    MergeFactory(merged=merged, undone_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert MergeFactory(merged=merged).pk


def test_no_constraint_is_forgotten() -> None:
    assert constraint_names("enterprises") == VIOLATIONS.keys()
