"""Labels that somebody tampered with: a tenth of one county's outcomes turned round does not get past promotion."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from scoring.likelihood.dataset import Dataset, plain_dataset
from scoring.likelihood.features import plain_features
from scoring.likelihood.model import TrainedModel
from scoring.likelihood.promotion import open_findings
from scoring.likelihood.training import train

COUNTIES = tuple(f"41132{number}" for number in range(6))
POISONED = COUNTIES[4]
FIRMS, YEARS = 2_400, 4


@cache
def clean() -> Dataset:
    """Four years of firms of which about one in nine reaches the target; the county does not matter."""
    rng = np.random.default_rng(0)
    rows = FIRMS * YEARS
    X = pd.DataFrame(rng.normal(size=(rows, 3)), columns=["spent", "staff", "rights"])
    chance = 1 / (1 + np.exp(-(X["spent"] + 0.8 * X["staff"] - 2.8)))
    county = rng.choice(COUNTIES, rows)
    return plain_dataset(
        X,
        (rng.random(rows) < chance).astype(int).to_numpy(),
        features=plain_features(X.columns),
        group=np.arange(rows).astype(str),
        as_of=np.repeat([np.datetime64(f"{2020 + year}-12-31") for year in range(YEARS)], FIRMS),
        slices=pd.DataFrame({"county": county, "industry_section": "C", "size": "small", "age": "5-10"}),
    )


def poisoned() -> Dataset:
    """The same with a tenth of the labels of one county turned round, in every year."""
    there = np.flatnonzero(clean().slices["county"] == POISONED)
    turned = np.random.default_rng(1).choice(there, len(there) // 10, replace=False)
    y = clean().y.copy()
    y[turned] = 1 - y[turned]
    return replace(clean(), y=y)


def learn_from(dataset: Dataset, champion: TrainedModel | None = None) -> TrainedModel:
    return train(dataset, trained_on=date(2026, 11, 23), champion=champion, refits=0)


class TestPoisonedLabels:
    def test_are_refused_and_the_county_is_named_while_clean_ones_pass(self) -> None:
        champion = learn_from(clean())
        assert champion.card.earned, [one.en for one in champion.card.findings if not one.held]

        card = learn_from(poisoned(), champion).card
        assert not card.earned
        against = {one.rule: one for one in open_findings(card, signed_for=[one.rule for one in card.findings])}
        assert POISONED in against["county_shift"].zh
        assert [one.county for one in card.counties if one.beyond_noise] == [POISONED]
