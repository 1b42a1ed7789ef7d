"""Small models of a target, stored as training stores them, without the years of data that training asks for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn

import seeds
from crm.accounts.models import User
from crm.enterprises.models import Coverage
from scoring.likelihood.calibration import Calibration
from scoring.likelihood.candidates import Explained, candidates
from scoring.likelihood.candidates.boosting import FullBoosting
from scoring.likelihood.drift import reference, score_reference
from scoring.likelihood.intervals import interval
from scoring.likelihood.metrics import Metric, reliability_curve
from scoring.likelihood.model import CandidateResult, Card, Finding, Influence, TrainedModel, YearUse
from scoring.likelihood.peers import peer_groups
from scoring.likelihood.support import Support
from scoring.likelihood.targets import HNTE_12M, TARGETS, Target
from scoring.models import ModelVersion
from scoring.rulebook_versions import load_version
from scoring.training.versions import register
from tests.factories import ProgrammeFactory, RegionFactory

ROWS = 300
TRAINED_ON = date(2026, 5, 1)
CALIBRATION = Calibration(slope=0.9, intercept=-0.1)
SPREAD: Mapping[str, tuple[float, float]] = {
    "yuan": (5e6, 5e7),
    "ratio": (0.0, 0.6),
    "count": (0.0, 12.0),
    "people": (5.0, 200.0),
    "years": (1.0, 20.0),
    "rank": (0.0, 1.0),
    "number": (0.0, 100.0),
}
"""By unit, between which values the invented firms lie."""
SIGNABLE = frozenset({"slices", "too_good"})


def firms(target: Target, *, rows: int = ROWS, seed: int = 0) -> pd.DataFrame:
    """Features of invented firms."""
    rng = np.random.default_rng(seed)
    made = {}
    for feature in (one.feature for one in target.derivations):
        low, high = SPREAD.get(feature.unit, (0.0, 1.0))
        values = rng.uniform(low, high, rows)
        whole = feature.unit in ("count", "people", "yes_no", "rank", "code")
        made[feature.name] = np.round(values) if whole else values
    return pd.DataFrame(made)


def fitted(chosen: str, target: Target, *, rows: int = ROWS, seed: int = 0) -> Explained:
    """A candidate that learnt that R&D and growth pay, from invented firms."""
    X = firms(target, rows=rows, seed=seed)
    pull = 8 * X["rnd_intensity"] + 2 * X["revenue_growth"] - 3
    y = (np.random.default_rng(seed).random(rows) < 1 / (1 + np.exp(-pull))).astype(int)
    features = tuple(one.feature for one in target.derivations)
    candidate = candidates(features, baseline=target.baseline, seed=seed)[chosen]
    if isinstance(candidate, FullBoosting):
        candidate.set_params(max_iter=20)  # enough to tell firms apart
    candidate.fit(X, y.to_numpy())
    assert isinstance(candidate, Explained)
    return candidate


def a_model(
    target: Target = HNTE_12M,
    *,
    chosen: str = "logistic",
    version: str = "2026-05-01-aaaa",
    refused: tuple[str, ...] = (),
    champion: str = "",
) -> TrainedModel:
    """A model of `target` by the candidate `chosen`; the conditions `refused` did not hold."""
    X = firms(target)
    estimator = fitted(chosen, target)
    refits = tuple((fitted(chosen, target, seed=seed), CALIBRATION) for seed in (1, 2, 3))
    model = TrainedModel(
        estimator=estimator,
        calibration=CALIBRATION,
        support=Support(
            informative=("revenue_y0", "rnd_intensity"), known_at_least=1, low=(-1e12, -9.0), high=(1e12, 9.0), codes={}
        ),
        refits=refits,
        card=replace(_card(target, X, chosen, estimator, version, refused), champion=champion),
    )
    said = CALIBRATION(estimator.decision_function(X))
    low, high = interval(X, said, refits)
    assert (low < high).all(), "an invented model is not sure, either"
    return replace(model, card=replace(model.card, score_reference=score_reference(1 / (1 + np.exp(-said)))))


def _card(
    target: Target, X: pd.DataFrame, chosen: str, estimator: Explained, version: str, refused: tuple[str, ...]
) -> Card:
    features = tuple(one.feature for one in target.derivations)
    moves = np.abs(estimator.contributions(X)).mean(axis=0)
    slices = pd.DataFrame({"industry_section": "C", "size": ["small", "medium"] * (len(X) // 2)})
    figures = (
        Metric(name="auc", value=0.8, low=0.75, high=0.85),
        Metric(name="log_loss", value=0.3, low=0.28, high=0.33),
    )
    findings = tuple(
        Finding(
            rule=rule, held=rule not in refused, signable=rule in SIGNABLE, zh=f"条件{rule}", en=f"condition {rule}"
        )
        for rule in ("calibrated", "slices", "too_good")
    )
    return Card(
        target=target.key,
        version=version,
        champion="",
        question=target.question,
        trained_on=TRAINED_ON,
        trained_by="",
        git_commit="",
        horizon_months=target.horizon_months,
        seed=0,
        data_sha256="0" * 64,
        sklearn_version=sklearn.__version__,
        baseline=target.baseline,
        years=(YearUse(as_of=TRAINED_ON, use="hold_out", rows=len(X), positives=len(X) // 2),),
        held_out_groups=False,
        judged_rows=len(X),
        judged_positives=len(X) // 2,
        coverage=1.0,
        at_risk=len(X),
        capacity=10,
        candidates=(CandidateResult(name=chosen, chosen=True, earlier_log_loss=0.3, metrics=figures),),
        chosen=chosen,
        reasons_by=estimator.reasons_by,
        refits=3,
        earned=not refused,
        findings=findings,
        curve=reliability_curve(X["rnd_intensity"] > 0.3, X["rnd_intensity"]),
        counties=(),
        slices=(),
        selection=None,
        features=features,
        influence=tuple(
            Influence(feature=one.name, mean_abs=float(moved)) for one, moved in zip(features, moves, strict=True)
        ),
        curves=(),
        reference=reference(X),
        score_reference=score_reference(np.linspace(0, 1, len(X))),
        peers=peer_groups(X, slices, features),
    )


def a_version(
    target: str = "hnte_12m",
    *,
    trained_by: User | None,
    chosen: str = "logistic",
    version: str = "2026-05-01-aaaa",
    refused: tuple[str, ...] = (),
    in_use: bool = False,
    champion: str | None = None,
) -> ModelVersion:
    """A stored version of a model; `in_use` puts it there without anybody's decision.

    `champion` is the version that it was held against: by default the one in use now, as in training.
    """
    if champion is None:
        now = ModelVersion.objects.filter(target=target, is_promoted=True).first()
        champion = now.version if now else ""
    model = a_model(TARGETS[target], chosen=chosen, version=version, refused=refused, champion=champion)
    made = register(model, trained_by=trained_by)
    if in_use:
        ModelVersion.objects.filter(pk=made.pk).update(is_promoted=True)
        made.refresh_from_db()
    return made


def settle() -> None:
    """What scoring asks for: the rulebooks of the path, and the word that all lists of the city are complete."""
    for programme, name in (("tech_sme", "2017"), ("hnte", "2016")):
        ProgrammeFactory(code=programme)
        load_version(Path(seeds.__file__).with_name("rulebooks") / programme / f"{name}.yaml")
    for kind in Coverage.Kind.values:
        Coverage.objects.create(
            kind=kind, region=RegionFactory(code="411300"), known_on=date(2020, 1, 1), source="test"
        )
