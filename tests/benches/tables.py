"""Small made-up tables and their descriptions, as files."""

from pathlib import Path

import numpy as np
import pandas as pd

DESCRIPTION = """\
title: made up for a test
target: {column: went, positive: "yes"}
leave_out:
  afterwards: known only when it is over
codes: [branch]
missing: [unknown]
protocol: {kind: folds, folds: 2}
published:
  - {metric: auc, value: 0.7, by: LR, of: nothing real, checked: recalled}
"""


def rows(many: int = 600, *, seed: int = 0) -> pd.DataFrame:
    """Rows whose outcome depends on size, kind and branch; `afterwards` is the outcome itself, `name` names the row."""
    draw = np.random.default_rng(seed)
    size = draw.normal(size=many)
    kind = draw.choice(["shop", "works", "farm", "unknown"], many, p=[0.4, 0.3, 0.2, 0.1])
    branch = draw.integers(10, 14, many)
    chance = 1 / (1 + np.exp(-(1.5 * size + (kind == "works") + (branch == 12) - 1)))
    went = np.where(draw.random(many) < chance, "yes", "no")
    return pd.DataFrame(
        {
            "name": [f"firm {number}" for number in range(many)],
            "size": np.where(draw.random(many) < 0.1, np.nan, size),
            "kind": kind,
            "branch": branch,
            "founded": pd.Timestamp("2000-01-01") + pd.to_timedelta(draw.integers(0, 9_000, many), unit="D"),
            "owner": draw.integers(0, many // 4, many),
            "year": 2010 + np.arange(many) * 8 // many,
            "afterwards": (went == "yes").astype(int),
            "went": went,
        }
    )


def written(folder: Path, table: pd.DataFrame, description: str = DESCRIPTION, *, name: str = "firms.csv") -> Path:
    """Write a table and its description into a folder."""
    folder.mkdir(exist_ok=True)
    table.to_csv(folder / name, index=False)
    (folder / "firms.yaml").write_text(description, encoding="utf-8")
    return folder
