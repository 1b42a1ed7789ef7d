"""A trained model and its card: everything that must stay with a score.

A card holds only finite numbers: what could not be computed on too few firms is left out or None, so that the card is
valid JSON everywhere.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Explained, ReasonsBy
from scoring.likelihood.drift import FeatureReference
from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.selection import Selection
from scoring.likelihood.support import Support

Dimension = Literal["county", "industry_section", "size", "age"]
DIMENSIONS: tuple[Dimension, ...] = ("county", "industry_section", "size", "age")
Worse = Literal["auc", "calibration"]


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
    """One condition of promotion, whether it held, with which figures, and whether a person may sign for it."""

    rule: str
    held: bool
    signable: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How far a feature moves the log-odds of a firm, on average."""

    feature: str
    mean_abs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyResult:
    """A county on the hold-out: the hits among those that its staff can visit, and what was foretold and happened.

    `shift` is mean foretold − mean happened with its interval; `p_value` (after Holm, None on fewer firms than the
    test asks for) tells how often chance alone moves a county as far from the whole; `beyond_noise` where that is
    under 5 %.
    `firms` are those judged, a part of those `at_risk`; `capacity` is how many the staff can visit. `precision` and
    `lift` are None where it can visit all. `zh` and `en` name the county, or repeat its code.
    """

    county: str
    zh: str
    en: str
    firms: int
    positives: int
    at_risk: int
    capacity: int
    precision: Metric | None
    lift: Metric | None
    foretold: float
    happened: float
    shift: Metric
    p_value: float | None
    beyond_noise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceResult:
    """A part of the firms on the hold-out: every metric, and whether the model is worse there beyond noise.

    `expected_auc` is what the model's own probabilities promise for these firms: firms that are alike are harder to
    rank, and that is no fault. `auc_p` and `shift_p` are p-values after Holm, None on fewer firms than the test asks
    for. `worse_in` names what is worse; `worse` where anything is.
    """

    dimension: Dimension
    value: str
    rows: int
    positives: int
    metrics: tuple[Metric, ...]
    foretold: float
    happened: float
    expected_auc: float | None
    auc_p: float | None
    shift_p: float | None
    worse_in: tuple[Worse, ...]
    worse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionNote:
    """Who has a label at all: share of the firms at risk, how well it can be foretold, what the weights leave."""

    share: float
    auc: float
    effective_rows: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCurve:
    """What a feature alone does to the calibrated log-odds: at some of its values, and where it is not known.

    For a feature with categories, `at` are their codes.
    """

    feature: str
    at: tuple[float, ...]
    log_odds: tuple[float, ...]
    missing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """The middle firm of a section and size ("" in both: of all firms); medians in the order of the features."""

    industry_section: str
    size: str
    firms: int
    medians: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What was learnt from what, how well it did on a year never seen before, and whether it earned its place.

    `champion` is the version in use against which it was held, or which could not be compared; "" where none was in
    use. `question` is that of the target, "" for a table that is no target. `coverage` is the share of the firms at
    risk on the newest day, with an outcome or without, on which the model speaks; `at_risk` how many these are in the
    counties that were judged, and `capacity` how many firms the staff of these counties can visit. `earned` where
    every finding held; whether the model is in use is a person's decision, kept in the database. `curves` only where
    reasons are additive. `selection` only where labels are a selection.
    """

    target: str
    version: str
    champion: str
    question: str
    trained_on: date
    trained_by: str
    git_commit: str
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
    at_risk: int
    capacity: int
    candidates: tuple[CandidateResult, ...]
    chosen: str
    reasons_by: ReasonsBy
    refits: int
    earned: bool
    findings: tuple[Finding, ...]
    curve: tuple[CurvePoint, ...]
    counties: tuple[CountyResult, ...]
    slices: tuple[SliceResult, ...]
    selection: SelectionNote | None
    features: tuple[Feature, ...]
    influence: tuple[Influence, ...]
    curves: tuple[PrintedCurve, ...]
    reference: tuple[FeatureReference, ...]
    score_reference: FeatureReference
    peers: tuple[PeerGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel:
    """The fitted candidate with its calibration, the support of its training data, and its card.

    `refits` are the same candidate and its calibration learnt on other draws of the same data: the interval.
    """

    estimator: Explained
    calibration: Calibration
    support: Support
    card: Card
    refits: tuple[tuple[Explained, Calibration], ...] = ()
    selection: Selection | None = None

    @property
    def features(self) -> tuple[Feature, ...]:
        """What the model reads, in order."""
        return self.card.features
