"""When a model earns its place: the conditions, held against the year that it has never seen."""

from typing import Literal

import numpy as np

from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.candidates import Floats
from scoring.likelihood.metrics import bootstrap_weights, figures
from scoring.likelihood.model import Finding
from scoring.likelihood.validation import RESAMPLES, Foretold

ECE_ALLOWED = 0.02
Bar = Literal["better_beyond_noise", "not_worse_beyond_noise"]

# Against what needs no model, the gain must be beyond noise. Against logistic regression, which boosting has to beat on
# earlier years before it is chosen, the hold-out must not show the contrary. Nowhere may the ranking (average
# precision) be worse beyond noise.
BARS: dict[str, Bar] = {
    "base_rate": "better_beyond_noise",
    "rulebook": "better_beyond_noise",
    "logistic": "not_worse_beyond_noise",
}


def findings(judged: Foretold, chosen: str, *, by_chance: float, seed: int) -> tuple[Finding, ...]:
    """Hold every condition of promotion against the hold-out; a model is promoted when all held.

    `by_chance` is the calibration error that even a right calibration may show on so few firms.
    """
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed)
    rivals = [name for name in BARS if name in judged.probability and name != chosen]
    beaten = [finding for rival in rivals for finding in _against(judged, chosen, rival, weights)]
    return (*beaten, _calibrated(judged, chosen, allowed=max(ECE_ALLOWED, by_chance)))


def _against(judged: Foretold, chosen: str, rival: str, weights: Floats) -> tuple[Finding, Finding]:
    ours = figures(judged.y, judged.probability[chosen], weights, capacity=1)
    theirs = figures(judged.y, judged.probability[rival], weights, capacity=1)
    loss = ours["log_loss"] - theirs["log_loss"]
    precision = ours["average_precision"] - theirs["average_precision"]
    low, high = (float(np.nanquantile(loss[1:], share)) for share in (0.025, 0.975))
    zh, en = CANDIDATE_NAMES[rival]
    return (
        Finding(
            rule=f"log_loss_{BARS[rival]}_than_{rival}",
            held=high < 0 if BARS[rival] == "better_beyond_noise" else low <= 0,
            zh=f"对数损失与“{zh}”相差 {loss[0]:+.4f}（95%区间 {low:+.4f} 至 {high:+.4f}）",
            en=f"log loss against the {en}: {loss[0]:+.4f} (95 % interval {low:+.4f} to {high:+.4f})",
        ),
        Finding(
            rule=f"average_precision_not_worse_beyond_noise_than_{rival}",
            held=bool(np.nanquantile(precision[1:], 0.975) >= 0),
            zh=f"平均精确率与“{zh}”相差 {precision[0]:+.4f}",
            en=f"average precision against the {en}: {precision[0]:+.4f}",
        ),
    )


def _calibrated(judged: Foretold, chosen: str, *, allowed: float) -> Finding:
    said = judged.probability[chosen]
    error = float(figures(judged.y, said, np.ones((1, len(said))), capacity=1)["ece"][0])
    return Finding(
        rule="calibrated",
        held=error <= allowed,
        zh=f"校准误差 {error:.4f}，允许 {allowed:.4f}",
        en=f"calibration error {error:.4f}, allowed {allowed:.4f}",
    )
