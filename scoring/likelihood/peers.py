"""What firms like it have: the middle firm of each section and size, so that a reason can compare."""

import numpy as np
import pandas as pd

from scoring.likelihood.candidates import Floats
from scoring.likelihood.features import Feature
from scoring.likelihood.model import Card, PeerGroup

FEWEST = 20
ALIKE = ["industry_section", "size"]
KNOWN_AT_LEAST = 5  # fewer, and the middle would be one firm's own figure


def peer_groups(X: pd.DataFrame, slices: pd.DataFrame, features: tuple[Feature, ...]) -> tuple[PeerGroup, ...]:
    """The middle firm of all, and of every section and size known of at least twenty firms.

    `X` and `slices` belong together by position, both numbered from 0. A code has no middle, and neither has what is
    known of fewer than five firms.
    """
    values = X.to_numpy("float64")
    told = slices[(slices[ALIKE] != "").all(axis="columns")]
    alike = {
        (str(section), str(size)): theirs.index.to_numpy()
        for section, of_section in told.groupby("industry_section")
        for size, theirs in of_section.groupby("size")
    }
    groups = [_group(key, values[rows], features) for key, rows in alike.items() if len(rows) >= FEWEST]
    return (_group(("", ""), values, features), *groups)


def _group(key: tuple[str, str], values: Floats, features: tuple[Feature, ...]) -> PeerGroup:
    section, size = key
    medians = tuple(
        None if feature.categories else _middle(column) for feature, column in zip(features, values.T, strict=True)
    )
    return PeerGroup(industry_section=section, size=size, firms=len(values), medians=medians)


def _middle(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) >= KNOWN_AT_LEAST else None


def peers_of(card: Card, industry_section: str, size: str) -> PeerGroup:
    """The firms to compare with: of the same section and size, or all where too few are (section and size are "")."""
    named = {(group.industry_section, group.size): group for group in card.peers}
    return named.get((industry_section, size), named["", ""])
