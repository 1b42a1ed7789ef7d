"""Which rows are learnt from and which are judged: no judged row, nor one of its group, is ever learnt from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from benches.likelihood_description import DescriptionWrong, Protocol
from benches.likelihood_table import Places, Table, is_value

SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows by position: what is learnt from, and what is judged."""

    learn: Places
    judge: Places


def parts(table: Table, protocol: Protocol) -> tuple[Part, ...]:
    """Cut the table by the protocol.

    :raises DescriptionWrong: the table is too short for it, or has no row on one of the sides.
    """
    match protocol.kind:
        case "folds" | "grouped_folds":
            cut = _folds(table, protocol.numbers["folds"])
        case "rolling":
            cut = _rolling(len(table.y), **protocol.numbers)
        case "forward":
            cut = _forward(table, **protocol.numbers)
        case "split":
            cut = _split(table, protocol)
    apart = tuple(_groups_apart(table, one) for one in cut)
    if not apart or any(len(one.learn) == 0 or len(one.judge) == 0 for one in apart):
        raise DescriptionWrong(
            f"the table of {len(table.y)} rows has none to learn from or none to judge by {protocol}."
        )
    return apart


def cut_in_periods(time: npt.NDArray[np.float64], many: int) -> Places:
    """The period of each row: at most so many of about equal size; rows of one moment lie in one."""
    moments, of_row = np.unique(time, return_inverse=True)
    if len(moments) <= many:
        return np.asarray(of_row, dtype=np.int64)
    share = (np.cumsum(np.bincount(of_row)) - 0.5 * np.bincount(of_row)) / len(time)
    _, period = np.unique(np.floor(share * many), return_inverse=True)
    return np.asarray(period[of_row], dtype=np.int64)


def as_days(period: Places) -> npt.NDArray[np.datetime64]:
    """A day for each period, one a year, for a pipeline that learns forward by days."""
    return np.asarray((2000 - 1970 + period).astype("datetime64[Y]").astype("datetime64[D]"))


def _folds(table: Table, folds: int) -> tuple[Part, ...]:
    fewest = int(np.bincount(table.y, minlength=2).min())
    if fewest < folds:
        raise DescriptionWrong(f"{folds} folds need as many rows of either outcome, but there are {fewest} of one.")
    blank = np.zeros(len(table.y))
    cutter = (StratifiedKFold if table.group is None else StratifiedGroupKFold)(folds, shuffle=True, random_state=SEED)
    return tuple(Part(learn=learn, judge=judge) for learn, judge in cutter.split(blank, table.y, table.group))


def _rolling(rows: int, *, window: int, step: int) -> tuple[Part, ...]:
    """Learn from the `window` rows before, judge the next `step`."""
    return tuple(
        Part(learn=np.arange(start - window, start), judge=np.arange(start, min(start + step, rows)))
        for start in range(window, rows, step)
    )


def _forward(table: Table, *, periods: int, judged: int) -> tuple[Part, ...]:
    """Judge each of the newest periods, learning from all before it."""
    assert table.time is not None  # the description was refused otherwise
    period = cut_in_periods(table.time, periods)
    newest = np.unique(period)[1:][-judged:]
    return tuple(Part(learn=np.flatnonzero(period < one), judge=np.flatnonzero(period == one)) for one in newest)


def _split(table: Table, protocol: Protocol) -> tuple[Part, ...]:
    judged = is_value(table.split_by[protocol.column], protocol.judge)
    return (Part(learn=np.flatnonzero(~judged), judge=np.flatnonzero(judged)),)


def _groups_apart(table: Table, part: Part) -> Part:
    """Leave out of learning what belongs to a judged group; folds of groups have none."""
    if table.group is None:
        return part
    met = np.isin(table.group[part.learn], table.group[part.judge])
    return Part(learn=part.learn[~met], judge=part.judge)
