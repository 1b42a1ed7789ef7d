"""The tables of a model card, in one language; a section without figures is left out."""

from collections.abc import Iterable, Sequence

from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.cards.curves import strongest
from scoring.likelihood.cards.words import Lang, interval, pick, share_interval, told
from scoring.likelihood.chance import LEAST_OF_EACH_CLASS, LEAST_ROWS
from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import Metric
from scoring.likelihood.model import CandidateResult, Card, PrintedCurve, SliceResult
from scoring.likelihood.slice_names import DIMENSION_NAMES, value_name

METRICS = {
    "auc": ("排序能力 AUC", "ranking (AUC)"),
    "average_precision": ("平均精确率", "average precision"),
    "precision_at_capacity": ("走访命中率", "precision at capacity"),
    "lift_at_capacity": ("相对随机的倍数", "lift at capacity"),
    "brier": ("Brier 分", "Brier score"),
    "log_loss": ("对数损失", "log loss"),
    "ece": ("校准误差", "calibration error"),
}
USES = {
    "train": ("训练", "training"),
    "calibrate": ("校准", "calibration"),
    "hold_out": ("检验（只用一次）", "judging (used once)"),
}
INFLUENCES = 15
ALL_VISITED = (
    "工作人员能走访全部待预测企业，命中率说明不了排序的好坏，故不给出",
    "the staff can visit all firms at risk, so hits at capacity would say nothing of the order and are left out",
)


def metrics(card: Card, lang: Lang) -> Iterable[str]:
    """All candidates on the hold-out, the chosen one first."""
    yield pick(lang, "## 与其他方法比较", "## Beside other methods")
    yield ""
    yield pick(
        lang,
        f"括号内为 95% 区间；走访命中率按各区县可走访的企业数（合计 {card.capacity} 家）计算；"
        f"待预测企业共 {card.at_risk} 家，检验的是其中 {card.judged_rows} 家，名额按同一比例折算。"
        "AUC、平均精确率、命中率和倍数越高越好，其余越低越好。",
        f"95 % intervals in brackets; capacity: the {card.capacity} firms that the staff of all counties can visit. Of "
        f"{card.at_risk} firms at risk {card.judged_rows} are judged, and as large a part of the visits goes to them. "
        "AUC, average precision and precision: more is better; the others: less is better.",
    )
    yield ""
    names = [pick(lang, *METRICS[name]) for name in METRICS]
    yield from _table((pick(lang, "方法", "method"), *names), [_candidate(one, lang) for one in _chosen_first(card)])


def _chosen_first(card: Card) -> Sequence[CandidateResult]:
    return sorted(card.candidates, key=lambda one: not one.chosen)


def _candidate(one: CandidateResult, lang: Lang) -> tuple[str, ...]:
    by_name = {metric.name: metric for metric in one.metrics}
    name = pick(lang, *CANDIDATE_NAMES[one.name])
    return (
        f"**{name}**" if one.chosen else name,
        *(_figure(metric, by_name.get(metric)) for metric in METRICS),
    )


def _figure(name: str, metric: Metric | None) -> str:
    if name == "precision_at_capacity":
        return share_interval(metric)
    return interval(metric, 1 if name == "lift_at_capacity" else 3)


def counties(card: Card, lang: Lang, *, plot: tuple[str, ...]) -> Iterable[str]:
    """What each county gets out of it."""
    if not card.counties:
        return
    yield pick(lang, "## 各区县", "## County by county")
    yield ""
    yield from plot
    if any(one.precision is None for one in card.counties):
        yield pick(lang, f"命中率为“–”的区县：{ALL_VISITED[0]}。", f"Where precision is “–”: {ALL_VISITED[1]}.")
        yield ""
    head = pick(
        lang,
        "区县|检验企业|达标|待预测企业|可走访|走访命中率|倍数|平均预测|实际|差异超出随机波动",
        "county|firms judged|reached|at risk|capacity|precision at capacity|lift|foretold|happened|off beyond noise",
    )
    rows = [
        (
            pick(lang, one.zh, one.en),
            str(one.firms),
            str(one.positives),
            str(one.at_risk),
            str(one.capacity),
            share_interval(one.precision),
            "–" if one.lift is None else f"{one.lift.value:.1f}",
            f"{one.foretold:.1%}",
            f"{one.happened:.1%}",
            _noise(one.p_value, one.beyond_noise, lang),
        )
        for one in card.counties
    ]
    yield from _table(head.split("|"), rows)


def slices(card: Card, lang: Lang, *, plot: tuple[str, ...]) -> Iterable[str]:
    """Every part of the firms, those where the model is worse in bold."""
    if not card.slices:
        return
    yield pick(lang, "## 各分组是否差于整体", "## Is it worse for some firms?")
    yield ""
    yield pick(
        lang,
        f"排序：该组 AUC 低于整体，且低于按模型自身概率应有的水平；校准：扣除整体偏差后，平均预测与实际不符。"
        f"两项检验都用按概率抽样的模拟（至少 4000 次），全部分组合并作 Holm 校正（5%）。"
        f"少于 {LEAST_ROWS} 家不检验；达标或未达标少于 {LEAST_OF_EACH_CLASS} 家不检验排序。",
        "Ranking: the AUC is lower than the whole's and lower than the model's own probabilities promise. Calibration: "
        "foretold and happened differ after the whole's own error is taken out. Both by outcomes drawn from the "
        f"probabilities (4,000 times or more), Holm's correction over all slices (5 %). Under {LEAST_ROWS} firms "
        f"nothing is tested, under {LEAST_OF_EACH_CLASS} of either outcome no ranking.",
    )
    yield ""
    yield from plot
    head = pick(
        lang,
        "分组|取值|企业|达标|AUC|应有 AUC|平均精确率|Brier|对数损失|校准误差|平均预测|实际|结论",
        "slice|value|firms|reached|AUC|promised|average precision|Brier|log loss|calibration error|foretold|"
        "happened|verdict",
    )
    yield from _table(head.split("|"), [_slice(card, one, lang) for one in card.slices])


def _slice(card: Card, one: SliceResult, lang: Lang) -> tuple[str, ...]:
    by_name = {metric.name: metric for metric in one.metrics}
    return (
        pick(lang, *DIMENSION_NAMES[one.dimension]),
        pick(lang, *value_name(one, card.counties)),
        str(one.rows),
        str(one.positives),
        interval(by_name.get("auc"), 2),
        "–" if one.expected_auc is None else f"{one.expected_auc:.2f}",
        *(interval(by_name.get(name)) for name in ("average_precision", "brier", "log_loss", "ece")),
        f"{one.foretold:.1%}",
        f"{one.happened:.1%}",
        _verdict(one, lang),
    )


def _verdict(one: SliceResult, lang: Lang) -> str:
    if one.worse:
        what = {"auc": ("排序", "ranking"), "calibration": ("校准", "calibration")}
        named = pick(lang, "、", ", ").join(pick(lang, *what[name]) for name in one.worse_in)
        return pick(lang, f"**较差：{named}**", f"**worse: {named}**")
    return pick(lang, "未见较差", "not worse") if one.shift_p is not None else pick(lang, "企业太少", "too few")


def _noise(p_value: float | None, beyond: bool, lang: Lang) -> str:
    if p_value is None:
        return pick(lang, "企业太少", "too few")
    return pick(lang, "**是**", "**yes**") if beyond else pick(lang, "否", "no")


def influence(card: Card, lang: Lang) -> Iterable[str]:
    """What moves the likelihood, the strongest first."""
    named = {feature.name: feature for feature in card.features}
    moving = [one for one in card.influence if one.mean_abs > 0]
    yield pick(lang, "## 依据的特征", "## What it rests on")
    yield ""
    by = {
        "additive": ("每项理由取自该特征自己的曲线", "each reason is read off the feature's own curve"),
        "tree_shap": ("理由为树模型的精确 SHAP 值", "reasons are exact SHAP values of the trees"),
    }
    yield pick(
        lang,
        f"数字为该特征平均使企业的对数几率移动多少；{by[card.reasons_by][0]}，各项相加正好等于得分。",
        f"By how much each moves a firm's log-odds on average; {by[card.reasons_by][1]}, and they add up to the score.",
    )
    yield ""
    changeable = pick(lang, "企业可改变", "changeable")
    rows = [
        (
            pick(lang, named[one.feature].zh, named[one.feature].en),
            f"{one.mean_abs:.3f}",
            pick(lang, "是", "yes") if named[one.feature].changeable else "",
        )
        for one in moving[:INFLUENCES]
    ]
    yield from _table((pick(lang, "特征", "feature"), pick(lang, "平均影响", "mean influence"), changeable), rows)
    if len(moving) > INFLUENCES:
        rest = len(moving) - INFLUENCES
        yield pick(lang, f"另有 {rest} 项影响更小。", f"{rest} more move it less.")
        yield ""


def curves(card: Card, lang: Lang, *, plot: tuple[str, ...]) -> Iterable[str]:
    """What the strongest features do, drawn and at a few values."""
    if not card.curves:
        return
    named = {feature.name: feature for feature in card.features}
    yield pick(lang, "## 特征曲线", "## Curves of the strongest features")
    yield ""
    yield from plot
    rows = [
        (pick(lang, named[one.feature].zh, named[one.feature].en), *_ends(one, named[one.feature], lang))
        for one in strongest(card)
    ]
    head = pick(lang, "特征|最低处|最高处|未知时", "feature|lowest at|highest at|not known").split("|")
    yield from _table(head, rows)


def _ends(curve: PrintedCurve, feature: Feature, lang: Lang) -> tuple[str, str, str]:
    """Where the curve is lowest and highest, and what it says of firms without the figure."""
    lowest, highest = (curve.log_odds.index(end(curve.log_odds)) for end in (min, max))
    low, high = (f"{told(feature, curve.at[place], lang)}: {curve.log_odds[place]:+.2f}" for place in (lowest, highest))
    return low, high, f"{curve.missing:+.2f}"


def data(card: Card, lang: Lang) -> Iterable[str]:
    """Which years were used for what."""
    yield pick(lang, "## 数据", "## Data")
    yield ""
    head = pick(lang, "截至|用途|企业|达标", "as of|used for|firms|reached").split("|")
    rows = [(str(one.as_of), pick(lang, *USES[one.use]), str(one.rows), str(one.positives)) for one in card.years]
    yield from _table(head, rows)
    if card.held_out_groups:
        yield pick(
            lang,
            "预测期相互重叠：检验只用未参与训练的企业（同一控制人的企业不拆开）。",
            "Horizons overlap: judged only on firms kept out of training (firms of one controller stay together).",
        )
        yield ""
    if card.selection is not None:
        made = card.selection
        yield pick(
            lang,
            f"只有 {made.share:.0%} 的企业有结果，而且不是随机的：是否有结果可以预测（AUC {made.auc:.2f}）。"
            f"训练与检验按此加权，加权后相当于 {made.effective_rows:,.0f} 家企业。",
            f"Only {made.share:.0%} of the firms have an outcome, and not at random: who has one can be foretold (AUC "
            f"{made.auc:.2f}). Training and judging are weighted for it, which leaves the worth of "
            f"{made.effective_rows:,.0f} firms.",
        )
        yield ""


def provenance(card: Card, lang: Lang) -> Iterable[str]:
    """Enough to make the same model again."""
    facts = (
        (("训练人", "trained by"), card.trained_by or pick(lang, "命令行，未署名", "command line, nobody named")),
        (("代码版本", "git commit"), f"`{card.git_commit}`" if card.git_commit else "–"),
        (("数据指纹 SHA-256", "data SHA-256"), f"`{card.data_sha256}`"),
        (("scikit-learn", "scikit-learn"), card.sklearn_version),
        (("随机种子", "seed"), str(card.seed)),
        (("区间所用的重训次数", "refits behind the interval"), str(card.refits)),
        (("预测期", "horizon"), pick(lang, f"{card.horizon_months} 个月", f"{card.horizon_months} months")),
    )
    yield pick(lang, "## 出处", "## Where it comes from")
    yield ""
    yield from (f"- {pick(lang, *name)}{pick(lang, '：', ': ')}{value}" for name, value in facts)
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """A Markdown table; the first column to the left, a bar inside a cell kept from ending it."""
    yield f"| {' | '.join(head)} |"
    yield "|---" + "|---" * (len(head) - 1) + "|"
    yield from (f"| {' | '.join(cell.replace('|', '∣') for cell in row)} |" for row in rows)
    yield ""
