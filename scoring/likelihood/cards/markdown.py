"""The model card for people, in one language: the conclusion first, then what it rests on."""

from collections.abc import Iterable

from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.cards.tables import ALL_VISITED, counties, curves, data, influence, metrics, provenance, slices
from scoring.likelihood.cards.words import Lang, metric_of, pick, target_name
from scoring.likelihood.model import Card

LIMITS = (
    (
        "未申报不等于被拒：从未申报的企业没有结果，不算作未通过。",
        "Never applied is not rejected: a firm that never applied has no outcome and is not counted as refused.",
    ),
    (
        "可能性供工作人员参考，不单独决定任何事项；工作人员可写明理由和截止日期后另作判断，与模型结果并列显示。",
        "The likelihood advises and decides nothing; staff may set their own judgement beside it, with an end date.",
    ),
    (
        "模型不读取走访次数、联系人、培育阶段等本局自己的工作记录，走访本身不会改变得分。",
        "The model does not read the bureau's own records (visits, contacts, stage): being visited does not move it.",
    ),
    (
        "数据不足或超出训练数据范围的企业不给出可能性，并说明原因。",
        "Where too little is known of a firm, or it lies outside the training data, it gives none and says why.",
    ),
)
QUESTIONS = {
    "becomes": (
        "期限内是否取得资质（无论是否申报）",
        "whether the firm gets the title within the horizon, whether or not it applies",
    ),
    "if_applied": (
        "如果申报，能否通过；只从已有结论的申报中学习，并按“哪些企业会申报”加权校正",
        "would it be granted if the firm applied; learnt from decided applications, weighted for who applies at all",
    ),
    "applies": (
        "无人走访时，企业是否会自行申报",
        "will the firm apply by itself, with nobody calling on it",
    ),
    "grows": ("未来是否高成长", "will the firm grow fast"),
}
CHECKED_ON = {
    "if_applied": (
        "只在申报过并已有结论的企业上检验过；对其他企业是否同样准确，无从检验。",
        "It was checked only on firms that applied and were decided on; how right it is on others cannot be checked.",
    ),
    "applies": (
        "只在无人走访的企业上检验过；对走访过的企业是否同样准确，无从检验。",
        "It was checked only on firms that were not visited; how right it is on others cannot be checked.",
    ),
}
"""By question, where outcomes are known of a selection only."""


def markdown(card: Card, lang: Lang, *, shown: tuple[str, ...] = ()) -> str:
    """Write the card; `shown` are the plots that lie beside it as `<name>.<lang>.svg`."""
    parts = (
        _head(card, lang),
        _summary(card, lang),
        _findings(card, lang),
        metrics(card, lang),
        _plot("calibration", pick(lang, "校准", "Calibration"), _calibration_note(lang), shown, lang),
        counties(card, lang, plot=_image("counties", shown, lang)),
        slices(card, lang, plot=_image("slices", shown, lang)),
        influence(card, lang),
        curves(card, lang, plot=_image("curves", shown, lang)),
        data(card, lang),
        _limits(lang),
        provenance(card, lang),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(card: Card, lang: Lang) -> Iterable[str]:
    yield f"# {pick(lang, '模型卡', 'Model card')}{pick(lang, '：', ': ')}{target_name(card, lang)}"
    yield ""
    yield pick(
        lang,
        f"版本 `{card.version}` · 训练日 {card.trained_on} · {CANDIDATE_NAMES[card.chosen][0]}",
        f"version `{card.version}` · trained on {card.trained_on} · {CANDIDATE_NAMES[card.chosen][1]}",
    )
    yield ""
    if card.question in QUESTIONS:
        zh, en = QUESTIONS[card.question]
        yield pick(lang, f"要回答的问题：{zh}。", f"The question: {en}.")
        yield ""


def _summary(card: Card, lang: Lang) -> Iterable[str]:
    """The three sentences that a director reads."""
    missed = [one for one in card.findings if not one.held]
    signable = all(one.signable for one in missed)
    year = max(one.as_of for one in card.years if one.use == "hold_out").year
    yield pick(lang, "## 结论", "## In short")
    yield ""
    if card.earned:
        yield "- " + pick(
            lang,
            "**符合全部启用条件。** 是否启用由训练人以外的人决定。",
            "**It meets every condition of promotion.** Whether it is put in use is decided by somebody other than "
            "who trained it.",
        )
    else:
        yield "- " + pick(
            lang,
            f"**有 {len(missed)} 项启用条件未达到，{'批准人逐项签字确认后方可启用' if signable else '不得启用'}：**",
            f"**{len(missed)} condition(s) of promotion not met: "
            f"{'to be put in use only if the approver signs for each' if signable else 'not to be put in use'}.**",
        )
        yield from (f"  - {pick(lang, one.zh, one.en)}" for one in missed)
    yield "- " + _usefulness(card, lang, year)
    yield "- " + _coverage(card, lang)
    if card.question in CHECKED_ON:
        yield "- " + pick(lang, *CHECKED_ON[card.question])
    yield ""


def _coverage(card: Card, lang: Lang) -> str:
    if card.coverage == 1:
        return pick(lang, "对当年全部待预测企业都给出可能性。", "It speaks on every firm at risk of that year.")
    return pick(
        lang,
        f"对当年 {card.coverage:.1%} 的待预测企业给出可能性，其余因数据不足等原因不给出。",
        f"It speaks on {card.coverage:.1%} of the firms at risk of that year and keeps silent on the others, for "
        "example for want of figures.",
    )


def _usefulness(card: Card, lang: Lang, year: int) -> str:
    rate = card.judged_positives / card.judged_rows
    judged = pick(
        lang,
        f"用训练时从未见过的 {year} 年 {card.judged_rows} 家企业检验，{card.judged_positives} 家达标（{rate:.1%}）",
        f"Judged on {card.judged_rows} firms of {year}, never seen in training; {card.judged_positives} reached the "
        f"target ({rate:.1%})",
    )
    precision, lift = metric_of(card, "precision_at_capacity"), metric_of(card, "lift_at_capacity")
    if precision is None:
        return judged + pick(lang, f"。{ALL_VISITED[0]}。", f"; {ALL_VISITED[1]}.")
    if lift is None:
        return judged + pick(lang, "。", ".")
    return judged + pick(
        lang,
        f"。各区县按可能性从高到低走访，{card.at_risk} 家待预测企业中合计能走访 {_visited(card)} 家，"
        f"其中约 {precision.value:.0%} 达标，是随机走访的 {lift.value:.1f} 倍。",
        f". If each county visits its likeliest, {_visited(card)} of {card.at_risk} firms at risk in all, about "
        f"{precision.value:.0%} of them reach it: {lift.value:.1f} times what visits at random would find.",
    )


def _visited(card: Card) -> int:
    """How many firms all counties visit: as many as the staff can, or as there are."""
    return sum(min(one.capacity, one.at_risk) for one in card.counties) or min(card.capacity, card.at_risk)


def _findings(card: Card, lang: Lang) -> Iterable[str]:
    yield pick(lang, "## 启用条件", "## Conditions of promotion")
    yield ""
    yield pick(lang, "| 是否达到 | 条件与数字 | 可否签字确认 |", "| met | condition and figures | may be signed for |")
    yield "|---|---|---|"
    for one in card.findings:
        held = pick(lang, "✓ 达到", "✓ yes") if one.held else pick(lang, "✗ **未达到**", "✗ **no**")
        signable = "" if one.held else pick(lang, *(("可以", "yes") if one.signable else ("不可以", "no")))
        yield f"| {held} | {pick(lang, one.zh, one.en)} | {signable} |"
    yield ""


def _calibration_note(lang: Lang) -> str:
    return pick(
        lang,
        "企业按可能性从低到高分为十组；点在虚线上，说明“说三成就有三成”。竖线为实际比例的 95% 区间。",
        "Firms in ten groups from unlikely to likely; on the dashed line, what was foretold is what happened. Upright "
        "lines are the 95 % interval of what happened.",
    )


def _plot(name: str, title: str, note: str, shown: tuple[str, ...], lang: Lang) -> Iterable[str]:
    return (f"## {title}", "", note, "", *_image(name, shown, lang))


def _image(name: str, shown: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    return (f"![]({name}.{lang}.svg)", "") if name in shown else ()


def _limits(lang: Lang) -> Iterable[str]:
    return (
        pick(lang, "## 使用限制", "## Limits"),
        "",
        *(f"- {pick(lang, zh, en)}" for zh, en in LIMITS),
        "",
    )
