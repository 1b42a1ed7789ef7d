"""Is the model worse for some firms than for the whole? By county, industry section, size and age.

Two one-number tests a slice, on the firms of the hold-out:

- ranking: the AUC is lower than the whole's, and lower than the model's own probabilities promise for these firms
  (firms that are alike are harder to rank, and that is no fault of the model);
- calibration: mean foretold and mean happened lie further apart than in the whole, after the line that fits the whole
  (intercept and slope on the hold-out) is taken out: what is off everywhere is judged by the finding `calibrated`.

Chance is drawn from the probabilities so levelled, 4,000 times or more (`chance`), and Holm's correction runs over all
tests of all slices together at 5 %. Asked are 30 firms, for the AUC 5 that reached the target and 5 that did not;
smaller slices are shown without figures or verdict. Every firm counts once here, also where labels are a selection:
asked is whether the model fits the firms that were seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import rankdata

from scoring.likelihood.candidates import Floats
from scoring.likelihood.chance import (
    LEAST_OF_EACH_CLASS,
    LEAST_ROWS,
    LEVEL,
    Rows,
    auc_of,
    drawn_outcomes,
    draws_for,
    holm,
    levelled,
    share_as_far,
    widening,
)
from scoring.likelihood.foretold import RESAMPLES, Foretold
from scoring.likelihood.metrics import Metric, bootstrap_weights, figures, summary
from scoring.likelihood.model import DIMENSIONS, Dimension, SliceResult, Worse
from scoring.likelihood.slice_names import in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    dimension: Dimension
    value: str
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chance:
    """What the levelled probabilities promise of one slice: draws of its AUC and of its share that happened."""

    auc: Floats
    happened: Floats


def slice_results(judged: Foretold, chosen: str, *, seed: int) -> tuple[SliceResult, ...]:
    """Judge the chosen candidate on every slice; nothing for a table that is not about firms."""
    parts = tuple(_parts(judged))
    if not parts or len(np.unique(judged.y)) < 2:
        return ()
    said = judged.probability[chosen]
    promised = levelled(judged.y, said)
    chances = _chances(parts, promised, said, seed=seed)
    wide = widening(judged.y, promised, judged.group)
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed)
    whole = _auc(judged, said, np.ones(len(said), dtype=bool))
    aucs = [_auc(judged, said, part.rows) for part in parts]
    tests = holm(
        [_auc_p(judged, part, chance, auc, wide) for part, chance, auc in zip(parts, chances, aucs, strict=True)]
        + [_shift_p(judged, part, chance, wide) for part, chance in zip(parts, chances, strict=True)]
    )
    return tuple(
        _result(
            judged,
            said,
            part,
            metrics=_metrics(judged, said, part, weights),
            expected_auc=None if auc_p is None else float(np.nanmean(chance.auc)),
            auc_p=auc_p,
            auc_is_lower=auc < whole,
            shift_p=shift_p,
        )
        for part, chance, auc, auc_p, shift_p in zip(
            parts, chances, aucs, tests[: len(parts)], tests[len(parts) :], strict=True
        )
    )


def _parts(judged: Foretold) -> Iterator[_Slice]:
    if judged.slices is None:
        return
    for dimension in DIMENSIONS:
        values = judged.slices[dimension].to_numpy("str")
        for value in in_order(dimension, np.unique(values)) if values.any() else ():
            yield _Slice(dimension=dimension, value=value, rows=values == value)


def _chances(parts: tuple[_Slice, ...], promised: Floats, said: Floats, *, seed: int) -> list[_Chance]:
    """Draw all slices at once: one sparse row a slice counts its hits, another sums their ranks."""
    inside = csr_array(np.vstack([part.rows for part in parts]).astype("float32"))
    ranks = np.zeros((len(parts), len(said)))
    for place, part in enumerate(parts):
        ranks[place, part.rows] = rankdata(said[part.rows])
    ranked = csr_array(ranks)
    blocks = [
        (inside @ drawn.T, ranked @ drawn.T)
        for drawn in drawn_outcomes(promised, draws=draws_for(2 * len(parts)), seed=seed)
    ]
    hits = np.hstack([block for block, _ in blocks]).astype("float64")
    sums = np.hstack([block for _, block in blocks]).astype("float64")
    sizes = np.array([part.rows.sum() for part in parts], dtype="float64")
    return [
        _Chance(auc=auc_of(sums[place], hits[place], size), happened=hits[place] / size)
        for place, size in enumerate(sizes)
    ]


def _metrics(judged: Foretold, said: Floats, part: _Slice, weights: Floats) -> tuple[Metric, ...]:
    """Nothing on fewer firms than are asked for: such figures say nothing."""
    rows = part.rows
    return () if rows.sum() < LEAST_ROWS else summary(figures(judged.y[rows], said[rows], weights[:, rows]))


def _auc(judged: Foretold, said: Floats, rows: Rows) -> float:
    hits = judged.y[rows]
    return float(auc_of(np.atleast_1d(rankdata(said[rows]) @ hits), np.atleast_1d(hits.sum()), len(hits))[0])


def _auc_p(judged: Foretold, part: _Slice, chance: _Chance, auc: float, wide: float) -> float | None:
    hits = int(judged.y[part.rows].sum())
    rows = int(part.rows.sum())
    if rows < LEAST_ROWS or min(hits, rows - hits) < LEAST_OF_EACH_CLASS:
        return None
    return share_as_far(chance.auc, auc, wide=wide, below=True)


def _shift_p(judged: Foretold, part: _Slice, chance: _Chance, wide: float) -> float | None:
    if part.rows.sum() < LEAST_ROWS:
        return None
    return share_as_far(chance.happened, float(judged.y[part.rows].mean()), wide=wide)


def _result(
    judged: Foretold,
    said: Floats,
    part: _Slice,
    *,
    metrics: tuple[Metric, ...],
    expected_auc: float | None,
    auc_p: float | None,
    auc_is_lower: bool,
    shift_p: float | None,
) -> SliceResult:
    found: dict[Worse, bool] = {
        "auc": auc_p is not None and auc_p < LEVEL and auc_is_lower,
        "calibration": shift_p is not None and shift_p < LEVEL,
    }
    worse_in = tuple(name for name, is_worse in found.items() if is_worse)
    return SliceResult(
        dimension=part.dimension,
        value=part.value,
        rows=int(part.rows.sum()),
        positives=int(judged.y[part.rows].sum()),
        metrics=metrics,
        foretold=float(said[part.rows].mean()),
        happened=float(judged.y[part.rows].mean()),
        expected_auc=expected_auc,
        auc_p=auc_p,
        shift_p=shift_p,
        worse_in=worse_in,
        worse=bool(worse_in),
    )
