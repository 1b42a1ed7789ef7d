"""The card of a version: everything that must be known before it is put in use, to be read and to be kept as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.v1.model_cards_serializers import DIMENSIONS, CardQuery, ModelCardOut
from api.v1.models import TAG, VIEW, ModelView, algorithm, told_curve, version_shown
from api.v1.models_serializers import PROMOTE
from api.v1.small_counts import told_counts
from crm.accounts.models import User
from scoring.likelihood.slice_names import NAMES, UNKNOWN
from scoring.model_decisions import may_promote
from scoring.models import ModelVersion

Card = Mapping[str, Any]
MARKDOWN = "text/markdown"
PLAIN = (
    "question", "held_out_groups", "judged_rows", "judged_positives", "capacity", "coverage", "findings",
    "selection", "reasons_by", "refits", "git_commit", "data_sha256", "sklearn_version", "seed",
)  # fmt: skip
TELLS_FEW = ("positives", "happened", "shift", "precision", "lift")
"""What would tell, of a part of the firms, how few of them reached the target."""


class ModelPage(ModelView):
    """One version."""

    needs = {"GET": VIEW}

    @extend_schema(operation_id="readModel", tags=[TAG], responses=ModelCardOut)
    def get(self, request: Request, target: str, version: str) -> Response:
        """Read a version with its card: how it was learnt, how it was judged, for which firms it does worse."""
        return Response(ModelCardOut(card_shown(self.version(target, version), self.user)).data)


class ModelCardFile(ModelView):
    """The card of a version as a file."""

    needs = {"GET": VIEW}
    query_class = CardQuery

    @extend_schema(operation_id="downloadModelCard", tags=[TAG], responses={(200, MARKDOWN): OpenApiTypes.STR})
    def get(self, request: Request, target: str, version: str) -> HttpResponse:
        """Download the card as Markdown, in Chinese or English."""
        language = self.asked()["lang"]
        found = self.version(target, version)
        name = f"{found.target}-{found.version}.{language}.md"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(_markdown(found.card, language), content_type=f"{MARKDOWN}; charset=utf-8", headers=headers)


def card_shown(version: ModelVersion, user: User) -> dict[str, Any]:
    """A version with its card, under the names of the API.

    Nobody who sees models sees every firm's likelihood, so no number is told that speaks of fewer than five firms.
    """
    card: Card = version.card
    return {
        **version_shown(version),
        **{name: card[name] for name in PLAIN},
        "curve": told_curve(card["curve"]),
        "horizon": card["horizon_months"],
        "trained_on": date.fromisoformat(card["trained_on"]),
        "candidates": [{**one, "algorithm": algorithm(one["name"])} for one in card["candidates"]],
        "years": list(_told(card["years"], firms="rows")),
        "counties": list(_counties(card["counties"])),
        "slices": list(_slices(card)),
        "features": list(_features(card)),
        "curves": list(_curves(card)),
        "peers": len(card["peers"]),
        "can": [PROMOTE] if _can_be_promoted(version, user) else [],
    }


def _can_be_promoted(version: ModelVersion, user: User) -> bool:
    """Whether `user` may put it in use, having signed for what can be signed for."""
    open_findings = [one for one in version.card["findings"] if not one["held"]]
    return all(one["signable"] for one in open_findings) and may_promote(version, user)


def _counties(rows: Sequence[Card]) -> Iterator[dict[str, Any]]:
    for row in _told(rows, firms="firms"):
        yield {**row, "code": row["county"], **_both((row["zh"], row["en"]) if row["county"] else UNKNOWN)}


def _slices(card: Card) -> Iterator[dict[str, Any]]:
    """Each part of the firms with its name, dimension by dimension."""
    counties = {county["county"]: (county["zh"], county["en"]) for county in card["counties"]}
    for dimension, names in {"county": counties, **NAMES}.items():
        for row in _told(_part(card, dimension), firms="rows"):
            code = row["value"]
            yield {**row, "code": code, **_both(names.get(code, (code, code)) if code else UNKNOWN)}


def _told(rows: Sequence[Card], *, firms: str) -> Iterator[dict[str, Any]]:
    """The parts of one whole, without what would tell of fewer than five firms."""
    counts = told_counts([(row[firms], row["positives"]) for row in rows])
    for row, told in zip(rows, counts, strict=True):
        shown = dict(row)
        if told.positives is None:
            shown |= _without(row, TELLS_FEW)
            if "metrics" in row:
                shown["metrics"] = [one for one in row["metrics"] if not one["name"].endswith("_at_capacity")]
        if told.firms is None:
            shown |= _without(row, (firms, "foretold", "expected_auc"))
            if "metrics" in row:
                shown["metrics"] = []
        yield shown


def _without(row: Card, names: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(name for name in names if name in row)


def _both(name: tuple[str, str]) -> dict[str, str]:
    return {"zh": name[0], "en": name[1]}


def _features(card: Card) -> Iterator[dict[str, Any]]:
    """What the model reads, the strongest first."""
    moves = {one["feature"]: one["mean_abs"] for one in card["influence"]}
    for feature in sorted(card["features"], key=lambda one: -moves.get(one["name"], 0.0)):
        yield {**feature, "influence": moves.get(feature["name"])}


def _curves(card: Card) -> Iterator[dict[str, Any]]:
    named = {feature["name"]: feature for feature in card["features"]}
    for curve in card["curves"]:
        feature = named[curve["feature"]]
        points = zip(curve["at"], curve["log_odds"], strict=True)
        yield {
            **{name: feature[name] for name in ("zh", "en", "unit", "categories")},
            "feature": curve["feature"],
            "points": [{"at": at, "log_odds": log_odds} for at, log_odds in points],
            "missing": curve["missing"],
        }


def _markdown(card: Card, language: Literal["zh", "en"]) -> str:
    """The card in words, without the parts of which too few firms would be told."""
    from scoring.likelihood.card_json import card_from  # loads scikit-learn, for which no other page waits
    from scoring.likelihood.cards.markdown import markdown

    counties = [row for row in card["counties"] if row["county"] in _whole(card["counties"], "county", "firms")]
    slices = [
        row
        for dimension in DIMENSIONS
        for row in _part(card, dimension)
        if row["value"] in _whole(_part(card, dimension), "value", "rows")
    ]
    # Of the newest year the card tells the numbers anyway: where they are small, nothing can be judged and no card is.
    years = [
        row
        for row, told in zip(card["years"], _told(card["years"], firms="rows"), strict=True)
        if row["use"] == "hold_out" or told["positives"] is not None
    ]
    parts = {"years": years, "counties": counties, "slices": slices, "curve": told_curve(card["curve"])}
    return markdown(card_from({**card, **parts}), language)


def _part(card: Card, dimension: str) -> list[Card]:
    return [row for row in card["slices"] if row["dimension"] == dimension]


def _whole(rows: Sequence[Card], key: str, firms: str) -> frozenset[str]:
    """The parts of one whole of which every number is told."""
    return frozenset(row[key] for row in _told(rows, firms=firms) if row["positives"] is not None)
