"""The pipeline of `scoring.likelihood` on tables that nobody here made, each under the protocol it was published with.

A table is described by a small YAML file (`docs/benchmarks.md` says how): one in the folder of the data, or that of the
folder's name in `benches/datasets`. The public data are licensed for measuring and do not ship; TIDU_DATA tells where
they lie.
"""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benches.data import public_data
from benches.likelihood_description import Description, DescriptionWrong, Protocol, Published, read_description
from benches.likelihood_judging import judge, measured
from benches.likelihood_protocols import SEED
from benches.likelihood_table import Chosen, Table, choose_table, part_of, read_table
from config.cli.steps import StepFailed
from scoring.likelihood.errors import TooFewOutcomes
from scoring.likelihood.leaks import single_auc

DESCRIPTIONS = Path(__file__).parent / "datasets"
TOO_GOOD = 0.95  # AUC of one column alone, out of fold


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be given besides what every bench takes."""
    parser.add_argument("--data", type=Path, help="folder of a table, one CSV file of it, or its description (YAML)")
    parser.add_argument("--table", help="which file of the folder; else the first that the description names")
    parser.add_argument("--dataset", type=Path, help="the description, where it lies neither in the folder nor here")
    parser.add_argument("--workers", type=int, help="how many processes; else one a core")


def run(
    rows: int | None,
    data: Path | None = None,
    table: str | None = None,
    dataset: Path | None = None,
    workers: int | None = None,
) -> dict[str, Any]:
    """Measure on about `rows` rows of a table, else on all; without `data`, on the Polish companies.

    :raises DescriptionWrong: there is no description, it is wrong, or the table does not fit it.
    :raises DataMissing: there are no data.
    :raises StepFailed: too few outcomes to learn from.
    """
    place = _place(data or public_data("polish_bankruptcy", "year1.csv.gz").parent, table, dataset)
    description = read_description(place.description)
    chosen = choose_table(place.folder, description, place.table)
    protocols = {"": chosen.files.protocol, **{f"_{name}": one for name, one in description.also.items()}}
    whole = read_table(chosen.paths, description, protocols.values())
    part = whole.some(rows, seed=SEED)
    made = _about(description, chosen, part)
    for suffix, protocol in protocols.items():
        made |= {f"{name}{suffix}": value for name, value in _judged(part, protocol, chosen, workers).items()}
    made |= _published(chosen.files.published)
    return {"figures": made, "ratios": _ratios(made)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the table and its description lie."""

    folder: Path
    table: str | None
    description: Path


def _place(data: Path, table: str | None, dataset: Path | None) -> _Place:
    """Take `data` for a folder, a table or a description, whichever it is."""
    if not data.exists():
        raise DescriptionWrong(f"{data} is not there; give a folder with a table, a CSV file or a description.")
    if data.suffix in (".yaml", ".yml"):
        return _Place(folder=data.parent, table=table, description=data)
    folder = data if data.is_dir() else data.parent
    wanted = table or (None if data.is_dir() else data.name)
    return _Place(folder=folder, table=wanted, description=dataset or _description_of(folder.resolve()))


def _description_of(folder: Path) -> Path:
    """The description in the folder, else ours of the folder's name."""
    beside = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    if len(beside) > 1:
        raise DescriptionWrong(f"{folder} holds {len(beside)} descriptions; say with --dataset which one is meant.")
    ours = DESCRIPTIONS / f"{folder.name}.yaml"
    if not beside and not ours.is_file():
        known = ", ".join(sorted(path.stem for path in DESCRIPTIONS.glob("*.yaml")))
        raise DescriptionWrong(
            f"{folder} holds no description (*.yaml), and there is none for a folder of that name (there are {known}). "
            "Write one as docs/benchmarks.md says, or name one with --dataset."
        )
    return beside[0] if beside else ours


def _about(description: Description, chosen: Chosen, table: Table) -> dict[str, Any]:
    return {
        "title": description.title,
        "table": chosen.name,
        "rows": len(table.y),
        "features": len(table.kinds),
        "codes": sum(kind == "code" for kind in table.kinds.values()),
        "left_out": [*description.leave_out, *table.names_rows],
        "not_in_table": list(table.unknown),
        **_single_columns(table),
    }


def _single_columns(table: Table) -> dict[str, Any]:
    """The column that alone ranks best, and those that alone nearly tell the outcome: known only afterwards, maybe.

    They are used all the same; whether a column was known in time is for a person to say.
    """
    dataset, _ = part_of(table, np.arange(len(table.y)), name="table", as_of=None)
    alone = {name: round(auc, 4) for name, auc in single_auc(dataset).items()}
    found = {name: auc for name, auc in alone.items() if auc > TOO_GOOD}
    for name, auc in found.items():
        warning = f"Column {name} alone has an AUC of {auc}. Was it known before the outcome? Else put it in leave_out."
        print(warning, file=sys.stderr)  # noqa: T201 - for the person at the terminal
    best = max(alone, key=lambda name: alone[name])
    return {"strongest_column": best, "strongest_column_auc": alone[best], "suspicious": found}


def _judged(table: Table, protocol: Protocol, chosen: Chosen, workers: int | None) -> dict[str, Any]:
    try:
        judged = judge(table, protocol, name=chosen.name, workers=workers)
    except TooFewOutcomes as too_few:
        raise StepFailed(f"{chosen.name} by {protocol}: {too_few}") from too_few
    return {"protocol": str(protocol), **measured(judged, by_part=protocol.kind in ("folds", "grouped_folds"))}


def _published(published: tuple[Published, ...]) -> dict[str, Any]:
    """The first figure of each metric is the one to stand beside; further ones carry the model's name."""
    made: dict[str, Any] = {"published_auc": None}
    for one in published:
        name = f"published_{one.metric}"
        if made.get(name) is None:
            made |= {name: one.value, f"{name}_is": f"{one.by}, {one.of}; {one.checked}"}
        else:
            made[f"{name}_{one.by}"] = one.value
    return made


def _ratios(made: Mapping[str, Any]) -> dict[str, float]:
    """What is missing to the best there could be, ours ÷ the published one."""
    ratios = {}
    if made["published_auc"] is not None:
        ratios["vs_published_auc_gap"] = (1 - made["auc"]) / (1 - made["published_auc"])
    if made.get("published_error"):
        ratios["vs_published_error"] = made["error"] / made["published_error"]
    return ratios
