"""A model card read back from JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from scoring.likelihood.drift import FeatureReference
from scoring.likelihood.features import Feature
from scoring.likelihood.metrics import CurvePoint, Metric
from scoring.likelihood.model import (
    CandidateResult,
    Card,
    CountyResult,
    Finding,
    Influence,
    PeerGroup,
    PrintedCurve,
    SelectionNote,
    SliceResult,
    YearUse,
)
from scoring.likelihood.support import Support

Given = Mapping[str, Any]


def card_from(given: Given) -> Card:
    """Make the card that `dataclasses.asdict` and JSON took apart."""
    return Card(
        **{
            **given,
            "trained_on": date.fromisoformat(given["trained_on"]),
            "years": tuple(YearUse(**{**one, "as_of": date.fromisoformat(one["as_of"])}) for one in given["years"]),
            "candidates": tuple(_candidate(one) for one in given["candidates"]),
            "findings": tuple(Finding(**one) for one in given["findings"]),
            "curve": tuple(CurvePoint(**one) for one in given["curve"]),
            "counties": tuple(_county(one) for one in given["counties"]),
            "slices": tuple(_slice(one) for one in given["slices"]),
            "selection": None if given["selection"] is None else SelectionNote(**given["selection"]),
            "features": tuple(Feature(**_tupled(one, "categories")) for one in given["features"]),
            "influence": tuple(Influence(**one) for one in given["influence"]),
            "curves": tuple(PrintedCurve(**_tupled(one, "at", "log_odds")) for one in given["curves"]),
            "reference": tuple(_reference(one) for one in given["reference"]),
            "score_reference": _reference(given["score_reference"]),
            "peers": tuple(PeerGroup(**_tupled(one, "medians")) for one in given["peers"]),
        }
    )


def support_from(given: Given) -> Support:
    """Make the support that `dataclasses.asdict` and JSON took apart."""
    return Support(
        informative=tuple(given["informative"]),
        known_at_least=int(given["known_at_least"]),
        low=tuple(given["low"]),
        high=tuple(given["high"]),
        codes={name: tuple(codes) for name, codes in given["codes"].items()},
    )


def _candidate(given: Given) -> CandidateResult:
    return CandidateResult(**{**given, "metrics": _metrics(given["metrics"])})


def _county(given: Given) -> CountyResult:
    measured = {name: None if given[name] is None else Metric(**given[name]) for name in ("precision", "lift", "shift")}
    return CountyResult(**{**given, **measured})


def _slice(given: Given) -> SliceResult:
    return SliceResult(**{**_tupled(given, "worse_in"), "metrics": _metrics(given["metrics"])})


def _reference(given: Given) -> FeatureReference:
    return FeatureReference(**_tupled(given, "edges", "shares"))


def _metrics(given: Iterable[Given]) -> tuple[Metric, ...]:
    return tuple(Metric(**one) for one in given)


def _tupled(given: Given, *names: str) -> dict[str, Any]:
    return {**given, **{name: tuple(given[name]) for name in names}}
