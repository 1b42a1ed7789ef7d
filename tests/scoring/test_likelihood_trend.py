"""How a likelihood moved: as it was said on the day, and as the model in use makes it of what was known then."""

from datetime import date

import pytest

from crm.accounts.models import User
from scoring.likelihood_explanations import explain_likelihoods
from scoring.likelihood_trend import likelihood_trend, quarter_ends
from scoring.model_decisions import retire
from scoring.models import ModelVersion, ScoringRun
from scoring.overrides import NoSuchTarget, make_override
from scoring.runs import carry_out, open_run, prune_runs
from tests.factories import ApplicationFactory, EnterpriseFactory, FinancialYearFactory, RecognitionFactory, UserFactory
from tests.scoring.stored_models import a_version, settle

AS_OF, LATER = date(2026, 6, 1), date(2026, 7, 20)
SCORE = ScoringRun.Kind.SCORE


class TestQuarterEnds:
    @pytest.mark.parametrize(
        ("on", "last"),
        [
            (date(2026, 6, 29), date(2026, 3, 31)),
            (date(2026, 6, 30), date(2026, 6, 30)),
            (date(2026, 7, 1), date(2026, 6, 30)),
        ],
    )
    def test_are_the_last_eight_that_are_over(self, on: date, last: date) -> None:
        ends = quarter_ends(on)
        assert (len(ends), ends[-1]) == (8, last)
        assert ends == sorted(ends)
        assert {(end.month, end.day) for end in ends} == {(3, 31), (6, 30), (9, 30), (12, 31)}


@pytest.mark.django_db
class TestLikelihoodTrend:
    @pytest.fixture(autouse=True)
    def settled(self) -> None:
        settle()

    @pytest.fixture
    def owner(self) -> User:
        return UserFactory(role="model_owner")

    def test_keeps_what_was_said_after_the_run_is_gone(self, owner: User) -> None:
        version = a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        carry_out(open_run(SCORE, AS_OF))
        said = firm.likelihoods.get()
        firm.financial_years.update(rnd_expense=0)
        carry_out(open_run(SCORE, LATER))
        prune_runs({**dict.fromkeys(ScoringRun.Kind.values, 1)})
        trend = likelihood_trend(firm, "hnte_12m", on=LATER)
        assert [point.as_of for point in trend.recorded] == [AS_OF, LATER]
        first, second = trend.recorded
        assert (first.probability, first.low, first.high) == (said.probability, said.low, said.high)
        assert first.probability is not None
        assert second.probability is not None
        assert second.probability < first.probability
        assert {point.model for point in trend.recorded} == {version.version}

    def test_recomputes_each_quarter_from_what_was_known_then(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory()
        for year, spent in ((2023, 0), (2024, 3_000_000)):
            FinancialYearFactory(enterprise=firm, year=year, rnd_expense=spent, known_on=date(year + 1, 5, 31))
        points = likelihood_trend(firm, "hnte_12m", on=AS_OF).recomputed
        assert [point.as_of for point in points] == quarter_ends(AS_OF)
        given = {point.as_of: point.probability for point in points}
        before, after = given[date(2024, 12, 31)], given[date(2025, 6, 30)]
        assert before is not None
        assert after is not None
        assert after > before, "the year with R&D became known in May 2025"
        last = points[-1]
        assert (last.probability, last.abstained) == (None, "facts_missing"), "figures of 2025 are not in by March"

    def test_asks_nobody_whether_it_will_apply_while_its_application_waits(self, owner: User) -> None:
        a_version("hnte_applies_12m", trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        ApplicationFactory(
            enterprise=firm,
            programme__code="hnte",
            submitted_on=date(2025, 7, 1),
            outcome="refused",
            decided_on=date(2025, 12, 31),
        )
        points = {point.as_of: point for point in likelihood_trend(firm, "hnte_applies_12m", on=AS_OF).recomputed}
        waiting, decided = points[date(2025, 9, 30)], points[date(2025, 12, 31)]
        assert (waiting.probability, waiting.low, waiting.abstained) == (None, None, "has_applied")
        assert decided.abstained != "has_applied"

    def test_recomputes_what_the_run_of_that_day_says(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        quarter = quarter_ends(LATER)[-1]
        carry_out(open_run(SCORE, quarter))
        trend = likelihood_trend(firm, "hnte_12m", on=LATER)
        (explained,) = (one for one in explain_likelihoods(firm, on=LATER) if one.target == "hnte_12m")
        assert trend.recomputed[-1].probability == pytest.approx(explained.probability, abs=1e-9)
        assert trend.recomputed[-1].high == pytest.approx(explained.high, abs=1e-9)

    def test_says_when_the_target_was_reached_and_leaves_out_the_time_before_the_firm(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(registered_on=date(2025, 2, 1), known_on=date(2025, 2, 1))
        RecognitionFactory(enterprise=firm, programme__code="hnte", valid_from=date(2025, 8, 1))
        points = likelihood_trend(firm, "hnte_12m", on=AS_OF).recomputed
        assert points[0].as_of == date(2025, 3, 31)
        assert {point.abstained for point in points if point.as_of > date(2025, 8, 1)} == {"not_at_risk"}

    def test_has_no_point_of_a_firm_that_nobody_knew_at_any_quarter(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        assert likelihood_trend(EnterpriseFactory(known_on=AS_OF), "hnte_12m", on=AS_OF).recomputed == ()

    def test_shows_overrides_and_no_recomputed_points_without_a_model(self, owner: User) -> None:
        a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        carry_out(open_run(SCORE, AS_OF))
        said = {"reason": "研发楼已封顶，专利已授权", "until": LATER, "by": owner, "on": AS_OF}
        made = [
            make_override(enterprise=firm, target="hnte_12m", probability=value, **said)  # type: ignore[arg-type]  # the same each time
            for value in (0.3, 0.9)
        ]
        retire(target="hnte_12m", by=UserFactory(role="rule_approver"), note="停用")
        trend = likelihood_trend(firm, "hnte_12m", on=AS_OF)
        assert (len(trend.recorded), trend.recomputed, list(trend.overrides)) == (1, (), made[::-1])

    def test_shows_what_is_on_record_where_the_model_cannot_be_opened(self, owner: User) -> None:
        version = a_version(trained_by=owner, in_use=True)
        firm = EnterpriseFactory(with_years=3)
        carry_out(open_run(SCORE, AS_OF))
        ModelVersion.objects.filter(pk=version.pk).update(sha256="e" * 64)
        trend = likelihood_trend(firm, "hnte_12m", on=LATER)
        assert (len(trend.recorded), trend.recomputed) == (1, ())

    def test_refuses_what_nothing_is_foretold_of(self) -> None:
        with pytest.raises(NoSuchTarget):
            likelihood_trend(EnterpriseFactory(), "unicorn_1m", on=AS_OF)
