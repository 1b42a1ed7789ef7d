"""Questions about many firms: where they stand on a day, and by what a list of them can be filtered and ordered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from crm.directory.models import Region
from crm.enterprises.models import Enterprise, FinancialYear, SourceChoice, SourceRank
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from scoring.likelihood.targets import TARGETS
from scoring.models import Assessment, Likelihood, ScoringRun

VERDICT_PROGRAMMES = ("tech_sme", "hnte")
"""The programmes whose verdict a list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyRevenue:
    """The revenue of the newest year that has one."""

    year: int
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one firm stands: its tier on a day, and what the current runs say of it."""

    enterprise: Enterprise
    tier: int
    revenue: YearlyRevenue | None
    verdicts: Mapping[str, Assessment | None]
    likelihoods: Mapping[str, float | None]

    @property
    def region(self) -> Region | None:
        """Where the firm operates; where that is not known, where it is registered."""
        return self.enterprise.operating_region or self.enterprise.registered_region


def latest_revenues(on: date) -> "QuerySet[FinancialYear]":
    """Reports with a revenue known on `on`: the newest year first, in it the report that counts (`crm…choosing`)."""
    reports = FinancialYear.objects.known_on(on).filter(revenue__isnull=False)
    chosen, rank = by_choosing("revenue", on)
    return reports.order_by("enterprise", "-year", chosen.desc(), rank.asc(nulls_last=True), "-known_on", "-pk")


def by_choosing(figure: str, on: date) -> tuple[Exists, Subquery]:
    """Sort terms of the reports of one year, as choosing has it: the source chosen by hand first, then by rank."""
    report = {name: OuterRef(name) for name in ("enterprise", "year", "source")}
    made = SourceChoice.objects.standing_on(on).filter(table="financial_year", field=figure, **report)
    chosen = Exists(made.filter(Q(basis="") | Q(basis=OuterRef("basis"))))
    spoken = Q(source=OuterRef("source"), basis__in=["", OuterRef("basis")]) | Q(source="", basis=OuterRef("basis"))
    ranks = SourceRank.objects.filter(spoken, table="financial_year", field__in=["", figure])
    most_specific = ranks.order_by("-field", "-source", "-basis").values("rank")[:1]  # a blank is the least specific
    return chosen, Subquery(most_specific)


def likelihood_of(target: str) -> Subquery:
    """The probability of `target` that the current run gives a firm."""
    current = ScoringRun.objects.filter(kind=ScoringRun.Kind.SCORE, state=ScoringRun.State.DONE).order_by(
        "-as_of", "-pk"
    )
    given = Likelihood.objects.filter(run=current.values("pk")[:1], target=target, enterprise=OuterRef("pk"))
    return Subquery(given.values("probability")[:1])


def comparable(enterprises: EnterpriseQuerySet, on: date) -> EnterpriseQuerySet:
    """Give `enterprises` names to filter and order by: `tier`, `revenue` and each likelihood target."""
    revenue = Subquery(latest_revenues(on).filter(enterprise=OuterRef("pk")).values("revenue")[:1])
    return enterprises.with_tier(on).alias(revenue=revenue, **{target: likelihood_of(target) for target in TARGETS})


def with_verdict(enterprises: EnterpriseQuerySet, programme: str, verdicts: Iterable[str]) -> EnterpriseQuerySet:
    """Firms to which the current run gives one of `verdicts` under the rulebook of `programme`."""
    run = ScoringRun.objects.current(ScoringRun.Kind.ASSESS)
    judged = Assessment.objects.filter(run=run, rulebook__programme=programme, verdict__in=list(verdicts))
    return enterprises.filter(pk__in=judged.values("enterprise"))


def standings(enterprises: Sequence[Enterprise], on: date) -> list[Standing]:
    """Where each of `enterprises` stands on `on`, in their order, by as many queries however many they are."""
    ids = [enterprise.pk for enterprise in enterprises]
    runs = current_runs()
    tiers = dict(Enterprise.objects.filter(pk__in=ids).with_tier(on).values_list("pk", "tier"))  # type: ignore[misc]  # the plugin does not see what with_tier annotates
    revenues = {row.enterprise_id: row for row in latest_revenues(on).filter(enterprise__in=ids).distinct("enterprise")}
    verdicts = _verdicts(ids, runs.get(ScoringRun.Kind.ASSESS))
    likelihoods = _likelihoods(ids, runs.get(ScoringRun.Kind.SCORE))
    return [
        Standing(
            enterprise=enterprise,
            tier=tiers[enterprise.pk],
            revenue=_revenue(revenues.get(enterprise.pk)),
            verdicts={code: verdicts.get((enterprise.pk, code)) for code in VERDICT_PROGRAMMES},
            likelihoods={target: likelihoods.get((enterprise.pk, target)) for target in TARGETS},
        )
        for enterprise in enterprises
    ]


def current_runs() -> dict[str, ScoringRun]:
    """The newest finished run of each kind."""
    done = ScoringRun.objects.filter(state=ScoringRun.State.DONE)
    return {run.kind: run for run in done.order_by("kind", "-as_of", "-pk").distinct("kind")}


def _verdicts(ids: Sequence[int], run: ScoringRun | None) -> dict[tuple[int, str], Assessment]:
    given = (
        Assessment.objects.filter(run=run, enterprise__in=ids, rulebook__programme__in=VERDICT_PROGRAMMES)
        .select_related("rulebook")
        .order_by("rulebook__effective_from")
    )
    return {(row.enterprise_id, row.rulebook.programme_id): row for row in given}


def _likelihoods(ids: Sequence[int], run: ScoringRun | None) -> dict[tuple[int, str], float | None]:
    given = Likelihood.objects.filter(run=run, enterprise__in=ids)
    return {
        (firm, target): value for firm, target, value in given.values_list("enterprise_id", "target", "probability")
    }


def _revenue(row: FinancialYear | None) -> YearlyRevenue | None:
    return YearlyRevenue(year=row.year, value=row.revenue) if row and row.revenue is not None else None
