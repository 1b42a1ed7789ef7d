"""When a model earns its place: the conditions, held against the year that it has never seen."""

from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np

from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.candidates import Floats
from scoring.likelihood.champion import NOT_COMPARED, NotCompared
from scoring.likelihood.features import Feature
from scoring.likelihood.foretold import CHAMPION, RESAMPLES, Foretold
from scoring.likelihood.metrics import bootstrap_weights, figures
from scoring.likelihood.model import Card, CountyResult, Finding, SliceResult
from scoring.likelihood.slice_names import slice_name

ECE_ALLOWED = 0.02
CHANCE_TOLERATED = 0.05
"""Where even a right calibration may look further off than this, the firms are too few to tell."""
AUC_DROP_ALLOWED = 0.01
FEWEST_TOLD = 5
"""Cards are read by people who see no firm: of fewer firms nothing is said."""
SHIFT_ALLOWED = 0.05
"""Of a county's mean likelihood from what happened there; where the target is rarer than that, its rate."""
TOO_GOOD = 0.97
"""A single feature that ranks as well as this has very likely seen the outcome."""
NAMED_AT_MOST = 5
Bar = Literal["better_beyond_noise", "not_worse_beyond_noise"]

# Against what needs no model, the gain must be beyond noise. Against logistic regression, which boosting has to beat on
# earlier years before it is chosen, the hold-out must not show the contrary. Nowhere may the ranking (average
# precision) be worse beyond noise.
BARS: dict[str, Bar] = {
    "base_rate": "better_beyond_noise",
    "rulebook": "better_beyond_noise",
    "logistic": "not_worse_beyond_noise",
}
SAID: Mapping[tuple[Bar, bool], tuple[str, str]] = {
    ("better_beyond_noise", True): ("预测明显优于", "foretells better, beyond noise, than"),
    ("better_beyond_noise", False): ("预测未能明显优于", "does not foretell better, beyond noise, than"),
    ("not_worse_beyond_noise", True): ("预测不差于", "foretells no worse than"),
    ("not_worse_beyond_noise", False): ("预测明显差于", "foretells worse, beyond noise, than"),
}


def findings(
    judged: Foretold,
    chosen: str,
    *,
    by_chance: float,
    champion_not_compared: NotCompared | None = None,
    counties: tuple[CountyResult, ...] = (),
    slices: tuple[SliceResult, ...] = (),
    single_auc: Mapping[str, float] | None = None,
    features: tuple[Feature, ...] = (),
    seed: int,
) -> tuple[Finding, ...]:
    """Hold every condition of promotion against the hold-out; a model has earned its place when all held.

    Parameters
    ----------
    by_chance : the calibration error that even a right calibration may show on so few firms.
    champion_not_compared : why nothing was foretold by the model in use; None where it was, or where there is none.
    counties, slices : the same hold-out in parts; empty for a table that is not about firms.
    single_auc : by feature, how well it alone ranks the firms of the earlier years, out of fold.
    features : their words.
    """
    weights = bootstrap_weights(judged.group, resamples=RESAMPLES, seed=seed, weight=judged.weight)
    rivals = [name for name in BARS if name in judged.probability and name != chosen]
    return (
        *(finding for rival in rivals for finding in _against(judged, chosen, rival, weights)),
        _calibrated(judged, chosen, weights[:1], by_chance),
        *([_against_champion(judged, chosen, weights)] if CHAMPION in judged.probability else []),
        *([_champion_not_compared(champion_not_compared)] if champion_not_compared else []),
        *([_county_shift(counties)] if counties else []),
        *([_no_slice_worse(slices, counties)] if slices else []),
        *([_not_too_good(single_auc, features)] if single_auc else []),
    )


def open_findings(card: Card, signed_for: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What still speaks against promotion: findings that did not hold and were not, or cannot be, signed for."""
    signed = set(signed_for)
    return tuple(one for one in card.findings if not one.held and not (one.signable and one.rule in signed))


def _against(judged: Foretold, chosen: str, rival: str, weights: Floats) -> tuple[Finding, Finding]:
    loss, precision = (
        _difference(judged, chosen, rival, weights, metric) for metric in ("log_loss", "average_precision")
    )
    low, high = _interval(loss)
    better, ranks = high < 0 if BARS[rival] == "better_beyond_noise" else low <= 0, _interval(precision)[1] >= 0
    zh, en = CANDIDATE_NAMES[rival]
    say_zh, say_en = SAID[BARS[rival], better]
    return (
        Finding(
            rule=f"log_loss_{BARS[rival]}_than_{rival}",
            held=better,
            signable=False,
            zh=f"{say_zh}“{zh}”：对数损失相差 {loss[0]:+.4f}（95%区间 {low:+.4f} 至 {high:+.4f}，负为更好）",
            en=f"{say_en} the {en}: log loss {loss[0]:+.4f} (95 % interval {low:+.4f} to {high:+.4f}, less is better)",
        ),
        Finding(
            rule=f"average_precision_not_worse_beyond_noise_than_{rival}",
            held=ranks,
            signable=False,
            zh=f"排序{'不差于' if ranks else '明显差于'}“{zh}”：平均精确率相差 {precision[0]:+.4f}（正为更好）",
            en=(
                f"ranks {'no worse' if ranks else 'worse, beyond noise,'} than the {en}: average precision "
                f"{precision[0]:+.4f} (more is better)"
            ),
        ),
    )


def _difference(judged: Foretold, chosen: str, rival: str, weights: Floats, metric: str) -> Floats:
    """Chosen − rival on the same firms, for each resample."""
    ours, theirs = (figures(judged.y, judged.probability[name], weights)[metric] for name in (chosen, rival))
    return ours - theirs


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.nanquantile(values[1:], [0.025, 0.975])
    return float(low), float(high)


def _calibrated(judged: Foretold, chosen: str, weight: Floats, by_chance: float) -> Finding:
    error = float(figures(judged.y, judged.probability[chosen], weight)["ece"][0])
    if by_chance > CHANCE_TOLERATED:
        return Finding(
            rule="calibrated",
            held=False,
            signable=False,
            zh=(
                f"企业太少，无法判断预测与实际是否相符：校准误差 {error:.4f}，"
                f"校准正确时仅凭偶然也可达 {by_chance:.4f}（最多容许 {CHANCE_TOLERATED}）"
            ),
            en=(
                f"too few firms to tell whether foretold and happened agree: calibration error {error:.4f}, while "
                f"chance alone comes to {by_chance:.4f} for a right one (at most {CHANCE_TOLERATED} is tolerated)"
            ),
        )
    allowed = max(ECE_ALLOWED, by_chance)
    return Finding(
        rule="calibrated",
        held=error <= allowed,
        signable=False,
        zh=f"预测与实际{'相符' if error <= allowed else '不符'}：校准误差 {error:.4f}，允许 {allowed:.4f}",
        en=(
            f"foretold and happened {'agree' if error <= allowed else 'do not agree'}: calibration error {error:.4f}, "
            f"allowed {allowed:.4f}"
        ),
    )


def _against_champion(judged: Foretold, chosen: str, weights: Floats) -> Finding:
    auc, loss = (_difference(judged, chosen, CHAMPION, weights, metric) for metric in ("auc", "log_loss"))
    low, high = _interval(loss)
    return Finding(
        rule="not_worse_than_champion",
        held=bool(auc[0] >= -AUC_DROP_ALLOWED) and low <= 0,
        signable=False,
        zh=(
            f"与现用模型在同一批企业上相比：AUC 相差 {auc[0]:+.4f}（最多允许下降 {AUC_DROP_ALLOWED}），"
            f"对数损失相差 {loss[0]:+.4f}（95%区间 {low:+.4f} 至 {high:+.4f}）"
        ),
        en=(
            f"against the model in use, on the same firms: AUC {auc[0]:+.4f} (a drop of {AUC_DROP_ALLOWED} is "
            f"allowed), log loss {loss[0]:+.4f} (95 % interval {low:+.4f} to {high:+.4f})"
        ),
    )


def _champion_not_compared(why: NotCompared) -> Finding:
    zh, en = NOT_COMPARED[why]
    return Finding(
        rule="not_worse_than_champion",
        held=False,
        signable=True,
        zh=f"未与现用模型比较：{zh}",
        en=f"not comparable with the model in use: {en}",
    )


def _not_tested(rule: str, zh: str, en: str) -> Finding:
    """Nothing speaks against the model, and nothing for it: a person may answer for that."""
    return Finding(
        rule=rule,
        held=False,
        signable=True,
        zh=f"未检验：企业太少，没有可检验的{zh}",
        en=f"not tested: too few firms in every {en}",
    )


def _county_shift(counties: tuple[CountyResult, ...]) -> Finding:
    """A county that is off is not to be signed for: labels of one county that were tampered with show like this."""
    tested = [one for one in counties if one.p_value is not None]
    if not tested:
        return _not_tested("county_shift", "区县", "county")
    rate = sum(one.positives for one in counties) / sum(one.firms for one in counties)
    allowed = min(SHIFT_ALLOWED, rate)
    if off := [one for one in tested if one.beyond_noise and abs(one.shift.value) > allowed]:
        zh = f"{len(off)} 个区县预测与实际相差超过 {allowed:.1%}，且超出随机波动："
        en = f"{len(off)} of {len(tested)} counties off by more than {allowed:.1%} beyond noise: "
        named_zh, named_en = _foretold_and_happened(off)
        return Finding(rule="county_shift", held=False, signable=False, zh=zh + named_zh, en=en + named_en)
    zh = f"{len(tested)} 个可检验的区县预测与实际均未在随机波动之外相差超过 {allowed:.1%}"
    en = f"none of {len(tested)} counties that can be tested is off by more than {allowed:.1%} beyond noise"
    named_zh, named_en = _foretold_and_happened([max(tested, key=lambda one: abs(one.shift.value))])
    return Finding(
        rule="county_shift",
        held=True,
        signable=False,
        zh=f"{zh}，相差最大：{named_zh}",
        en=f"{en}; the furthest off: {named_en}",
    )


def _foretold_and_happened(counties: list[CountyResult]) -> tuple[str, str]:
    """Each county with both rates; by its name alone where they would tell what came of fewer than five firms."""
    told = [min(one.positives, one.firms - one.positives) >= FEWEST_TOLD for one in counties]
    return (
        "；".join(
            f"{one.zh}预测 {one.foretold:.1%}、实际 {one.happened:.1%}" if rates else f"{one.zh}（家数太少，不列比例）"
            for one, rates in zip(counties, told, strict=True)
        ),
        "; ".join(
            f"{one.en} {one.foretold:.1%} foretold, {one.happened:.1%} happened"
            if rates
            else f"{one.en} (too few firms to tell the rates)"
            for one, rates in zip(counties, told, strict=True)
        ),
    )


def _no_slice_worse(slices: tuple[SliceResult, ...], counties: tuple[CountyResult, ...]) -> Finding:
    worse = [one for one in slices if one.worse]
    tested = sum(one.shift_p is not None for one in slices)
    if not tested:
        return _not_tested("slices", "分组", "slice")
    names = [slice_name(one, counties) for one in worse[:NAMED_AT_MOST]]
    return Finding(
        rule="slices",
        held=not worse,
        signable=True,
        zh=f"{tested} 个可检验的分组中 {len(worse)} 个明显差于整体" + _listed([zh for zh, _ in names], "：", "、"),
        en=f"{len(worse)} of {tested} slices that can be tested are worse than the whole beyond noise"
        + _listed([en for _, en in names], ": ", ", "),
    )


def _listed(names: list[str], lead: str, between: str) -> str:
    return lead + between.join(names) if names else ""


def _not_too_good(single_auc: Mapping[str, float], features: tuple[Feature, ...]) -> Finding:
    best = max(single_auc, key=lambda name: single_auc[name])
    leaks = sorted(name for name, auc in single_auc.items() if auc > TOO_GOOD)
    words = {feature.name: (feature.zh, feature.en) for feature in features}
    named = [words.get(name, (name, name)) for name in (leaks or [best])[:NAMED_AT_MOST]]
    zh, en = "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)
    return Finding(
        rule="too_good",
        held=not leaks,
        signable=True,
        zh=(
            f"单凭一项特征就几乎能全部排对（AUC 超过 {TOO_GOOD}）：{zh}。请核实它是否在结果发生之后才形成"
            if leaks
            else f"没有特征单独就好得可疑：最高为“{zh}”，AUC {single_auc[best]:.3f}（警戒 {TOO_GOOD}）"
        ),
        en=(
            f"one feature alone ranks almost perfectly (AUC above {TOO_GOOD}): {en}; "
            "check whether it came about only after the outcome"
            if leaks
            else f"no feature alone is suspiciously good: {en} comes to AUC {single_auc[best]:.3f} (mark {TOO_GOOD})"
        ),
    )
