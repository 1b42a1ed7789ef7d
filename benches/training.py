"""Training all models of the demo city, and how far a model is from the truth that only an invented city has.

`vs_limit` is the processor time of all targets, shared between two cores, ÷ 120 s: what the training takes on two idle
cores. Wall seconds stand beside it; on a machine that does other things too they tell more of those.

Who applies is a selection: firms near the goal, large ones, visited ones. The city knows with which chance each firm
would be granted the title if it applied, also the many that never do. So the model of that question, with and without
the correction for selection, is held against the truth on all firms at risk. All of it is synthetic.
"""

import io
import os
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benches.scratch import scratch_database

SEED = 20241
FIRMS = 7000
TODAY = date(2026, 11, 23)
LIMIT_SECONDS = 120.0
CORES = 2


def run(rows: int | None) -> dict[str, Any]:
    """Make a city of `rows` firms in a scratch database, train every target on it, hold one against the truth."""
    firms = rows or FIRMS
    with scratch_database(), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings

        settings.ML_MODELS_ROOT = Path(folder)
        _load(firms)
        figures: dict[str, Any] = {"synthetic": 1, "firms": firms, **_trained()}
        figures |= _against_truth(firms)
    return {"figures": figures, "ratios": {"vs_limit": figures["processor_seconds"] / CORES / LIMIT_SECONDS}}


def _load(firms: int) -> None:
    from django.core.management import call_command
    from django.utils.timezone import now

    from seeds.demo.city import make_city
    from seeds.demo.load import load_city
    from seeds.demo.logins import make_logins

    for command in ("load_reference", "load_rulebooks"):
        call_command(command, stdout=io.StringIO())
    users = {login.role: login.user_id for login in make_logins()}
    load_city(make_city(seed=SEED, firms=firms, today=TODAY), caseworkers=users, at=now())


def _trained() -> dict[str, Any]:
    """Train every target as `./tidu train` does; seconds, and what came of it."""
    from scoring.likelihood.targets import TARGETS
    from scoring.training.carrying import train_side_by_side
    from scoring.training.past import Past
    from scoring.training_runs import open_training

    started, spent = perf_counter(), _processor_seconds()
    runs = [run for target in TARGETS.values() if (run := open_training(target, by=None, as_of=TODAY))]
    ended = list(train_side_by_side(runs, Past.read(TODAY)))
    figures: dict[str, Any] = {
        "targets": len(ended),
        "wall_seconds": perf_counter() - started,
        "processor_seconds": _processor_seconds() - spent,
    }
    for one in sorted(ended, key=lambda run: run.target):
        version = one.model_version
        figures[one.target] = f"{version.card['chosen']}, earned: {version.card['earned']}" if version else one.state
    return figures


def _processor_seconds() -> float:
    """Of this process and of the ones it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _against_truth(firms: int) -> dict[str, Any]:
    """Two models of `hnte_if_applied` held against the truth: outcomes weighed for selection, and taken as they are.

    Both learn from all years but the newest, and foretell that one for all firms at risk. `bias` is mean foretold −
    mean true chance, `error` the mean distance of the two.
    """
    from scoring.likelihood.features import derive
    from scoring.likelihood.learning import learn
    from scoring.likelihood.targets import HNTE_IF_APPLIED
    from scoring.training.past import Past
    from scoring.training.tables import table
    from seeds.demo.city import true_chances

    past = Past.read(TODAY)
    every = table(past, HNTE_IF_APPLIED)
    newest = every.as_of.max().astype(object)
    given = past.day(newest).frame
    X = derive(given[HNTE_IF_APPLIED.at_risk(given)], HNTE_IF_APPLIED.derivations)
    chances = true_chances(seed=SEED, firms=firms, today=TODAY, year=newest.year + 1)
    truth = chances.reindex(past.facts.enterprises["uscc"].reindex(X.index)).to_numpy()
    earlier = every.only(every.as_of < every.as_of.max())
    figures: dict[str, Any] = {"truth_firms": len(X), "truth_mean": float(truth.mean())}
    for name, dataset in (("corrected", earlier), ("uncorrected", earlier.only(earlier.labelled))):
        learnt = learn(dataset, seed=0, refits=0)
        off, spoken = learnt.predict(X) - truth, learnt.speaks(X)
        figures |= {
            f"{name}_bias": float(off.mean()),
            f"{name}_error": float(np.abs(off).mean()),
            f"{name}_speaks_share": float(spoken.mean()),
            f"{name}_bias_where_it_speaks": float(off[spoken].mean()),
            f"{name}_error_where_it_speaks": float(np.abs(off[spoken]).mean()),
        }
    return figures
