"""What the rulebooks say of each firm, beside its measures: the figures that models read."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from scoring.likelihood.features import without_contact
from scoring.models import RulebookVersion
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import assess

PROGRAMMES = ("hnte", "tech_sme")
"""The programmes with a rulebook that decides; that of the gazelles is a draft without thresholds."""


def with_rulebook_points(measures: pd.DataFrame, rulebooks: Sequence[RulebookVersion]) -> pd.DataFrame:
    """The frame with two columns more a programme: criteria unmet (`hnte_unmet`), the middle of its points.

    Facts that are known only of firms somebody visited are left out, or the model would learn where we have been.
    Where `rulebooks` holds no version of a programme, its figures are missing.
    """
    read = without_contact(measures)
    made: dict[str, Any] = {}
    for programme in PROGRAMMES:
        version = next((one for one in rulebooks if one.programme_id == programme), None)
        made |= _figures(programme, read, version) if version else _missing(programme)
    return measures.assign(**made)


def _missing(programme: str) -> dict[str, Any]:
    return {f"{programme}_unmet": np.nan, f"{programme}_points": np.nan}


def _figures(programme: str, read: pd.DataFrame, version: RulebookVersion) -> dict[str, Any]:
    results = assess(read, definition(version))
    unmet = np.sum([status == -1 for status in results.status.values()], axis=0).astype(np.float64)
    bounds = [points for points in (results.points_low, results.points_high) if points is not None]
    return {
        f"{programme}_unmet": unmet,
        f"{programme}_points": np.mean(bounds, axis=0) if bounds else np.nan,
    }
