"""Gap plans over firms of the database: on the right days, from what was known, in runs that go on where cut off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock

import pytest

import scoring.runs
import scoring.tasks
import seeds
from crm.enterprises.models import Coverage, Enterprise, FinancialYear
from scoring.explanations import NotOperating
from scoring.facts import read_facts
from scoring.gap_days import Days, Planned, planning_days
from scoring.gap_runs import current_gaps, gap_run
from scoring.gaps import NoRulebook, NotPlanned, gap_of
from scoring.levers import OneStepOnly, change_lever, lever_rows, levers_in_use, load_levers, shipped_levers
from scoring.models import Gap, Lever, ScoringRun
from scoring.rulebook_versions import load_version
from scoring.rulebooks.planner.planner import PromiseBroken, Unsolved
from scoring.runs import advance, carry_out, open_run
from tests.factories import EnterpriseFactory, IPRightFactory, ProgrammeFactory, UserFactory
from tests.jobs import run_jobs

AS_OF = date(2026, 6, 30)
RULEBOOKS = Path(seeds.__file__).with_name("rulebooks")
GAPS = ScoringRun.Kind.GAPS
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rulebooks() -> None:
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(RULEBOOKS / programme / f"{name}.yaml")


def firm(**figures: object) -> Enterprise:
    """A firm with a class II right, whose figures of 2025 are known and whose lists are complete."""
    made = EnterpriseFactory(known_on=date(2020, 1, 1))
    IPRightFactory(enterprise=made, kind="utility_model", granted_on=date(2022, 1, 1), known_on=date(2022, 1, 1))
    usual = {
        **dict.fromkeys(("revenue", "main_revenue", "total_income"), Decimal(20_000_000)),
        "costs": Decimal(18_000_000),
        "rnd_expense": Decimal(600_000),
        "rnd_domestic": Decimal(600_000),
        "headcount": 100,
        "st_staff": 20,
        "rnd_staff": 10,
        "total_assets": Decimal(30_000_000),
    }
    FinancialYear.objects.create(
        enterprise=made, year=2025, basis="audit", source="审计", known_on=date(2026, 4, 1), **(usual | figures)
    )
    for kind in Coverage.Kind.values:
        Coverage.objects.create(kind=kind, enterprise=made, known_on=date(2020, 1, 1), source="test")
    for measure in ("product_allowed", "core_ip"):
        made.judgements.create(measure=measure, value=1, judged_on=AS_OF, known_on=date(2026, 1, 1), source="走访")
    for measure in ("led_standard_5y", "national_award_5y"):
        if measure in dict(made.judgements.model.Measure.choices):
            made.judgements.create(measure=measure, value=0, judged_on=AS_OF, known_on=date(2026, 1, 1), source="走访")
    return made


class TestPlanningDays:
    def test_are_today_and_the_ends_and_beginnings_of_the_years_to_come(self) -> None:
        ends = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
        assert planning_days(date(2026, 3, 1)) == (date(2026, 3, 1), *ends)
        assert planning_days(date(2026, 12, 31)) == ends


class TestGapOf:
    def test_plans_from_the_figures_that_are_known_carried_into_the_year_that_runs(self) -> None:
        found = gap_of(firm(), "tech_sme", AS_OF).gap
        cheapest = found.plans[0]
        assert (found.outcome, cheapest.outcome, cheapest.verdict) == ("certain", "certain", 1)
        steps = {(step.lever.code, step.steps) for step in cheapest.steps}
        assert steps in ({("class1_right", 1)}, {("class2_right", 3), ("retrain_st_staff", 5)})
        assert any("尚未结束" in text.zh for text in found.assumptions)

    def test_reckons_with_the_bureaus_efforts_and_offers(self) -> None:
        load_levers()
        Lever.objects.filter(code="class1_right").update(is_offered=False)
        Lever.objects.filter(code="retrain_st_staff").update(effort=Decimal("0.5"))
        cheapest = gap_of(firm(), "tech_sme", AS_OF).gap.plans[0]
        assert "class1_right" not in cheapest.levers
        staff = next(step for step in cheapest.steps if step.lever.code == "retrain_st_staff")
        assert staff.effort == Decimal("0.5") * staff.steps

    def test_knows_nothing_that_became_known_later(self) -> None:
        made = firm()
        before = gap_of(made, "tech_sme", AS_OF).gap
        IPRightFactory.create_batch(
            4, enterprise=made, kind="utility_model", granted_on=date(2026, 1, 1), known_on=date(2026, 7, 1)
        )
        assert gap_of(made, "tech_sme", AS_OF).gap == before

    def test_tells_the_first_day_on_which_all_is_there(self) -> None:
        as_of = date(2026, 11, 23)
        made = firm(rnd_expense=Decimal(800_000), rnd_domestic=Decimal(800_000))
        IPRightFactory(enterprise=made, kind="utility_model", granted_on=date(2022, 1, 1), known_on=date(2022, 1, 1))
        plan = gap_of(made, "tech_sme", as_of).gap.plans[0]
        assert [(step.lever.code, step.steps) for step in plan.steps] == [("class2_right", 1)]
        assert plan.ready_on == date(2027, 4, 22)  # 150 days on

    def test_waits_for_the_firms_age_to_the_day(self) -> None:
        as_of = date(2026, 11, 23)
        made = firm()
        Enterprise.objects.filter(pk=made.pk).update(registered_on=date(2026, 2, 1))
        days = Planned("hnte", shipped_levers(), Days(read_facts(Enterprise.objects.all(), as_of), as_of))
        (before, on) = (days.on(day, made.pk) for day in (date(2027, 1, 31), date(2027, 2, 1)))
        assert (before.number("age_days"), on.number("age_days")) == (364, 365)

    def test_goes_by_the_version_that_is_in_force_on_the_day_of_the_plan(self, tmp_path: Path) -> None:
        text = (RULEBOOKS / "tech_sme" / "2017.yaml").read_text(encoding="utf-8")
        later = text.replace('version: "2017"', 'version: "2027"').replace(
            "effective_from: 2017-05-03", "effective_from: 2027-01-01"
        )
        assert later.count("2027") >= 2
        path = tmp_path / "tech_sme" / "2027.yaml"
        path.parent.mkdir()
        path.write_text(later.replace("bound: 60", "bound: 40"), encoding="utf-8")
        load_version(path)
        found = gap_of(firm(), "tech_sme", AS_OF).gap
        easier = next(plan for plan in found.plans if plan.ready_on >= date(2027, 1, 1))
        assert easier.rulebook.version == "2027"
        assert any("2027 版" in text.zh for text in found.assumptions)

    def test_an_incomplete_list_of_rights_brings_no_points(self) -> None:
        made = firm()
        Coverage.objects.filter(enterprise=made, kind="ip_right").delete()
        found = gap_of(made, "tech_sme", AS_OF).gap
        for plan in found.plans:
            assert not plan.establish
            assert not plan.levers & {"class1_right", "class2_right"}

    def test_refuses_what_has_no_rulebook_or_was_not_there(self) -> None:
        made = firm()
        with pytest.raises(NoRulebook):
            gap_of(made, "gazelle", AS_OF)
        with pytest.raises(NoRulebook):
            gap_of(made, "tech_sme", date(2016, 1, 1))
        with pytest.raises(NotOperating):
            gap_of(EnterpriseFactory(registered_on=date(2026, 6, 29), known_on=AS_OF), "tech_sme", date(2026, 6, 28))


class TestRun:
    def test_stores_the_cheapest_plan_of_every_firm_for_every_programme(self) -> None:
        made = firm()
        run = carry_out(open_run(GAPS, AS_OF))
        assert (run.done, run.total) == (1, 1)
        gap = Gap.objects.get(run=run, rulebook__programme="tech_sme")
        told = gap_of(made, "tech_sme", AS_OF).gap
        assert (gap.outcome, gap.effort, gap.ready_on) == (
            told.outcome,
            float(told.plans[0].effort),
            told.plans[0].ready_on,
        )
        assert [(step["lever"], step["steps"]) for step in gap.steps] == [
            (step.lever.code, step.steps) for step in told.plans[0].steps
        ]
        assert Gap.objects.filter(run=run).count() == 2

    def test_goes_on_where_it_was_cut_off(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scoring.runs, "PLANNED", 1)
        firms = [firm(), firm()]
        first = advance(open_run(GAPS, AS_OF))
        assert (first.done, current_gaps(Enterprise.objects.all(), AS_OF).count()) == (1, 0)
        again = open_run(GAPS, AS_OF)
        assert again.pk == first.pk
        assert carry_out(again).done == 2
        assert current_gaps(Enterprise.objects.all(), AS_OF).values("enterprise").distinct().count() == len(firms)

    def test_leaves_out_a_firm_for_which_the_planner_breaks_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_args: object, **_options: object) -> None:
            raise PromiseBroken

        firm()
        monkeypatch.setattr("scoring.gaps.gap", broken)
        run = carry_out(open_run(GAPS, AS_OF))
        assert (run.state, Gap.objects.filter(run=run).count()) == ("done", 0)
        assert gap_run().left_out == 2  # a firm, two programmes

    def test_says_so_of_the_one_firm_that_is_looked_at(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("scoring.gaps.gap", Mock(side_effect=Unsolved("rounding")))
        with pytest.raises(NotPlanned):
            gap_of(firm(), "tech_sme", AS_OF)

    def test_begins_anew_when_a_lever_was_changed_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scoring.runs, "PLANNED", 1)
        load_levers()
        firm(), firm()
        begun = advance(open_run(GAPS, AS_OF))
        assert open_run(GAPS, AS_OF).pk == begun.pk
        change_lever(code="equity", changes={"effort": Decimal(3)}, by=UserFactory())
        assert open_run(GAPS, AS_OF).pk != begun.pk

    def test_a_job_plans_for_a_while_and_queues_the_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scoring.runs, "PLANNED", 1)
        clock: Iterator[float] = iter(range(0, 10_000, 15))
        monkeypatch.setattr(scoring.tasks, "monotonic", lambda: next(clock))
        firm(), firm()
        scoring.tasks.plan_gaps.defer()
        assert gap_run().state == "queued"
        assert run_jobs("default") > 1
        assert (gap_run().state, gap_run().done) == ("done", 2)


class TestLevers:
    def test_loading_again_overwrites_nothing_that_the_bureau_set(self) -> None:
        assert load_levers().created == len(shipped_levers().levers) + 1
        Lever.objects.filter(code="rnd_spending").update(effort=Decimal("7.5"), is_offered=False)
        Lever.objects.filter(code="equity").delete()
        changes = load_levers()
        assert (changes.created, changes.updated) == (1, 0)
        spending = next(lever for lever in levers_in_use().levers if lever.code == "rnd_spending")
        assert (spending.effort, spending.is_offered) == (Decimal("7.5"), False)
        assert spending.moves == next(one for one in shipped_levers().levers if one.code == "rnd_spending").moves

    def test_without_rows_the_shipped_ones_count(self) -> None:
        assert levers_in_use() == shipped_levers()

    def test_finding_out_a_fact_is_weighed_and_offered_like_the_others(self) -> None:
        load_levers()
        change_lever(code="establish", changes={"effort": Decimal(3), "is_offered": False}, by=UserFactory())
        finding = replace(shipped_levers().finding, effort=Decimal(3), is_offered=False)
        assert levers_in_use().finding == finding
        assert lever_rows()[-1].code == "establish"

    def test_what_is_done_once_cannot_be_given_more_steps(self) -> None:
        load_levers()
        with pytest.raises(OneStepOnly):
            change_lever(code="leave_abnormal_list", changes={"max_steps": 2}, by=UserFactory())
