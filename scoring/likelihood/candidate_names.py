"""What the candidates are called, in both languages."""

from collections.abc import Mapping

CANDIDATE_NAMES: Mapping[str, tuple[str, str]] = {
    "champion": ("现用模型", "the model in use"),
    "base_rate": ("总体比例", "base rate"),
    "rulebook": ("规则单项基线", "one figure of the rulebook"),
    "logistic": ("正则化逻辑回归", "regularised logistic regression"),
    "additive_boosting": ("可加梯度提升", "additive gradient boosting"),
    "paired_boosting": ("可加梯度提升（含少数特征对）", "additive gradient boosting with a few named pairs"),
    "full_boosting": ("含交互的梯度提升", "gradient boosting with interactions"),
}
