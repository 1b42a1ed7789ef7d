"""Reading what choosing needs: the ranks of sources, and the choices that stand."""

from collections.abc import Collection

from crm.bulk import among
from crm.enterprises.choosing import Choice, Ranks
from crm.enterprises.models import SourceChoice, SourceRank

ChoiceKey = tuple[int, str, int | None]
"""Firm, field, and the year for figures."""


def ranks_of(table: str) -> Ranks:
    """The ranks of the statements about one kind of facts (`SourceRank.Table`)."""
    rows = SourceRank.objects.filter(table=table).values_list("field", "source", "basis", "rank")
    return Ranks(by_key={(field, source, basis): rank for field, source, basis, rank in rows})


def choices_of(enterprises: Collection[int], table: str) -> dict[ChoiceKey, Choice]:
    """The choices that stand now for these firms."""
    standing = SourceChoice.objects.filter(among("enterprise", enterprises), table=table, revoked_on=None)
    columns = standing.values_list("enterprise", "field", "year", "source", "basis")
    return {(firm, field, year): Choice(source=source, basis=basis) for firm, field, year, source, basis in columns}
