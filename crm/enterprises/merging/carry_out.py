"""Carrying out a merge: one transaction, and a record of every row that it moved or made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.merging.plan import DIFFERENT_CODES, MergePlan, RelationPlan, plan_merge, plan_relations
from crm.enterprises.merging.relations import every_relation
from crm.enterprises.models import DuplicatePair, Enterprise, FormerName, Merge, Registration
from crm.enterprises.projection import reproject, state_known
from crm.errors import DomainError


class MergeBlocked(DomainError):
    code = "merge.blocked"


class DifferentCodes(DomainError):
    code = "merge.different_codes"


class MergeOvertaken(DomainError):
    code = "merge.overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Rows of one table that a merge made, so that undoing it takes them away."""

    model: type[Registration] | type[FormerName]
    before: frozenset[int]

    @classmethod
    def watch(cls, model: type[Registration] | type[FormerName], firms: Iterable[int]) -> "Made":
        """Remember which rows of these firms there are."""
        return cls(
            model=model, before=frozenset(model.objects.filter(enterprise__in=firms).values_list("pk", flat=True))
        )

    def since(self, firms: Iterable[int]) -> list[int]:
        """The rows that came since."""
        now = self.model.objects.filter(enterprise__in=firms).order_by("pk").values_list("pk", flat=True)
        return [pk for pk in now if pk not in self.before]


@transaction.atomic
def carry_out(plan: MergePlan, *, by: User | None, reason: str, at: datetime, confirm_codes: bool = False) -> Merge:
    """Merge two records as planned: what moves, moves; the survivor is shown anew; the other one is hidden.

    `confirm_codes` says that two different valid codes are known to be one firm's.

    :raises MergeOvertaken: the records changed since the plan was made.
    :raises MergeBlocked: a table points to firms of which nobody has decided what a merge makes of it.
    :raises DifferentCodes: the two have valid codes of two organisations, and that was not confirmed.
    """
    keep, merge = _locked(plan)
    _check(plan, plan_merge(keep=keep, merge=merge), confirm_codes=confirm_codes)
    firms = (keep.pk, merge.pk)
    stated, named = Made.watch(Registration, firms), Made.watch(FormerName, firms)
    for firm in firms:
        state_known([firm])
    relations = tuple(plan_relations(keep=keep.pk, merge=merge.pk))
    _move(relations, keep.pk)
    Enterprise.objects.filter(pk=merge.pk).update(merged_into=keep.pk)
    reproject([keep.pk])
    keep.refresh_from_db()
    moves = {
        "rows": {one.relation: list(one.rows.moves) for one in relations if one.rows.moves},
        "set_aside": {one.relation: list(one.rows.set_aside) for one in relations if one.rows.set_aside},
        "made": {"registrations": stated.since(firms), "former_names": named.since(firms)},
        "pair": _close_pair(firms, by, at, reason),
    }
    return Merge.objects.create(kept=keep, merged=merge, reason=reason, moves=moves, merged_by=by, merged_at=at)


def _locked(plan: MergePlan) -> tuple[Enterprise, Enterprise]:
    firms = Enterprise.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([plan.keep, plan.merge])
    return firms[plan.keep], firms[plan.merge]


def _check(plan: MergePlan, now: MergePlan, *, confirm_codes: bool) -> None:
    if now != plan:
        raise MergeOvertaken(_("The two records have changed since this was planned. Look at the plan again."))
    if plan.blocked_by:
        raise MergeBlocked(
            _("Nobody has decided yet what a merge makes of %(relations)s. Tell the maintainers of Tidu.")
            % {"relations": "、".join(plan.blocked_by)},
            relations=plan.blocked_by,
        )
    if DIFFERENT_CODES in plan.needs and not confirm_codes:
        raise DifferentCodes(
            _(
                "The two have valid codes of different organisations, so by law they are two entities."
                " If you are sure that it is one firm, confirm that; the code of the record that is kept will stay."
            )
        )


def _move(relations: Iterable[RelationPlan], keep: int) -> None:
    fields = every_relation()
    for plan in relations:
        if plan.rows.moves:
            field = fields[plan.relation]
            field.model._base_manager.filter(pk__in=plan.rows.moves).update(**{field.attname: keep})


def _close_pair(firms: tuple[int, int], by: User | None, at: datetime, reason: str) -> Mapping[str, Any] | None:
    """Take the two from the queue, if they are in it; returns how the pair stood before."""
    pair = DuplicatePair.objects.select_for_update(of=("self",)).filter(one=min(firms), other=max(firms)).first()
    if pair is None:
        return None
    before = {
        "id": pair.pk,
        "state": pair.state,
        "note": pair.note,
        "decided_by": pair.decided_by_id,
        "decided_at": pair.decided_at.isoformat() if pair.decided_at else None,
    }
    pair.state, pair.note, pair.decided_by, pair.decided_at = DuplicatePair.State.MERGED, reason, by, at
    pair.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return before
