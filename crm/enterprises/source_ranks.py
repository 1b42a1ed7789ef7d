"""The ranks of sources that ship: put in where the bureau has said nothing of its own."""

from collections.abc import Mapping
from pathlib import Path

import yaml
from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from crm.directory.upsert import Changes
from crm.enterprises.models import SourceRank
from crm.errors import DomainError

KEY = ("table", "field", "source", "basis")


class SourceRanksUnreadable(DomainError):
    """The file of ranks is not as it has to be."""

    code = "source_ranks.unreadable"


@transaction.atomic
def load_source_ranks(path: Path) -> Changes:
    """Add the ranks in `path` that the bureau has neither changed nor deleted; none is overwritten.

    :raises SourceRanksUnreadable: a row lacks its table or rank, or has a field that is unknown.
    """
    shipped = [_rank(row, path) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    there = set(SourceRank.objects.values_list(*KEY))
    history = apps.get_model("enterprises", "SourceRankEvent")
    deleted = set(history._default_manager.filter(pgh_label="delete").values_list(*KEY))
    new = [rank for rank in shipped if _key(rank) not in there | deleted]
    SourceRank.objects.bulk_create(new)
    return Changes(created=len(new), updated=0, unchanged=len(shipped) - len(new))


def _rank(row: Mapping[str, object], path: Path) -> SourceRank:
    if wrong := ({"table", "rank"} - row.keys()) | (row.keys() - {*KEY, "rank"}):
        raise SourceRanksUnreadable(
            _("%(file)s: a rank lacks these words or should not have them: %(words)s.")
            % {"file": path.name, "words": ", ".join(sorted(wrong))}
        )
    return SourceRank(**row)


def _key(rank: SourceRank) -> tuple[str, ...]:
    return rank.table, rank.field, rank.source, rank.basis
