"""From files to a table: target, groups, time, and columns as numbers or as codes that the training part knows."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from benches.likelihood_description import Description, DescriptionWrong, Files, Protocol, TargetColumn
from scoring.likelihood.dataset import Dataset, plain_dataset
from scoring.likelihood.features import Feature

Places = npt.NDArray[np.int64]
TABLES = ("*.csv", "*.csv.gz")
MOST_CODES = 60  # the most frequent kinds of a column; all others share one code more
ALL_DIFFERENT = 0.9  # a text that differs in so many rows names the row
NUMBER = r"[¥$€]?\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d*)\.?\d*(?:[eE][-+]?\d+)?\s*%?"
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%y", "%d-%b-%Y", "%Y-%m")
LOOK = 100  # rows of a column by which ways to write a day are ruled out


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The files that are run, under one name, and what holds for them."""

    name: str
    paths: tuple[Path, ...]
    files: Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows with a known outcome, in the order of the file or, where there is a time, of time.

    `columns` are numbers, or text where `kinds` says code; `split_by` holds the texts of the columns that protocols
    split by. `names_rows` are the columns left out because nearly every row has its own text; `unknown` the names of
    the description that this table has not.
    """

    X: pd.DataFrame
    kinds: dict[str, Literal["number", "code"]]
    y: npt.NDArray[np.int64]
    group: npt.NDArray[np.str_] | None
    time: npt.NDArray[np.float64] | None
    split_by: pd.DataFrame
    names_rows: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def some(self, rows: int | None, *, seed: int) -> Self:
        """About so many rows, as many positives among them as in all, in the same order."""
        if rows is None or rows >= len(self.y):
            return self
        share, draw = rows / len(self.y), np.random.default_rng(seed)
        picked = [
            draw.permutation(of)[: round(share * len(of))] for of in (np.flatnonzero(self.y == one) for one in (0, 1))
        ]
        places = np.sort(np.concatenate(picked))
        return replace(
            self,
            X=self.X.iloc[places].reset_index(drop=True),
            y=self.y[places],
            group=None if self.group is None else self.group[places],
            time=None if self.time is None else self.time[places],
            split_by=self.split_by.iloc[places].reset_index(drop=True),
        )


def choose_table(folder: Path, description: Description, wanted: str | None = None) -> Chosen:
    """Find the files to run: those `wanted` by name, else the first that the description names, else the only one.

    :raises DescriptionWrong: there is no such table, or there are several and none is named.
    """
    there = sorted({path for pattern in TABLES for path in folder.glob(pattern)})
    if wanted is not None:
        there = [path for path in there if path.name == wanted]
    for files in description.tables:
        found = [next((path for path in there if fnmatch(path.name, pattern)), None) for pattern in files.patterns]
        paths = tuple(path for path in found if path is not None)
        if len(paths) == len(files.patterns):
            return Chosen(name=" + ".join(path.name for path in paths), paths=paths, files=files)
    if len(there) == 1:
        plain = Files(patterns=("*",), protocol=description.protocol, published=description.published)
        return Chosen(name=there[0].name, paths=(there[0],), files=plain)
    held = ", ".join(path.name for path in sorted(folder.iterdir())) or "nothing"
    raise DescriptionWrong(
        f"{folder} holds {held}; none of it is {wanted or 'a table that the description names, nor the only table'}. "
        "Name one with --table, or under `tables` in the description."
    )


def read_table(paths: Sequence[Path], description: Description, protocols: Iterable[Protocol]) -> Table:
    """Read the files one after the other and sort columns into target, group, time, numbers and codes.

    :raises DescriptionWrong: a column that is needed is not there, or the target has one kind of row only.
    """
    texts = pd.concat([_texts(path, description.separator) for path in paths], ignore_index=True)
    split_by = [protocol.column for protocol in protocols if protocol.column]
    unknown = _check_names(texts, description, split_by)
    texts = _without_missing(texts, description)
    outcome = _outcome(texts[description.target.column], description.target)
    known = outcome.notna()
    texts, y = texts[known].reset_index(drop=True), outcome[known].to_numpy("bool").astype("int64")
    if len(np.unique(y)) < 2:
        raise DescriptionWrong(
            f"every row of {[path.name for path in paths]} is {'positive' if y.any() else 'negative'} in column "
            f"{description.target.column}; look at the target of the description."
        )
    time = None if description.time is None else _time(texts[description.time], description.time)
    roles = {description.target.column, description.time, description.group}
    candidates = [str(name) for name in texts.columns if name not in roles and name not in description.leave_out]
    made = {name: _column(texts[name], coded=name in description.codes) for name in candidates}
    rows = [name for name, column in made.items() if _names_rows(column)]
    X = pd.DataFrame({name: column for name, column in made.items() if name not in rows}, index=texts.index)
    if X.empty:
        raise DescriptionWrong("the table has no column to learn from: all are target, time, group, left out or names.")
    return _in_time(
        Table(
            X=X,
            kinds={str(name): "number" if pd.api.types.is_float_dtype(X[name]) else "code" for name in X.columns},
            y=y,
            group=None if description.group is None else texts[description.group].fillna("").to_numpy("str"),
            time=time,
            split_by=texts[list(dict.fromkeys(split_by))].copy(),
            names_rows=tuple(rows),
            unknown=unknown,
        )
    )


def _in_time(table: Table) -> Table:
    if table.time is None:
        return table
    order = np.argsort(table.time, kind="stable")
    return replace(
        table,
        X=table.X.iloc[order].reset_index(drop=True),
        y=table.y[order],
        group=None if table.group is None else table.group[order],
        time=table.time[order],
        split_by=table.split_by.iloc[order].reset_index(drop=True),
    )


def _texts(path: Path, separator: str) -> pd.DataFrame:
    """Every cell as text; empty and the usual words for nothing (NA, null …) are missing."""
    read: dict[str, Any] = {"dtype": str, "sep": separator, "skipinitialspace": True}
    try:
        made: pd.DataFrame = pd.read_csv(path, encoding="utf-8-sig", **read)
    except UnicodeDecodeError:
        made = pd.read_csv(path, encoding="gb18030", **read)
    return made.rename(columns=lambda name: str(name).strip())


def _check_names(texts: pd.DataFrame, description: Description, split_by: list[str]) -> tuple[str, ...]:
    """Refuse absent columns that are needed, and absent ones that look like a slip of the pen; return the others."""
    there = [str(name) for name in texts.columns]
    for name in [description.target.column, description.time, description.group, *split_by]:
        if name is not None and name not in there:
            raise DescriptionWrong(f"the table has no column {name!r}; it has {', '.join(there)}.")
    named = [*description.leave_out, *description.codes, *description.missing_in]
    absent = tuple(dict.fromkeys(name for name in named if name not in there))
    free = [name for name in there if name not in named]
    for name in absent:
        folded = {one.casefold(): one for one in free}
        if close := difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.85):
            raise DescriptionWrong(
                f"the table has no column {name!r}; did you mean {folded[close[0]]!r}? A column to be left out must "
                "not slip through because its name is written otherwise."
            )
    return absent


def _without_missing(texts: pd.DataFrame, description: Description) -> pd.DataFrame:
    made = {}
    for name in texts.columns:
        unknown = [*description.missing, *description.missing_in.get(str(name), ())]
        column = texts[name].str.strip()
        made[name] = column.mask(column.isin([*unknown, ""])) if unknown else column.mask(column == "")
    return pd.DataFrame(made, index=texts.index)


def _outcome(column: "pd.Series[str]", target: TargetColumn) -> "pd.Series[bool]":
    """Three-valued: missing where the outcome is not known."""
    if target.positive is not None:
        return _is(column, target.positive)
    numbers = pd.to_numeric(column, errors="coerce")
    if (numbers.isna() & column.notna()).any():
        raise DescriptionWrong(f"target {target.column} has texts that are no numbers, such as {_strange(column)!r}.")
    reached = numbers >= target.at_least if target.at_least is not None else numbers <= target.at_most
    return reached.astype("boolean").mask(column.isna())


def _strange(column: "pd.Series[str]") -> str:
    return str(column[pd.to_numeric(column, errors="coerce").isna() & column.notna()].iloc[0])


def _is(column: "pd.Series[str]", value: str) -> "pd.Series[bool]":
    """Equal as text, or as numbers where both are numbers (1 and 1.0)."""
    as_number = pd.to_numeric(pd.Series([value.strip()]), errors="coerce").iloc[0]
    same: pd.Series[bool] = (column == value.strip()) | (pd.to_numeric(column, errors="coerce") == as_number)
    return same.astype("boolean").mask(column.isna())


def is_value(column: "pd.Series[str]", value: str) -> npt.NDArray[np.bool_]:
    """Tell in which rows a column has a value; not where it is missing."""
    return _is(column, value).fillna(False).to_numpy("bool")


def _time(column: "pd.Series[str]", name: str) -> npt.NDArray[np.float64]:
    made = _column(column, coded=False)
    if not pd.api.types.is_float_dtype(made) or made.isna().any():
        raise DescriptionWrong(
            f"column {name} is the time, but has rows that are neither a day (2024-05-31) nor a number."
        )
    return made.to_numpy("float64")


def _column(texts: "pd.Series[str]", *, coded: bool) -> "pd.Series[Any]":
    """Numbers (also with thousands, currency or percent), days since 1970, yes and no as 1 and 0; or else text."""
    given = texts.dropna()
    plain = pd.to_numeric(texts, errors="coerce")
    if coded:  # 1 and 1.0 are one kind
        return plain.map("{:.15g}".format).where(plain.notna(), texts).astype("object")
    if plain.notna().sum() == len(given):
        return plain.astype("float64").where(np.isfinite(plain))
    if given.str.fullmatch(NUMBER).all() and given.str.contains(r"\d").all():
        return pd.to_numeric(texts.str.replace(r"[¥$€,%\s]", "", regex=True)).astype("float64")
    if (days := _days(texts, given)) is not None:
        return days
    if set(given.str.casefold()) <= {"true", "false"}:
        return texts.str.casefold().map({"true": 1.0, "false": 0.0}).astype("float64")
    return texts.astype("object")


def _days(texts: "pd.Series[str]", given: "pd.Series[str]") -> "pd.Series[float] | None":
    """Days since 1970, or None where no way to write a day fits all of them; a time of day is cut off."""
    clock = r"[T ]\d{1,2}:.*$"
    for way in DAYS:
        if (
            pd.to_datetime(given.head(LOOK).str.replace(clock, "", regex=True), format=way, errors="coerce")
            .isna()
            .any()
        ):
            continue
        made = pd.to_datetime(texts.str.replace(clock, "", regex=True), format=way, errors="coerce")
        if made.notna().sum() == len(given):
            return (made - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
    return None


def _names_rows(column: "pd.Series[Any]") -> bool:
    if pd.api.types.is_float_dtype(column):
        return False
    kinds = int(column.nunique())
    return kinds > MOST_CODES and kinds > ALL_DIFFERENT * int(column.notna().sum())


def part_of(
    table: Table, learn: Places, *, name: str, as_of: npt.NDArray[np.datetime64] | None
) -> tuple[Dataset, pd.DataFrame]:
    """The training table of some rows, and all rows encoded as these know it: a kind they have not seen is missing.

    Codes are numbered by how often they occur in these rows.
    """
    codes = {column: _codes(table.X[column].iloc[learn]) for column, kind in table.kinds.items() if kind == "code"}
    encoded = table.X.assign(**{column: table.X[column].map(code).astype("float64") for column, code in codes.items()})
    features = tuple(
        Feature(name=column, zh=column, en=column, categories=_kinds(codes[column]) if column in codes else ())
        for column in encoded.columns
    )
    dataset = plain_dataset(
        encoded.iloc[learn],
        table.y[learn],
        features=features,
        group=None if table.group is None else table.group[learn],
        as_of=None if as_of is None else as_of[learn],
        target=name,
    )
    return dataset, encoded


def _codes(column: "pd.Series[Any]") -> dict[str, float]:
    counts = column.value_counts()
    ranked = sorted(counts.index, key=lambda kind: (-counts[kind], str(kind)))
    return {kind: float(min(place, MOST_CODES)) for place, kind in enumerate(ranked)}


def _kinds(codes: dict[str, float]) -> tuple[str, ...]:
    own = [str(kind) for kind, code in codes.items() if code < MOST_CODES]
    return (*own, "other") if len(codes) > MOST_CODES else tuple(own)
