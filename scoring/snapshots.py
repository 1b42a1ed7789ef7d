"""What rulebooks could read of a firm on a day, kept as it was, and explanations made of that and nothing else.

Whatever is issued, or held against again later, is read off a snapshot: the same measures under the same version of a
rulebook give the same bytes, whatever has become of the facts since.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from django.utils import timezone

from crm.bulk import among, copy_in_new
from scoring.models import MeasureSnapshot, RulebookVersion
from scoring.rulebook_versions import definition
from scoring.rulebooks.explain import explain_all
from scoring.rulebooks.explanation import Explanation
from scoring.rulebooks.measures import MEASURES

Measures = Mapping[str, float | bool]
"""What is known of one firm, by measure; what is not known is left out."""

COLUMNS = ("enterprise_id", "as_of", "measures", "sha256", "taken_at")


def canonical(value: Any) -> bytes:
    """JSON in the one spelling that counts: sorted keys, no blanks, UTF-8, each number as its shortest exact decimal.

    :raises ValueError: a number is not finite.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def sha256_of(said: bytes) -> str:
    """The hash of canonical bytes."""
    return hashlib.sha256(said).hexdigest()


def measures_of(frame: pd.DataFrame) -> dict[int, dict[str, float | bool]]:
    """What a frame knows of each of its firms: flags as true or false, all else as floats."""
    found: dict[int, dict[str, float | bool]] = {int(firm): {} for firm in frame.index}
    rows = list(found.values())
    for name in (name for name in MEASURES if name in frame.columns):
        known, values = _known(frame[name], is_flag=MEASURES[name].unit == "flag")
        for at in np.flatnonzero(known).tolist():
            rows[at][name] = values[at]
    return found


def _known(column: "pd.Series[Any]", *, is_flag: bool) -> tuple[npt.NDArray[np.bool_], list[Any]]:
    """Of which firms a column says something, and its values."""
    if is_flag:
        flags = column.astype("boolean")
        return flags.notna().to_numpy(), flags.fillna(False).astype(bool).tolist()
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan) + 0.0  # a negative zero is a zero
    return np.isfinite(numbers), numbers.tolist()


def measures_in(snapshot: MeasureSnapshot) -> dict[str, float | bool]:
    """The measures of a snapshot; the database gives a whole number of many digits back as an integer."""
    return {name: value if isinstance(value, bool) else float(value) for name, value in snapshot.measures.items()}


def take_snapshot(enterprise_id: int, as_of: date, measures: Measures) -> MeasureSnapshot:
    """Keep what was known of one firm on a day; once, however often it is asked for."""
    taken, _made = MeasureSnapshot.objects.get_or_create(
        enterprise_id=enterprise_id,
        as_of=as_of,
        sha256=sha256_of(canonical(measures)),
        defaults={"measures": dict(measures)},
    )
    return taken


def take_snapshots(as_of: date, measures: Mapping[int, Measures]) -> dict[int, int]:
    """Keep what was known of many firms on a day; the key of each firm's snapshot."""
    now = timezone.now()
    hashes = {firm: sha256_of(canonical(known)) for firm, known in measures.items()}
    copy_in_new(MeasureSnapshot, COLUMNS, ((firm, as_of, measures[firm], hashes[firm], now) for firm in measures))
    there = MeasureSnapshot.objects.filter(among("enterprise", measures), as_of=as_of)
    rows = there.values_list("enterprise_id", "sha256", "pk")
    return {firm: pk for firm, sha256, pk in rows if hashes[firm] == sha256}


def explained(
    enterprise_id: int, as_of: date, measures: Measures, version: RulebookVersion
) -> tuple[Explanation, bytes]:
    """Hold a version against measures and nothing else: the explanation, and its canonical bytes.

    The bytes hold names, values and what stands in the text of the rulebook. What a measure is called on the screen is
    added when it is shown (`with_names`): a better word for it must not make every issued record another one.
    """
    (explanation,) = explain_all(measures, [definition(version)], enterprise_id)
    said = {
        **_each_measure(explanation.to_dict(), _name_and_value),
        "as_of": as_of.isoformat(),
        "measures_sha256": sha256_of(canonical(measures)),
        "rulebook_sha256": version.sha256,
    }
    return explanation, canonical(said)


def explained_again(snapshot: MeasureSnapshot, version: RulebookVersion) -> tuple[Explanation, bytes]:
    """The same of a snapshot that was kept."""
    return explained(snapshot.enterprise_id, snapshot.as_of, measures_in(snapshot), version)


def with_names(said: Mapping[str, Any]) -> dict[str, Any]:
    """An explanation out of its canonical bytes, with what the measures in it are called today."""
    found: dict[str, Any] = _each_measure(said, _named)
    return found


def _name_and_value(read: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": read["name"], "value": read["value"]}


def _named(read: Mapping[str, Any]) -> dict[str, Any]:
    measure = MEASURES[read["name"]]
    return {**{name: getattr(measure, name) for name in ("name", "zh", "en", "unit", "fact", "year")}, **read}


def _each_measure(said: Any, told: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Any:
    """The same with each measure that was read, wherever in it, as `told` tells it."""
    if isinstance(said, Mapping):
        return {
            name: [told(read) for read in inner] if name == "measures" else _each_measure(inner, told)
            for name, inner in said.items()
        }
    return [_each_measure(inner, told) for inner in said] if isinstance(said, list) else said
