"""A model card read back from JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.model import CandidateResult, Card, Finding, Influence, YearUse
from scoring.likelihood.support import Support


def card_from(given: Mapping[str, Any]) -> Card:
    """Make the card that `dataclasses.asdict` and JSON took apart."""
    return Card(
        **{
            **given,
            "trained_on": date.fromisoformat(given["trained_on"]),
            "years": tuple(YearUse(**{**one, "as_of": date.fromisoformat(one["as_of"])}) for one in given["years"]),
            "candidates": tuple(_candidate(one) for one in given["candidates"]),
            "findings": tuple(Finding(**one) for one in given["findings"]),
            "curve": tuple(CurvePoint(**one) for one in given["curve"]),
            "features": tuple(Feature(**{**one, "categories": tuple(one["categories"])}) for one in given["features"]),
            "influence": tuple(Influence(**one) for one in given["influence"]),
        }
    )


def support_from(given: Mapping[str, Any]) -> Support:
    """Make the support that `dataclasses.asdict` and JSON took apart."""
    return Support(
        informative=tuple(given["informative"]),
        known_at_least=int(given["known_at_least"]),
        low=tuple(given["low"]),
        high=tuple(given["high"]),
    )


def _candidate(given: Mapping[str, Any]) -> CandidateResult:
    return CandidateResult(**{**given, "metrics": tuple(Metric(**one) for one in given["metrics"])})
