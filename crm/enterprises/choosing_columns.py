"""Choosing among statements by columns: what `crm.enterprises.choosing.choose` does, for every firm at once."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from crm.enterprises.choosing import UNRANKED, Ranks


def rank_column(
    field: str, sources: "pd.Series[str]", bases: "pd.Series[str] | None", ranks: Ranks
) -> "pd.Series[int]":
    """The rank of each statement about `field`, by its source and, where there is one, its basis."""
    if not ranks.by_key:
        return pd.Series(UNRANKED, index=sources.index)
    source_codes, source_names = pd.factorize(sources)
    basis_codes, basis_names = pd.factorize(bases if bases is not None else pd.Series("", index=sources.index))
    table = [[ranks.of(field, source, basis) for basis in basis_names] for source in source_names]
    by_pair = np.array(table, dtype=np.int64).reshape(len(source_names), len(basis_names))
    return pd.Series(by_pair[source_codes, basis_codes], index=sources.index)


def choose_columns(
    statements: pd.DataFrame,
    *,
    by: Sequence[str],
    fields: Sequence[str],
    ranks: Ranks,
    choices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each of `fields`, for each group of statements, from the statement that counts.

    Parameters
    ----------
    statements : DataFrame
        Columns `id`, `source`, `basis` (blank where there is none), `known_on`, those of `by`, and `fields`; a missing
        value is a field that the statement does not speak of.
    choices : DataFrame, optional
        The choices that stand: columns `by`, `field`, `source`, `basis` (blank: any).

    Returns
    -------
    DataFrame
        Indexed by `by`, one column a field; missing where no statement speaks of the field.
    """
    ordered = statements.sort_values(["known_on", "id"], ascending=[False, False])
    by_hand = set(choices["field"]) if choices is not None else set()
    found = [
        _first(ordered, by, alike, place)
        for alike, place in _orders(ordered, [field for field in fields if field not in by_hand], ranks)
    ]
    for field in fields:
        if choices is not None and field in by_hand:
            rank = rank_column(field, ordered["source"], ordered["basis"], ranks)
            chosen = _chosen(ordered, by, choices[choices["field"] == field])
            place = rank.where(~chosen, rank - UNRANKED - 1)  # before all others, among themselves by rank
            found.append(_first(ordered, by, [field], place))
    return pd.concat(found, axis=1)[list(fields)]


def _orders(
    statements: pd.DataFrame, fields: Iterable[str], ranks: Ranks
) -> "Iterable[tuple[list[str], pd.Series[int]]]":
    """The fields whose statements stand in one order, with the ranks that make it: one sorting does for all of them."""
    alike: dict[bytes, tuple[list[str], pd.Series[int]]] = {}
    named = {field for field, _source, _basis in ranks.by_key}
    common = rank_column("", statements["source"], statements["basis"], ranks)
    for field in fields:
        own = rank_column(field, statements["source"], statements["basis"], ranks) if field in named else common
        alike.setdefault(own.to_numpy().tobytes(), ([], own))[0].append(field)
    return alike.values()


def _first(ordered: pd.DataFrame, by: Sequence[str], fields: list[str], place: "pd.Series[int]") -> pd.DataFrame:
    """The first value of each field in each group, the statements of a lower place first, else as they are ordered."""
    rows = ordered[[*by, *fields]]
    if place.nunique() > 1:
        rows = rows.iloc[np.argsort(place.to_numpy(), kind="stable")]
    return rows.groupby(list(by)).first()


def _chosen(statements: pd.DataFrame, by: Sequence[str], choices: pd.DataFrame) -> "pd.Series[bool]":
    """Which statements are of the source, and the basis, that somebody chose."""
    made = choices[[*by, "source", "basis"]].rename(columns={"source": "chosen_source", "basis": "chosen_basis"})
    beside = statements[[*by, "source", "basis"]].merge(made, on=list(by), how="left")
    fits = (beside["source"] == beside["chosen_source"]) & (
        beside["chosen_basis"].eq("") | (beside["basis"] == beside["chosen_basis"])
    )
    return pd.Series(fits.to_numpy(), index=statements.index)
