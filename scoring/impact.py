"""What a draft would change: it and the version in force held against all firms by a job, chunk by chunk.

A job that was cut off goes on after the last firm it finished. Nothing that counts is touched: verdicts stay what they
are until the draft is published.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django.models import ProcrastinateJob

from crm.accounts.models import User
from crm.bulk import copy_in
from crm.deferring import in_this_transaction
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring.assessing import VERDICT
from scoring.facts import read_facts
from scoring.frame import cut
from scoring.models import ImpactFlip, ImpactPreview, RulebookDraft
from scoring.projection import projected
from scoring.rulebook_drafts import DraftNotOpen, checked, locked, refuse_unreadable
from scoring.rulebook_terms import in_force_on, previewed_on
from scoring.rulebook_versions import definition
from scoring.rulebooks.engine import Assessments, assess
from scoring.rulebooks.schema import Rulebook

CHUNK = 2_000
"""Firms a transaction: progress is told after each."""
TASK = "scoring.tasks.preview_impact"
NONE = "none"
"""Stands for the verdict before where no version is in force."""
STATUS = {1: "met", 0: "unknown", -1: "unmet"}
FLIP = ("preview_id", "enterprise_id", "region", "tier", "before", "after", "criteria")

Cell = tuple[str, int, str, str]
"""Region, tier, verdict before and after."""


class DraftChanged(DomainError):
    """The draft was changed while its preview ran."""

    code = "impact.draft_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The version in force and the draft, held against the firms of one chunk."""

    before: Assessments | None
    after: Assessments
    titles: Mapping[str, Mapping[str, str]]


@transaction.atomic
def ask_for_preview(*, draft_id: int, by: User, on: date) -> ImpactPreview:
    """Have a job work out what the draft would change; one that is under way already for this text is told instead.

    It is worked out as of the day on which the draft would begin to decide, against the version that decides then. Of
    a day to come what is known on `on` is carried forward.

    One whose job is gone is given up and begun anew. Previews that are done stay: they count until this one is done.

    :raises DraftNotOpen: it is published or given up.
    :raises DraftUnreadable: the text has findings.
    """
    draft = locked(draft_id)
    if draft.state not in (RulebookDraft.State.OPEN, RulebookDraft.State.SUBMITTED):
        raise DraftNotOpen(_("This draft is decided; what it would change can be worked out no more."))
    found = checked(draft.source, "")
    refuse_unreadable(found)
    assert found.rulebook, "a text without findings has been read"
    as_of = previewed_on(found.rulebook, on)
    against = in_force_on(draft.programme_id, as_of)
    of_this = {"draft": draft, "revision": draft.revision, "as_of": as_of, "against": against}
    running = ImpactPreview.objects.filter(**of_this, state=ImpactPreview.State.RUNNING).first()
    if running and not has_stalled(running):
        return running
    for earlier in ImpactPreview.objects.filter(draft=draft, state=ImpactPreview.State.RUNNING):
        fail_preview(earlier.pk, _("Another preview was started in its place."))
    preview = ImpactPreview.objects.create(**of_this, created_by=by, total=_firms(as_of, on).count())
    in_this_transaction(TASK, lock=f"impact-{draft.pk}").defer(preview_id=preview.pk, language=get_language())
    return preview


def newest_preview(draft: RulebookDraft) -> ImpactPreview | None:
    """The preview of the draft as it is now: the newest that is done, or while none is, the newest."""
    of_this = ImpactPreview.objects.filter(draft=draft, revision=draft.revision).select_related("against", "draft")
    done = of_this.filter(state=ImpactPreview.State.DONE)
    return done.order_by("-pk").first() or of_this.order_by("-pk").first()


def newer_preview(preview: ImpactPreview) -> ImpactPreview | None:
    """The one of the same text that was begun after `preview` and is not done: under way, or failed."""
    of_this = ImpactPreview.objects.filter(draft=preview.draft_id, revision=preview.revision)
    return of_this.filter(pk__gt=preview.pk).exclude(state=ImpactPreview.State.DONE).order_by("-pk").first()


def has_stalled(preview: ImpactPreview) -> bool:
    """Whether `preview` is under way on paper only: no job waits or works for it."""
    if preview.state != ImpactPreview.State.RUNNING:
        return False
    alive = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    return not alive.filter(args__preview_id=preview.pk).exists()


def is_outdated(preview: ImpactPreview, rulebook: Rulebook, on: date) -> bool:
    """Whether the draft, published on `on`, would take another version's place than the one it was held against."""
    now = in_force_on(rulebook.programme, previewed_on(rulebook, on))
    return preview.against_id != (now.pk if now else None)


def carry_out_preview(preview_id: int) -> None:
    """Do what is left of a preview; one that was asked for anew meanwhile is left alone."""
    while _advance(preview_id):
        pass


def fail_preview(preview_id: int, problem: str) -> None:
    """Say of a preview why it came to no end."""
    running = ImpactPreview.objects.filter(pk=preview_id, state=ImpactPreview.State.RUNNING)
    running.update(state=ImpactPreview.State.FAILED, problem=problem[:400], finished_at=timezone.now())


@transaction.atomic
def _advance(preview_id: int) -> bool:
    """Do the next chunk, or close the preview; tells whether anything is left."""
    of_this = ImpactPreview.objects.select_for_update(of=("self",)).select_related("draft", "against")
    preview = of_this.filter(pk=preview_id, state=ImpactPreview.State.RUNNING).first()
    if preview is None:
        return False
    left = _firms(preview.as_of, _known_by(preview)).filter(pk__gt=preview.last_enterprise_id).order_by("pk")
    ids = list(left.values_list("pk", flat=True)[:CHUNK])
    if ids:
        _add(preview, ids)
        preview.done += len(ids)
        preview.last_enterprise_id = ids[-1]
    else:
        preview.state, preview.finished_at = ImpactPreview.State.DONE, timezone.now()
        ImpactFlip.objects.filter(preview__draft=preview.draft_id).exclude(preview=preview).delete()
    preview.save()
    return bool(ids)


def _add(preview: ImpactPreview, ids: list[int]) -> None:
    firms = Enterprise.objects.filter(pk__in=ids)
    measures = _measures(firms, preview)
    sides = _sides(preview, measures)
    places = _places(firms, preview.as_of)
    counted = Counter({_cell(row): int(row["firms"]) for row in preview.counts})
    flips = []
    for at, enterprise in enumerate(sides.after.index.tolist()):
        region, tier = places[enterprise]
        before = _word(sides.before.verdict[at]) if sides.before else NONE
        after = _word(sides.after.verdict[at])
        counted[region, tier, before, after] += 1
        if sides.before and before != after:
            turned = list(_turned(sides, at))
            flips.append((preview.pk, enterprise, region, tier, before, after, turned))
    preview.counts = [
        {"region": region, "tier": tier, "before": before, "after": after, "firms": number}
        for (region, tier, before, after), number in sorted(counted.items())
    ]
    copy_in(ImpactFlip, FLIP, flips)


def _known_by(preview: ImpactPreview) -> date:
    """The day whose knowledge counts: none knows more of a day to come than was known when it was asked for."""
    return min(preview.as_of, timezone.localdate(preview.created_at))


def _measures(firms: "QuerySet[Enterprise]", preview: ImpactPreview) -> pd.DataFrame:
    known_by = _known_by(preview)
    facts = read_facts(firms, known_by)
    if known_by < preview.as_of:
        return projected(facts, preview.as_of, known_by).measures
    return cut(facts, preview.as_of)


def _sides(preview: ImpactPreview, measures: Any) -> Sides:
    """Hold both against a chunk.

    :raises DraftChanged: the text is not the one any more that the preview is of.
    :raises DraftUnreadable: a version that it refers to is gone.
    """
    draft = preview.draft
    if draft.revision != preview.revision:
        raise DraftChanged(_("The draft was changed while its impact was worked out. Start the preview again."))
    found = checked(draft.source, "")
    refuse_unreadable(found)
    assert found.rulebook, "a text without findings has been read"
    in_force = definition(preview.against) if preview.against else None
    return Sides(
        before=assess(measures, in_force) if in_force else None,
        after=assess(measures, found.rulebook),
        titles=_titles(in_force) | _titles(found.rulebook),
    )


def _titles(rulebook: Rulebook | None) -> dict[str, dict[str, str]]:
    criteria = rulebook.criteria if rulebook else ()
    return {criterion.id: {"zh": criterion.title.zh, "en": criterion.title.en} for criterion in criteria}


def _turned(sides: Sides, at: int) -> Iterator[dict[str, object]]:
    """Yield the criteria that the two judge differently, and those that only one has and that do not hold."""
    old = sides.before.status if sides.before else {}
    for name in dict.fromkeys((*old, *sides.after.status)):
        before, after = _status(old.get(name), at), _status(sides.after.status.get(name), at)
        if before != after and {before, after} != {None, "met"}:
            yield {"id": name, "title": sides.titles[name], "before": before, "after": after}


def _status(signs: "np.ndarray[Any, np.dtype[np.int8]] | None", at: int) -> str | None:
    return None if signs is None else STATUS[int(signs[at])]


def _word(sign: "np.int8") -> str:
    return VERDICT[int(sign)].value


def _cell(row: Mapping[str, Any]) -> Cell:
    return row["region"], row["tier"], row["before"], row["after"]


def _places(firms: "QuerySet[Enterprise]", on: date) -> dict[int, tuple[str, int]]:
    """Per firm: where it operates or else is registered (empty: not known), and its tier on the day."""
    placed = firms.with_tier(on).annotate(place=Coalesce(F("operating_region"), F("registered_region")))  # type: ignore[attr-defined]  # the manager's own queryset
    return {pk: (place or "", tier) for pk, place, tier in placed.values_list("pk", "place", "tier")}


def _firms(as_of: date, known_by: date) -> "QuerySet[Enterprise]":
    return Enterprise.objects.filter(known_on__lte=known_by).operating(as_of)
