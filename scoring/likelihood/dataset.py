"""Yearly snapshots made into one training table: only firms at risk, only what is labelled."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from scoring.likelihood.errors import LikelihoodError
from scoring.likelihood.features import Feature, derive
from scoring.likelihood.targets import Target


class NothingLabelled(LikelihoodError):
    """No snapshot has a firm at risk whose outcome is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known of all firms on a day, and what happened to them in the horizon after.

    `label` is three-valued on the frame's index; `group` ties firms that must not be told apart (one controller) and
    defaults to the firm itself.
    """

    as_of: date
    frame: pd.DataFrame
    label: "pd.Series[bool]"
    group: "pd.Series[str] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The training table: rows of X, y, as_of and group belong together by position."""

    target: str
    horizon_months: int
    baseline: str | None
    features: tuple[Feature, ...]
    X: pd.DataFrame
    y: npt.NDArray[np.int64]
    as_of: npt.NDArray[np.datetime64]
    group: npt.NDArray[np.str_]

    @property
    def sha256(self) -> str:
        """Fingerprint of all that a model could learn from."""
        digest = hashlib.sha256("\x1f".join([self.target, *self.X.columns]).encode())
        rows = pd.util.hash_pandas_object(self.X, index=False).to_numpy()
        for numbers in (rows, self.y, self.as_of.astype("datetime64[D]").astype("int64")):
            digest.update(numbers.tobytes())
        digest.update("\x1f".join(self.group).encode())
        return digest.hexdigest()


def build(target: Target, snapshots: Iterable[Snapshot]) -> Dataset:
    """Put snapshots together into the training table of `target`.

    :raises NothingLabelled: no firm at risk has a known outcome.
    :raises LeakRefused: a frame carries bookkeeping of the bureau.
    """
    parts = [part for snapshot in snapshots if len(part := _rows(target, snapshot))]
    if not parts:
        raise NothingLabelled(
            f"{target.key}: no firm at risk has a known outcome; import past recognitions and financial years."
        )
    table = pd.concat(parts, ignore_index=True)
    features = tuple(one.feature for one in target.derivations)
    return Dataset(
        target=target.key,
        horizon_months=target.horizon_months,
        baseline=target.baseline,
        features=features,
        X=table[[feature.name for feature in features]],
        y=table["_label"].to_numpy("int64"),
        as_of=table["_as_of"].to_numpy("datetime64[D]"),
        group=table["_group"].to_numpy("str"),
    )


def _rows(target: Target, snapshot: Snapshot) -> pd.DataFrame:
    frame = snapshot.frame
    label = snapshot.label.reindex(frame.index).astype("boolean")
    keep = target.at_risk(frame) & label.notna()
    group = frame.index.to_series() if snapshot.group is None else snapshot.group.reindex(frame.index)
    X = derive(frame, target.derivations)
    return X.assign(_label=label, _as_of=np.datetime64(snapshot.as_of), _group=group.astype(str)).loc[keep]
