"""The city's own reading of the two rulebooks, held against the rulebooks that ship."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import seeds
from scoring.rulebooks.engine import assess
from scoring.rulebooks.loader import load_rulebook
from scoring.rulebooks.measures import MEASURES
from seeds.demo.conditions import Evidence, HnteView, entry_points, hnte_view, within_ceilings
from seeds.demo.finance import Finance
from seeds.demo.population import Population

RULEBOOKS = Path(seeds.__file__).parent / "rulebooks"
FIRMS = 400
WAN = 10_000.0


@pytest.fixture(scope="module")
def finance() -> Finance:
    """Three years of figures, spread over every band."""
    rng = np.random.default_rng(7)
    revenue = np.exp(rng.uniform(13, 20, (FIRMS, 3)))
    heads = np.round(np.exp(rng.uniform(1, 6.6, (FIRMS, 3))))
    figures = {
        "revenue": revenue,
        "costs": revenue * rng.uniform(0.3, 1.2, revenue.shape),
        "rnd_expense": revenue * rng.uniform(0, 0.12, revenue.shape),
        "total_income": revenue * 1.01,
        "hightech_income": revenue * rng.uniform(0.3, 1.0, revenue.shape),
        "total_assets": revenue * rng.uniform(0.3, 2, revenue.shape),
        "net_assets": revenue * rng.uniform(-0.1, 1, revenue.shape),
        "headcount": heads,
        "st_staff": np.round(heads * rng.uniform(0, 0.5, heads.shape)),
    }
    figures["rnd_domestic"] = figures["rnd_expense"] * rng.uniform(0.4, 1, revenue.shape)
    return Finance(figures=figures, spurt=np.zeros(revenue.shape, dtype=bool))


@pytest.fixture(scope="module")
def seen() -> Evidence:
    """Rights and conversions in every number."""
    rng = np.random.default_rng(8)
    class2 = rng.integers(0, 8, FIRMS).astype(np.float64)
    return Evidence(
        column=2,
        class1=(rng.random(FIRMS) < 0.3).astype(np.float64),
        class2=class2,
        class2_unused=class2,
        conversions=rng.integers(0, 7, FIRMS).astype(np.float64),
        has_field=np.ones(FIRMS, dtype=bool),
        clean=np.ones(FIRMS, dtype=bool),
        on_list=np.zeros(FIRMS, dtype=bool),
    )


def frame(finance: Finance, seen: Evidence, measures: tuple[str, ...]) -> pd.DataFrame:
    """The same firms as the rulebooks read them."""
    known: dict[str, object] = {
        f"{name}_y{2 - year}": values[:, year] for name, values in finance.figures.items() for year in range(3)
    }
    known |= {"ip_class1": seen.class1, "ip_class2": seen.class2, "ip_class2_unused": seen.class2_unused}
    known |= {
        "on_abnormal_list": seen.on_list,
        "on_dishonest_list": seen.on_list,
        "operating_years": 3.0,
        "age_days": 4000.0,
    }
    table = pd.DataFrame(known, index=range(FIRMS)).reindex(columns=list(measures))
    kinds = {name: "boolean" if MEASURES[name].unit == "flag" else "float64" for name in measures}
    return table.astype(kinds)


class TestEntryPoints:
    def test_agree_with_the_rulebook_that_ships(self, finance: Finance, seen: Evidence) -> None:
        rulebook = load_rulebook(RULEBOOKS / "tech_sme" / "2017.yaml")
        judged = assess(frame(finance, seen, rulebook.measures()), rulebook)
        ours = entry_points(finance, seen)
        staffed = finance["st_staff"][:, 2] > 0
        assert judged.points_low is not None
        np.testing.assert_array_equal(ours[staffed], judged.points_low[staffed])
        assert len(np.unique(ours)) > 10

    def test_are_none_without_technical_staff(self, finance: Finance, seen: Evidence) -> None:
        idle = Finance(figures={**finance.figures, "st_staff": finance["st_staff"] * 0}, spurt=finance.spurt)
        assert not entry_points(idle, seen).any()


class TestWithinCeilings:
    @pytest.mark.parametrize(
        ("figure", "edge"), [("headcount", 500.0), ("revenue", 20_000 * WAN), ("total_assets", 20_000 * WAN)]
    )
    def test_includes_the_ceiling_itself(self, finance: Finance, seen: Evidence, figure: str, edge: float) -> None:
        modest = {name: np.minimum(values, 1000.0) for name, values in finance.figures.items()} | {
            "headcount": np.full((FIRMS, 3), 5.0)
        }
        at, above = (
            within_ceilings(Finance(figures={**modest, figure: np.full((FIRMS, 3), value)}, spurt=finance.spurt), seen)
            for value in (edge, edge + 0.01)
        )
        assert at.all()
        assert not above.any()

    def test_leaves_out_who_stands_on_a_list(self, finance: Finance, seen: Evidence) -> None:
        listed = replace(seen, on_list=np.ones(FIRMS, dtype=bool))
        assert not within_ceilings(finance, listed).any()


def view(**changes: float | bool) -> HnteView:
    """A firm that meets every condition, but for what is said."""
    fine = {"research": 1.0, "technical": 0.1, "domestic": 0.6, "income": 0.6, "points": 71.0}
    arrays = {name: np.array([float(changes.get(name, value))]) for name, value in fine.items()}
    flags = {name: np.array([bool(changes.get(name, True))]) for name in ("owns", "sound")}
    return HnteView(**arrays, **flags)


class TestHnteView:
    def test_meets_on_the_edge_of_every_condition(self) -> None:
        assert view().meets(np.array([71.0])).all()
        assert view().closeness()[0] == 0

    @pytest.mark.parametrize(
        "short",
        [
            {"research": 0.99},
            {"technical": 0.09},
            {"domestic": 0.5},
            {"income": 0.59},
            {"owns": False},
            {"sound": False},
        ],
    )
    def test_fails_and_is_farther_away_when_one_is_missed(self, short: dict[str, float | bool]) -> None:
        assert not view(**short).meets(np.array([90.0])).any()
        assert view(**short).closeness()[0] < 0

    def test_does_not_pass_with_seventy_points(self) -> None:
        assert not view().meets(np.array([70.0])).any()

    @pytest.mark.parametrize(
        ("revenue", "needed"), [(5_000.0, 0.05), (5_000.01, 0.04), (20_000.0, 0.04), (20_000.01, 0.03)]
    )
    def test_asks_for_the_research_that_the_size_asks_for(
        self, finance: Finance, seen: Evidence, revenue: float, needed: float
    ) -> None:
        firms = _population()
        sales = np.full((FIRMS, 3), revenue * WAN)
        figures = {**finance.figures, "revenue": sales, "rnd_expense": sales * needed}
        of_size = hnte_view(firms, Finance(figures=figures, spurt=finance.spurt), seen)
        np.testing.assert_allclose(of_size.research, 1.0)

    def test_gives_no_points_for_ip_without_rights(self, finance: Finance, seen: Evidence) -> None:
        none = replace(seen, class1=np.zeros(FIRMS), class2_unused=np.zeros(FIRMS))
        with_rights = hnte_view(_population(), finance, replace(seen, class1=np.ones(FIRMS)))
        without = hnte_view(_population(), finance, none)
        assert not without.owns.any()
        assert (with_rights.points - without.points > 10).all()


def _population() -> Population:
    no = np.zeros(FIRMS)
    day = np.full(FIRMS, np.datetime64("2010-01-01"))
    return Population(
        trade=no.astype(np.int64),
        place=no.astype(np.int64),
        registered_on=day,
        ended_on=np.full(FIRMS, np.datetime64("NaT"), dtype="datetime64[D]"),
        quality=no,
        innovation=no,
        ambition=no,
        does_research=no == 0,
        revenue_aim=no + 1e7,
        head_aim=no + 30,
        size=no.astype(np.int64),
    )
