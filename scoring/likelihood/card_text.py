"""The model card for people: Markdown in Chinese and English, and the reliability curve as SVG."""

from collections.abc import Iterable

from scoring.likelihood.candidate_names import CANDIDATE_NAMES
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.model import CandidateResult, Card

METRICS = ("auc", "average_precision", "precision_at_capacity", "brier", "log_loss", "ece")
SIZE, EDGE = 320, 40


def markdown(card: Card) -> str:
    """Write the card."""
    return "\n".join([*_head(card), *_years(card), *_candidates(card), *_findings(card), *_influence(card), ""])


def _head(card: Card) -> Iterable[str]:
    verdict = "已启用 promoted" if card.promoted else "未启用 not promoted"
    apart = "; 预测期重叠，仅检验未参与训练的企业 groups held out" if card.held_out_groups else ""
    return (
        f"# {card.target} {card.version}: {verdict}",
        "",
        f"- 训练日 trained on {card.trained_on}, scikit-learn {card.sklearn_version}, seed {card.seed}",
        f"- 数据指纹 data SHA-256 `{card.data_sha256}`",
        f"- 预测期 horizon {card.horizon_months} 个月 months; 模型 model: {' '.join(CANDIDATE_NAMES[card.chosen])}",
        f"- 检验样本 judged on {card.judged_rows} 家 firms ({card.judged_positives} 达标 reached the target)",
        f"- 覆盖率 coverage {card.coverage:.1%}{apart}",
        "- 未申报不等于被拒：标签为“实际发生与否”。 The label is what happened, applied or not.",
    )


def _years(card: Card) -> Iterable[str]:
    rows = (f"| {one.as_of} | {one.use} | {one.rows} | {one.positives} |" for one in card.years)
    head = ("## 年度 Years", "", "| 截至 as of | 用途 use | 企业 firms | 达标 reached |", "|---|---|---:|---:|")
    return ("", *head, *rows)


def _candidates(card: Card) -> Iterable[str]:
    head = ["", f"## 候选模型 Candidates (hold-out, 95 %; capacity {card.capacity})", ""]
    names = f"| | {' | '.join(METRICS)} | earlier log loss |"
    rows = (_candidate_row(one) for one in card.candidates)
    return (*head, names, "|---" * (len(METRICS) + 2) + "|", *rows, "", "![](reliability.svg)")


def _candidate_row(result: CandidateResult) -> str:
    by_name = {metric.name: metric for metric in result.metrics}
    name = " ".join(CANDIDATE_NAMES[result.name])
    earlier = "–" if result.earlier_log_loss is None else f"{result.earlier_log_loss:.4f}"
    cells = " | ".join(_interval(by_name[metric]) for metric in METRICS)
    return f"| {f'**{name}**' if result.chosen else name} | {cells} | {earlier} |"


def _interval(metric: Metric) -> str:
    return f"{metric.value:.4f} ({metric.low:.4f}–{metric.high:.4f})"


def _findings(card: Card) -> Iterable[str]:
    rows = (f"- {'✓' if one.held else '✗'} {one.zh}。{one.en}" for one in card.findings)
    return ("", "## 启用条件 Conditions of promotion", "", *rows)


def _influence(card: Card) -> Iterable[str]:
    named = {feature.name: feature for feature in card.features}
    moving = [(named[one.feature], one.mean_abs) for one in card.influence if one.mean_abs > 0]
    rows = (f"| {feature.zh} | {feature.en} | {moved:.3f} |" for feature, moved in moving)
    return ("", "## 特征影响 Influence (mean \\|log-odds\\|)", "", "| | | |", "|---|---|---:|", *rows)


def reliability_svg(curve: tuple[CurvePoint, ...]) -> str:
    """Draw foretold against happened; on the diagonal both agree."""
    furthest = max([0.01, *(max(point.predicted, point.observed) for point in curve)])
    at = [(_x(point.predicted / furthest), _y(point.observed / furthest)) for point in curve]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1677ff"/>' for x, y in at)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    side = SIZE + 2 * EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" font-size="12">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<line x1="{EDGE}" y1="{_y(0)}" x2="{_x(1)}" y2="{EDGE}" stroke="#bbb" stroke-dasharray="4"/>'
        f'<polyline points="{path}" fill="none" stroke="#1677ff"/>{dots}'
        f'<text x="{side / 2}" y="{side - 10}" text-anchor="middle">预测概率 foretold (0–{furthest:.0%})</text>'
        f'<text transform="translate(14 {side / 2}) rotate(-90)" text-anchor="middle">实际比例 happened</text>'
        "</svg>\n"
    )


def _x(share: float) -> float:
    return EDGE + share * SIZE


def _y(share: float) -> float:
    return EDGE + (1 - share) * SIZE
