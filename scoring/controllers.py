"""Groups of firms under one controller: sister firms never stand on both sides of a split."""

from datetime import date

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from crm.enterprises.names import spelling
from scoring.facts import Facts
from scoring.identities import known


def groups(facts: Facts, as_of: date) -> "pd.Series[str]":
    """The group of each firm, by all controls that were known on `as_of`, also those that have ended.

    One grouping serves all years of a table: firms that were sisters in any of them, stay together in every one.
    A firm belongs together with its controller, where that is a firm on record itself, and with every other firm of
    the same controller; and so on from those. Two controllers are one if they have one code, one name or one number of
    a person. However many firms a controller has, they are one group: a commission that holds half the city makes one
    large group of it.

    Returns
    -------
    Series of shape (n_enterprises,)
        Indexed like `facts.enterprises`. The label is the smallest id of the group's firms, as text; a firm of which
        no control is known is a group of its own.
    """
    day, firms = pd.Timestamp(as_of), facts.enterprises.index
    links = _links(facts, day)
    nodes, names = pd.factorize(np.concatenate([firms.astype(str), links["firm"], links["to"]]))
    one, other = np.split(nodes[len(firms) :], 2)
    tied = coo_array((np.ones(len(links)), (one, other)), shape=(len(names), len(names)))
    of = connected_components(tied, directed=False)[1][nodes[: len(firms)]]
    smallest = pd.Series(firms, index=firms).groupby(of).transform("min")
    return smallest.astype(str).rename("group")


def _links(facts: Facts, day: pd.Timestamp) -> pd.DataFrame:
    """Pairs that belong together: `firm` is an id as text; `to` is another, or what a controller is called by."""
    held = known(facts.controls, day)
    called = held.assign(
        uscc=_marked("code", held["controller_uscc"]),
        name=_marked("name", held["controller_name"].map(spelling)),
        person=_marked("person", held["person_ref"]),
        id=held["controller"].astype("string"),
    )
    links = called.melt("enterprise", ["uscc", "name", "person", "id"], value_name="to").dropna(subset="to")
    pairs = pd.concat([links[["enterprise", "to"]], _bearers(facts, day, set(links["to"]))])
    return pd.DataFrame({"firm": pairs["enterprise"].astype(str), "to": pairs["to"].astype(str)})


def _marked(what: str, said: "pd.Series[str]") -> "pd.Series[str]":
    """What a controller is called by, kept apart from ids and from the other ways to call one; missing where empty."""
    return (f"{what} " + said.astype("string")).where(said != "")


def _bearers(facts: Facts, day: pd.Timestamp, called: set[str]) -> pd.DataFrame:
    """Firms that bear the name of a controller, by what a source had said of them by `day`."""
    said = known(facts.registrations, day)
    name = _marked("name", said["name"].map(spelling))
    return pd.DataFrame({"enterprise": said["enterprise"], "to": name})[name.isin(called)]
