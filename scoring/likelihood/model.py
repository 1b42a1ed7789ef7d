"""A trained model and its card: everything that must stay with a score."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import AdditiveCandidate
from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.support import Support


@dataclass(frozen=True, slots=True, kw_only=True)
class YearUse:
    """What a snapshot was used for, and how many firms reached the target after it."""

    as_of: date
    use: Literal["train", "calibrate", "hold_out"]
    rows: int
    positives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateResult:
    """A candidate on the hold-out, and its log loss on the earlier years on which the choice was made."""

    name: str
    chosen: bool
    earlier_log_loss: float | None
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One condition of promotion, whether it held, and with which figures."""

    rule: str
    held: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How far a feature moves the log-odds of a firm, on average."""

    feature: str
    mean_abs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was learnt from what, how well it did on a year never seen before, and why it is in use or not."""

    target: str
    version: str
    trained_on: date
    horizon_months: int
    seed: int
    data_sha256: str
    sklearn_version: str
    baseline: str | None
    years: tuple[YearUse, ...]
    held_out_groups: bool
    judged_rows: int
    judged_positives: int
    coverage: float
    capacity: int
    candidates: tuple[CandidateResult, ...]
    chosen: str
    promoted: bool
    findings: tuple[Finding, ...]
    curve: tuple[CurvePoint, ...]
    features: tuple[Feature, ...]
    influence: tuple[Influence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel:
    """The fitted candidate with its calibration, the support of its training data, and its card."""

    estimator: AdditiveCandidate
    calibration: Calibration
    support: Support
    card: Card

    @property
    def features(self) -> tuple[Feature, ...]:
        """What the model reads, in order."""
        return self.card.features
