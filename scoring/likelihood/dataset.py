"""Yearly snapshots made into one training table: firms at risk, what is labelled, and what slices they belong to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.likelihood.cold_start import LEAST
from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.features import Feature, derive
from scoring.likelihood.targets import Target

Rows = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
SLICES = ("county", "industry_section", "size", "age")
NO_DAY = np.datetime64("1970-01-01")


class NothingLabelled(TooFewOutcomes):
    """No snapshot has a firm at risk whose outcome is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known of all firms on a day, and what happened to them in the horizon after.

    `label` is three-valued on the frame's index; `group` ties firms that must not be told apart (one controller) and
    defaults to the firm itself; `slices` has the columns `SLICES` as text codes, missing or "" where not known.
    """

    as_of: date
    frame: pd.DataFrame
    label: "pd.Series[bool]"
    group: "pd.Series[str] | None" = None
    slices: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The training table: rows of X, y, labelled, as_of, group and slices belong together by position.

    Where labels are a selection, the rows of firms at risk without one stay (`labelled` False, y 0), so that it can be
    learnt who gets a label; candidates are never fitted or judged on them.
    """

    target: str
    horizon_months: int
    baseline: str | None
    features: tuple[Feature, ...]
    X: pd.DataFrame
    y: npt.NDArray[np.int64]
    labelled: Rows
    as_of: npt.NDArray[np.datetime64]
    group: npt.NDArray[np.str_]
    slices: pd.DataFrame

    @property
    def sha256(self) -> str:
        """Fingerprint of all that a model could learn from."""
        digest = hashlib.sha256("\x1f".join([self.target, *self.X.columns]).encode())
        rows = pd.util.hash_pandas_object(self.X, index=False).to_numpy()
        for numbers in (rows, self.y, self.labelled, self.as_of.astype("datetime64[D]").astype("int64")):
            digest.update(numbers.tobytes())
        digest.update("\x1f".join(self.group).encode())
        return digest.hexdigest()

    @property
    def selective(self) -> bool:
        """Whether some firms at risk have no label."""
        return not bool(self.labelled.all())

    def only(self, rows: Rows) -> Self:
        """The same table with some of its rows."""
        return replace(
            self,
            X=self.X[rows].reset_index(drop=True),
            y=self.y[rows],
            labelled=self.labelled[rows],
            as_of=self.as_of[rows],
            group=self.group[rows],
            slices=self.slices[rows].reset_index(drop=True),
        )


def build(target: Target, snapshots: Iterable[Snapshot]) -> Dataset:
    """Put snapshots together into the training table of `target`.

    A day on which no firm has a label tells nothing of who gets one, and is left out.

    :raises NothingLabelled: no firm at risk has a known outcome.
    :raises LeakRefused: a frame carries bookkeeping of the bureau.
    """
    parts = [part for snapshot in snapshots if (part := _rows(target, snapshot))["_label"].notna().any()]
    if not parts:
        raise NothingLabelled(
            f"{target.key}: no firm at risk has a known outcome; "
            "import past applications, recognitions and financial years.",
            "没有一家企业的结果是已知的；请补充以前年度的申报、认定记录和财务数据。",
            0,
            LEAST["train"].reached,
        )
    table = pd.concat(parts, ignore_index=True)
    features = tuple(one.feature for one in target.derivations)
    return Dataset(
        target=target.key,
        horizon_months=target.horizon_months,
        baseline=target.baseline,
        features=features,
        X=table[[feature.name for feature in features]],
        y=table["_label"].fillna(False).to_numpy("int64"),
        labelled=table["_label"].notna().to_numpy("bool"),
        as_of=table["_as_of"].to_numpy("datetime64[D]"),
        group=table["_group"].to_numpy("str"),
        slices=table[[f"_{name}" for name in SLICES]].set_axis(list(SLICES), axis="columns"),
    )


def _rows(target: Target, snapshot: Snapshot) -> pd.DataFrame:
    frame = snapshot.frame
    label = snapshot.label.reindex(frame.index).astype("boolean")
    keep = target.at_risk(frame) if target.selective else target.at_risk(frame) & label.notna()
    group = frame.index.to_series() if snapshot.group is None else snapshot.group.reindex(frame.index)
    X = derive(frame, target.derivations)
    told = X.assign(_label=label, _as_of=np.datetime64(snapshot.as_of), _group=group.astype(str))
    return told.join(_texts(snapshot.slices, frame.index).add_prefix("_")).loc[keep]


def _texts(slices: pd.DataFrame | None, index: "pd.Index[int]") -> pd.DataFrame:
    """The slices of every row as text, "" where not known."""
    given = pd.DataFrame(index=index) if slices is None else slices.reindex(index)
    return given.reindex(columns=list(SLICES)).astype("object").fillna("").astype(str)


def plain_dataset(
    X: pd.DataFrame,
    y: npt.ArrayLike,
    *,
    features: tuple[Feature, ...],
    group: npt.ArrayLike | None = None,
    as_of: npt.ArrayLike | None = None,
    slices: pd.DataFrame | None = None,
    baseline: str | None = None,
    horizon_months: int = 0,
    target: str = "table",
) -> Dataset:
    """Make the training table of rows that are not about enterprises; every row is labelled.

    Parameters
    ----------
    X : DataFrame of shape (n, n_features)
        Numbers; the columns are read in the order of `features`.
    group : array of n, optional
        Rows that must stay together; default: each row by itself.
    as_of : array of n days, optional
        The day of each row; without it, nothing is known of time.
    """
    rows = pd.RangeIndex(len(X))
    table = X[[feature.name for feature in features]].astype("float64").set_axis(rows, axis="index")
    days = np.full(len(X), NO_DAY) if as_of is None else np.asarray(as_of)
    return Dataset(
        target=target,
        horizon_months=horizon_months,
        baseline=baseline,
        features=features,
        X=table,
        y=np.asarray(y).astype("int64"),
        labelled=np.ones(len(X), dtype=bool),
        as_of=days.astype("datetime64[D]"),
        group=np.asarray(rows if group is None else group).astype("str"),
        slices=_texts(None if slices is None else slices.set_axis(rows, axis="index"), rows),
    )
