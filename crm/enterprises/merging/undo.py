"""Taking a merge apart again: every row as it was, and each record shows what is said of it now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.merging.relations import every_relation
from crm.enterprises.models import DuplicatePair, Enterprise, FormerName, Merge, Registration
from crm.enterprises.projection import reproject
from crm.errors import DomainError


class AlreadyUndone(DomainError):
    code = "merge.undone_already"


class LaterMergeFirst(DomainError):
    code = "merge.later_first"


class CannotTakeApart(DomainError):
    code = "merge.clash"


def unmerge(*, merge: Merge, by: User | None, at: datetime) -> Merge:
    """Undo a merge. What was recorded for the survivor since then stays with it.

    What is shown of both is chosen anew from their statements: these may have been put right, taken back or chosen
    between in the meantime.

    :raises AlreadyUndone: it was undone before.
    :raises LaterMergeFirst: another merge builds on this one; that one has to be undone first.
    :raises CannotTakeApart: a row was changed so that the two records cannot both have theirs any more.
    """
    try:
        with transaction.atomic():
            return _unmerge(merge.pk, by, at)
    except IntegrityError as error:
        raise CannotTakeApart(
            _("Rows were changed since the merge so that both records would have the same one. Nothing was undone.")
        ) from error


def can_undo(merge: Merge) -> bool:
    """Whether nothing stands in the way of undoing `merge`."""
    return merge.undone_at is None and not _building_on(merge).exists()


def _unmerge(number: int, by: User | None, at: datetime) -> Merge:
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept", "merged").get(pk=number)
    _check(merge)
    list(Enterprise.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=_firms(merge)))
    moved: Mapping[str, Any] = merge.moves
    fields = every_relation()
    for relation, keys in moved["rows"].items():
        rows = fields[relation].model._base_manager.filter(pk__in=keys, **{fields[relation].attname: merge.kept_id})
        rows.update(**{fields[relation].attname: merge.merged_id})
    Enterprise.objects.filter(pk=merge.merged_id).update(merged_into=None)
    reproject(_firms(merge), undoing=True)
    _take_away(merge, moved["made"])
    _reopen_pair(moved["pair"])
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge


def _check(merge: Merge) -> None:
    if merge.undone_at is not None:
        raise AlreadyUndone(_("This merge was undone before."))
    if later := _building_on(merge).select_related("merged").first():
        raise LaterMergeFirst(
            _("A later merge builds on this one. First undo the merge of %(name)s (%(uscc)s).")
            % {"name": later.merged.name, "uscc": later.merged.uscc},
            merge=later.pk,
        )


def _building_on(merge: Merge) -> Any:
    """Standing merges that came after: into the same survivor, or of the survivor into yet another."""
    after = Q(kept=merge.kept_id, pk__gt=merge.pk) | Q(merged=merge.kept_id)
    return Merge.objects.standing().filter(after).order_by("-pk")


def _firms(merge: Merge) -> tuple[int, int]:
    return merge.kept_id, merge.merged_id


def _take_away(merge: Merge, made: Mapping[str, list[int]]) -> None:
    """Delete what the merge itself wrote. A firm's statement of its own row stays once others stand beside it."""
    FormerName.objects.filter(pk__in=made["former_names"]).delete()
    for firm in _firms(merge):
        said = Registration.objects.filter(enterprise=firm)
        if not said.exclude(pk__in=made["registrations"]).exists():
            said.filter(pk__in=made["registrations"]).delete()


def _reopen_pair(before: Mapping[str, Any] | None) -> None:
    if before is None:
        return
    DuplicatePair.objects.filter(pk=before["id"]).update(
        state=before["state"],
        note=before["note"],
        decided_by=before["decided_by"],
        decided_at=datetime.fromisoformat(before["decided_at"]) if before["decided_at"] else None,
    )
