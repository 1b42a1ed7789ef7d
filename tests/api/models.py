"""Models at the API: how tests ask for them, and parts of cards with other numbers than small models have."""

import json
from dataclasses import asdict
from typing import Any

from crm.accounts.models import User
from scoring.likelihood.metrics import Metric
from scoring.likelihood.model import CountyResult, Dimension, SliceResult, Worse
from scoring.models import ModelVersion
from tests.api.contract import conforming
from tests.api.situations import client_of

MODELS = "/api/v1/models"
NOTE = {"note": "留出年份的检验均已复核"}


def sent(user: User, path: str, body: Any = None) -> Any:
    return client_of(user).post(f"{MODELS}/{path}", {} if body is None else body, content_type="application/json")


def read(user: User, path: str, operation: str) -> Any:
    answer = client_of(user).get(f"{MODELS}{path}")
    assert answer.status_code == 200, answer.content
    return conforming(answer, operation)


def metric(name: str, value: float) -> Metric:
    """A figure with an interval around it."""
    return Metric(name=name, value=value, low=value - 0.05, high=value + 0.05)


def county(code: str, firms: int, positives: int) -> dict[str, Any]:
    """A county on a card."""
    return asdict(
        CountyResult(
            county=code,
            zh=f"县{code}",
            en=f"County {code}",
            firms=firms,
            positives=positives,
            at_risk=firms,
            capacity=60,
            precision=metric("precision_at_capacity", 0.5),
            lift=metric("lift_at_capacity", 2.0),
            foretold=0.2,
            happened=positives / firms,
            shift=metric("shift", 0.01),
            p_value=None,
            beyond_noise=False,
        )
    )


def part(
    dimension: Dimension, value: str, rows: int, positives: int, *, worse_in: tuple[Worse, ...] = ()
) -> dict[str, Any]:
    """A slice on a card."""
    return asdict(
        SliceResult(
            dimension=dimension,
            value=value,
            rows=rows,
            positives=positives,
            metrics=(metric("auc", 0.7), metric("precision_at_capacity", 0.5)),
            foretold=0.2,
            happened=positives / rows,
            expected_auc=0.72,
            auc_p=None,
            shift_p=None,
            worse_in=worse_in,
            worse=bool(worse_in),
        )
    )


def with_card(version: ModelVersion, **parts: Any) -> ModelVersion:
    """Other parts on the card in the database, as JSON keeps them."""
    version.card = json.loads(json.dumps({**version.card, **parts}))
    version.save()
    return version
