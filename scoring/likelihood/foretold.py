"""What the candidates foretold of firms whose outcome is known."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.likelihood.candidates import Floats

RESAMPLES = 200
CHAMPION = "champion"
"""Under this name stands what the model in use foretold for the same firms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """What the candidates foretold for the judged rows of one or more years, beside what happened.

    All by position. `slices` has the columns county, industry_section, size and age ("" where unknown); None for a
    table that is not about firms. `weight` stands for rows that are more or less likely to have a label; None is 1.
    """

    y: npt.NDArray[np.int64]
    group: npt.NDArray[np.str_]
    probability: dict[str, Floats]
    slices: pd.DataFrame | None = None
    weight: Floats | None = None

    @property
    def county(self) -> npt.NDArray[np.str_] | None:
        """County of each row; None for a table that is not about firms."""
        return None if self.slices is None else self.slices["county"].to_numpy("str")
