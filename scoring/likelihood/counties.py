"""The hold-out county by county: hits among the firms that its staff can visit, and what was foretold and happened.

Whether a county's mean foretold lies further from its mean happened than the whole's, beyond noise, is tested on
outcomes drawn from the probabilities as they fit the whole (`chance`), two-sided, on 30 firms and more, with Holm's
correction over the counties at 5 %. In that every firm counts once, also where labels are a selection; hits at capacity
are weighted as in the whole, of which they are the parts.
"""

import numpy as np

from scoring.likelihood.candidates import Floats
from scoring.likelihood.chance import (
    LEAST_ROWS,
    LEVEL,
    Rows,
    drawn_outcomes,
    draws_for,
    holm,
    levelled,
    share_as_far,
    widening,
)
from scoring.likelihood.foretold import RESAMPLES, Foretold
from scoring.likelihood.metrics import Capacity, Metric, at_capacity, bootstrap_weights, summary
from scoring.likelihood.model import CountyResult


def county_results(judged: Foretold, chosen: str, capacity: Capacity, *, seed: int) -> tuple[CountyResult, ...]:
    """Judge the chosen candidate county by county; nothing for a table without counties."""
    if judged.county is None or not judged.county.any():
        return ()
    said = judged.probability[chosen]
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed)
    places = {str(county): judged.county == county for county in np.unique(judged.county)}
    promised = levelled(judged.y, said)
    wide = widening(judged.y, promised, judged.group)
    p_values = holm([_p_value(judged, promised, rows, wide, tests=len(places), seed=seed) for rows in places.values()])
    return tuple(
        _result(judged, said, weights, county, rows, capacity, p_value)
        for (county, rows), p_value in zip(places.items(), p_values, strict=True)
    )


def _p_value(judged: Foretold, promised: Floats, rows: Rows, wide: float, *, tests: int, seed: int) -> float | None:
    if rows.sum() < LEAST_ROWS:
        return None
    blocks = drawn_outcomes(promised[rows], draws=draws_for(tests), seed=seed)
    drawn = np.concatenate([block.mean(axis=1, dtype="float64") for block in blocks])
    return share_as_far(drawn, float(judged.y[rows].mean()), wide=wide)


def _result(
    judged: Foretold,
    said: Floats,
    weights: Floats,
    county: str,
    rows: Rows,
    capacity: Capacity,
    p_value: float | None,
) -> CountyResult:
    y, p, drawn = judged.y[rows], said[rows], weights[:, rows]
    standing_for = drawn if judged.weight is None else drawn * judged.weight[rows]
    ranked = {one.name: one for one in summary(at_capacity(y, p, standing_for, capacity.alone(county)))}
    zh, en = capacity.names.get(county, (county, county)) if county else ("区县不详", "county not known")
    return CountyResult(
        county=county,
        zh=zh,
        en=en,
        firms=len(y),
        positives=int(y.sum()),
        at_risk=capacity.firms(county, len(y)),
        capacity=capacity.of(county),
        precision=ranked.get("precision_at_capacity"),
        lift=ranked.get("lift_at_capacity"),
        foretold=float(p.mean()),
        happened=float(y.mean()),
        shift=_shift(p - y, drawn),
        p_value=p_value,
        beyond_noise=p_value is not None and p_value < LEVEL,
    )


def _shift(off: Floats, weights: Floats) -> Metric:
    """Mean foretold − mean happened; resamples in which the county has no firm are left out of the interval."""
    drawn = weights[weights.sum(axis=1) > 0]
    return summary({"shift": drawn @ off / drawn.sum(axis=1)})[0]
