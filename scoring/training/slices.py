"""Where a firm belongs when a model is judged part by part: county, industry section, size, age."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from scoring.identities import COUNTY_DEPTH

SIZES = ("micro", "small", "medium", "large")
SIZE_HEADCOUNT = (20, 300, 1_000)
SIZE_REVENUE = (3e6, 2e7, 4e8)
"""Where small, medium and large begin, in employees and yuan: those of industry in the standard of 2011, for all
trades, so that a slice has firms enough. The smaller of the two counts (工信部联企业〔2011〕300号 四、七)."""
AGES = ("0-3", "3-5", "5-10", "10+")
AGE_YEARS = (3, 5, 10)


def slices(measures: pd.DataFrame, region_paths: Mapping[str, str]) -> pd.DataFrame:
    """The slices of every firm of a frame.

    Parameters
    ----------
    measures : DataFrame as `scoring.frame` makes it
    region_paths : the path of each region by its code

    Returns
    -------
    DataFrame of shape (n_enterprises, 4)
        Codes as text: `county` (of the county, district or zone around the firm), `industry_section`, `size`
        (`SIZES`), `age` (`AGES`); "" where not known.
    """
    counties = {code: county_of(path) for code, path in region_paths.items()}
    sizes = [_band(measures["headcount_y0"], SIZE_HEADCOUNT), _band(measures["revenue_y0"], SIZE_REVENUE)]
    return pd.DataFrame(
        {
            "county": measures["region"].map(counties).astype(object).fillna(""),
            "industry_section": measures["industry_section"].fillna("").astype(str),
            "size": _named(pd.concat(sizes, axis=1).min(axis=1), SIZES),
            "age": _named(_band(measures["age_years"], AGE_YEARS), AGES),
        },
        index=measures.index,
    ).astype(str)


def county_of(path: str) -> str:
    """The code of the county around the region with this path, "" for a region above the counties."""
    codes = path.split("/")[:-1]
    return codes[COUNTY_DEPTH - 1] if len(codes) >= COUNTY_DEPTH else ""


def _band(values: "pd.Series[float]", edges: tuple[float, ...]) -> "pd.Series[float]":
    """The number of the band that each value lies in, its lower edge included; missing where the value is."""
    bands = np.searchsorted(edges, values.to_numpy("float64"), side="right").astype("float64")
    return pd.Series(bands, index=values.index).where(values.notna())


def _named(bands: "pd.Series[float]", names: tuple[str, ...]) -> "pd.Series[str]":
    return bands.map(dict(enumerate(names))).fillna("")
