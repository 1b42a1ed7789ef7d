"""The worklist of a run: what the rules and the models say, made into each firm's next step with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _

from crm.bulk import copy_in
from crm.errors import DomainError
from crm.programmes.models import Application, Recognition
from scoring.models import Priority, RulebookVersion, ScoringRun
from scoring.priorities.sentences import Case, Sentence, sentences
from scoring.priorities.worklist import prioritise
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import Assessments, assess
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.rulebooks.schema import Criterion, Points, Rulebook, Text

COLUMNS = ("run_id", "enterprise_id", "programme_id", "action", "value", "due_on", "reasons")
PROGRAMMES = ("hnte", "tech_sme")


class RulebooksMissing(DomainError):
    """A worklist was asked for a day on which a rulebook that it needs was not in force or not loaded."""

    code = "worklist.rulebooks_missing"


def store_priorities(
    run: ScoringRun,
    measures: pd.DataFrame,
    rulebooks: Sequence[RulebookVersion],
    chances: Mapping[str, "pd.Series[float]"],
) -> None:
    """Order the firms of one frame and store what is to be done with each, and why."""
    held = {version.programme_id: definition(version) for version in rulebooks if version.programme_id in PROGRAMMES}
    if absent := set(PROGRAMMES) - set(held):
        raise RulebooksMissing(
            _("No rulebook of %(programmes)s is in force on %(day)s, so no worklist can be made: ./tidu load_rulebooks")
            % {"programmes": ", ".join(sorted(absent)), "day": run.as_of}
        )
    if measures.empty:
        return
    firms = _standing(run, measures, held, chances)
    steps = prioritise(firms, pd.Timestamp(run.as_of))
    copy_in(Priority, COLUMNS, _rows(run, firms, steps, held))


def _standing(
    run: ScoringRun, measures: pd.DataFrame, held: Mapping[str, Rulebook], chances: Mapping[str, "pd.Series[float]"]
) -> pd.DataFrame:
    """The columns that `prioritise` reads, and beside them what the sentences name."""
    ids = measures.index.tolist()
    nothing = pd.Series(np.nan, index=measures.index)
    # A firm of whose titles nothing is known is looked at as if it had none: the visit finds out.
    columns: dict[str, object] = {"tier": measures["tier"].fillna(0.0), "hnte_chance": chances.get("hnte_12m", nothing)}
    for programme, rulebook in held.items():
        results = assess(measures, rulebook)
        applied = Application.objects.filter(programme=programme, enterprise__in=ids, known_on__lte=run.as_of).open_on(
            run.as_of
        )
        unmet, missing = _unmet(results), _missing(measures, results)
        columns |= {
            f"{programme}_unmet": unmet,
            f"{programme}_gaps": [len(names) for names in unmet],
            f"{programme}_missing": missing,
            f"{programme}_open": [len(names) for names in missing],
            f"{programme}_applied": measures.index.isin(applied.values_list("enterprise_id", flat=True)),
        }
    return pd.DataFrame(columns | {"hnte_until": _ends(run.as_of, measures.index)}, index=measures.index)


def _unmet(results: Assessments) -> list[list[str]]:
    names, status = list(results.status), np.column_stack(list(results.status.values()))
    return [[names[place] for place in np.flatnonzero(row == -1)] for row in status]


def _missing(measures: pd.DataFrame, results: Assessments) -> list[list[str]]:
    """Per firm: the facts that criteria still wait for; points that only experts give are not facts to be found."""
    wanted: dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for criterion in results.rulebook.criteria:
        unknown = results.status[criterion.id] == 0
        for name in _read_by(criterion, results.rulebook):
            absent = unknown & measures[name].isna().to_numpy()
            wanted[name] = wanted.get(name, np.zeros(len(measures), bool)) | absent
    names = list(wanted)
    table = np.column_stack([wanted[name] for name in names])
    return [[names[place] for place in np.flatnonzero(row)] for row in table]


def _read_by(criterion: Criterion, rulebook: Rulebook) -> list[str]:
    """The facts behind a criterion; behind one about points, also those that the points are given for."""
    asks_for_points = any(isinstance(part.clause, Points) for part in criterion.walk())
    items = rulebook.score.items() if rulebook.score and asks_for_points else ()
    names = [name for item in items for name in item.measures()] + list(criterion.clause.measures())
    return [name for name in dict.fromkeys(names) if MEASURES[name].unit != "points"]


def _ends(as_of: date, ids: "pd.Index[int]") -> "pd.Series[pd.Timestamp]":
    """When each firm's 高企 certificate in force ends."""
    titles = Recognition.objects.known_on(as_of).in_force(as_of).filter(programme="hnte", enterprise__in=ids.tolist())
    ends = dict(titles.order_by("valid_until").values_list("enterprise_id", "valid_until"))
    return pd.to_datetime(pd.Series(ends, dtype=object)).reindex(ids)


def _rows(
    run: ScoringRun, firms: pd.DataFrame, steps: pd.DataFrame, held: Mapping[str, Rulebook]
) -> Iterator[tuple[object, ...]]:
    criteria = {programme: {one.id: one for one in rulebook.criteria} for programme, rulebook in held.items()}
    for enterprise, programme, action, value, due_on in steps.itertuples():
        firm = firms.loc[enterprise]
        due = None if pd.isna(due_on) else due_on.date()
        why = [
            {"code": one.code, "zh": one.zh, "en": one.en} for one in _why(firm, programme, action, due, run, criteria)
        ]
        yield run.pk, enterprise, programme, action, float(value), due, why


def dated(measure: Measure, as_of: date) -> Text:
    """The name of a measure with the year that it speaks of: without it, three missing years read alike."""
    if measure.year is None:
        return Text(zh=measure.zh, en=measure.en)
    year = as_of.year - 1 - measure.year
    return Text(zh=f"{year}年{measure.zh}", en=f"{measure.en} {year}")


def _why(
    firm: "pd.Series[Any]",
    programme: str,
    action: str,
    due: date | None,
    run: ScoringRun,
    criteria: Mapping[str, Mapping[str, Criterion]],
) -> list[Sentence]:
    case = Case(
        programme=programme,
        action=action,
        days_left=(due - run.as_of).days if due else None,
        due_on=due,
        gaps=[criteria[programme][name].title for name in firm[f"{programme}_unmet"]],
        missing=[dated(MEASURES[name], run.as_of) for name in firm[f"{programme}_missing"]],
        chance=None if pd.isna(firm["hnte_chance"]) else float(firm["hnte_chance"]),
    )
    return sentences(case)
