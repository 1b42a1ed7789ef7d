"""Firms on record that may be one: found for all at once, decided by people, one pair at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.bulk import update_from
from crm.enterprises.models import DuplicatePair, Enterprise
from crm.enterprises.pairing import Likeness, Pair, likenesses
from crm.enterprises.records import place_names, records_of
from crm.errors import DomainError

WORTH_TELLING = 0.05
"""A similarity that changed by less is not written again: it depends a little on all the other names."""


class PairDecided(DomainError):
    code = "duplicate.decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search for duplicates changed in the queue."""

    created: int
    changed: int
    gone: int


@transaction.atomic
def find_duplicates(*, on: date) -> Found:
    """Bring the queue up to date: pairs that look like one firm today come in, those that no longer do go.

    A pair that somebody decided is left alone, and does not come back under another name: what was found different
    from a record is different from the one that this was merged into.
    """
    found = likenesses(records_of(Enterprise.objects.unmerged(), place_names()))
    open_pairs = {(pair.one_id, pair.other_id): pair for pair in DuplicatePair.objects.open().select_for_update()}
    decided = _decided()
    new = [pair for pair in found if pair not in open_pairs and pair not in decided]
    gone = [pair.pk for key, pair in open_pairs.items() if key not in found]
    DuplicatePair.objects.filter(pk__in=gone).delete()
    _create(new, found, on)
    changed = [pair for key, pair in open_pairs.items() if key in found and _differs(pair, found[key])]
    update_from(
        DuplicatePair,
        ("reasons", "similarity"),
        ((pair.pk, *_stored(found[pair.one_id, pair.other_id])) for pair in changed),
    )
    return Found(created=len(new), changed=len(changed), gone=len(gone))


def dismiss(*, pair: DuplicatePair, by: User, at: datetime, note: str) -> DuplicatePair:
    """Record that the two are different firms. No search opens the pair again.

    :raises PairDecided: somebody decided on it before.
    """
    with transaction.atomic():
        locked = DuplicatePair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
        if locked.state != DuplicatePair.State.OPEN:
            raise PairDecided(
                _("Somebody has decided on this pair already: %(state)s.") % {"state": locked.get_state_display()},
                state=locked.state,
            )
        locked.state, locked.note = DuplicatePair.State.DIFFERENT, note
        locked.decided_by, locked.decided_at = by, at
        locked.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return locked


def _decided() -> set[Pair]:
    """Pairs that were decided, by the records that stand for the two today."""
    closed = DuplicatePair.objects.exclude(state=DuplicatePair.State.OPEN)
    ids = closed.values_list("one", "other", "one__merged_into", "other__merged_into")
    pairs = ((one_in or one, other_in or other) for one, other, one_in, other_in in ids)
    return {(min(pair), max(pair)) for pair in pairs}


def _create(pairs: Iterable[Pair], found: dict[Pair, Likeness], on: date) -> None:
    made = []
    for one, other in pairs:
        reasons, similarity = _stored(found[one, other])
        made.append(DuplicatePair(one_id=one, other_id=other, reasons=reasons, similarity=similarity, found_on=on))
    DuplicatePair.objects.bulk_create(made, batch_size=5000, ignore_conflicts=True)


def _stored(likeness: Likeness) -> tuple[list[str], float]:
    return [reason.value for reason in likeness.reasons], round(likeness.similarity, 3)


def _differs(pair: DuplicatePair, likeness: Likeness) -> bool:
    reasons, similarity = _stored(likeness)
    return _sorted(pair.reasons) != _sorted(reasons) or abs(pair.similarity - similarity) >= WORTH_TELLING


def _sorted(reasons: Collection[str]) -> list[str]:
    return sorted(reasons)
