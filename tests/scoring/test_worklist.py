"""The worklist of a run: what its sentences name."""

from datetime import date
from pathlib import Path

import pytest

import seeds
from crm.enterprises.models import Coverage
from scoring.models import ScoringRun
from scoring.rulebook_versions import load_version
from scoring.rulebooks.measures import MEASURES
from scoring.runs import carry_out, open_run
from scoring.worklist import RulebooksMissing, dated
from tests.factories import EnterpriseFactory, JudgementFactory, ProgrammeFactory

RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
KNOWN = date(2026, 1, 1)


class TestDated:
    def test_names_the_year_that_a_figure_is_missing_for(self) -> None:
        said = dated(MEASURES["rnd_expense_y1"], date(2026, 11, 23))
        assert (said.zh, said.en) == ("2024年研究开发费用", "R&D expense 2024")

    def test_leaves_alone_what_is_of_no_single_year(self) -> None:
        assert dated(MEASURES["ip_class1"], date(2026, 11, 23)).zh == MEASURES["ip_class1"].zh


@pytest.mark.django_db
class TestStorePriorities:
    def test_does_not_call_a_firm_ready_whose_points_wait_for_a_fact(self) -> None:
        for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
            ProgrammeFactory(code=programme)
            load_version(RULEBOOKS / programme / f"{name}.yaml")
        firm = EnterpriseFactory(with_years=3)
        firm.financial_years.update(rnd_expense=None)
        for kind in ("incident", "list_entry", "ip_right", "recognition", "rnd_institution"):
            Coverage.objects.create(kind=kind, enterprise=firm, known_on=date(2020, 1, 1), source="test")
        for measure in ("product_allowed", "national_award_5y", "led_standard_5y"):
            value = measure == "product_allowed"
            JudgementFactory(enterprise=firm, measure=measure, value=value, judged_on=KNOWN, known_on=KNOWN)
        run = carry_out(open_run(ScoringRun.Kind.SCORE, date(2026, 6, 30)))
        (entry,) = run.priorities.all()
        assert entry.action == "find_facts"
        assert "研究开发费用" in entry.reasons[0]["zh"]

    def test_refuses_to_make_a_worklist_without_the_rulebooks(self) -> None:
        EnterpriseFactory()
        with pytest.raises(RulebooksMissing):
            carry_out(open_run(ScoringRun.Kind.SCORE, date(2026, 6, 30)))
