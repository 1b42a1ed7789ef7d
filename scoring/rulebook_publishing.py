"""Deciding on drafts of rulebooks: publishing one, which takes a second person, and sending it back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.errors import DomainError
from crm.intake.models import Import
from crm.programmes.models import Programme
from scoring.impact import is_outdated
from scoring.models import ImpactPreview, RulebookDraft, RulebookVersion
from scoring.refreshing import ask_for_refresh
from scoring.replanning import ask_for_plans
from scoring.rulebook_drafts import (
    OPEN,
    checked,
    locked,
    refuse_not_submitted,
    refuse_other_programme,
    refuse_stale,
    refuse_unreadable,
)
from scoring.rulebook_terms import refuse_never_in_force
from scoring.rulebook_versions import store_version
from scoring.rulebooks.checking import Checked
from scoring.rulebooks.schema import Rulebook

FRESH = timedelta(days=7)
"""So long a preview is good for publishing on, if nothing else has moved on."""


class OwnDraft(DomainError):
    """Who wrote a draft does not decide on it."""

    code = "draft.own"
    status = 403


class CasesMissing(DomainError):
    """Nothing shows that the text says what was meant."""

    code = "draft.no_cases"


class CasesFail(DomainError):
    """A case comes out otherwise than it says."""

    code = "draft.cases_fail"


class ImpactMissing(DomainError):
    """Nobody has seen what this very revision would change."""

    code = "draft.impact_missing"


class ImpactOutdated(DomainError):
    """Rules, facts or simply time have moved on since what would change was worked out."""

    code = "draft.impact_outdated"


class StatusDraft(DomainError):
    """The text calls itself a draft, so it would never decide anything."""

    code = "draft.status_draft"


class VersionTaken(DomainError):
    """There is a version of this name, and texts of versions never change."""

    code = "draft.version_taken"


class NoteMissing(DomainError):
    """The author, or whoever reads it later, has to learn why."""

    code = "draft.note_missing"


@transaction.atomic
def publish_draft(*, draft_id: int, by: User, on: date, note: str = "", revision: int) -> RulebookDraft:
    """Make a version of a draft that waits for it; all firms are assessed again by a job.

    :param revision: the one that was read.
    :raises DraftNotSubmitted, OwnDraft, DraftStale: it is not for `by` to decide, or not now.
    :raises DraftUnreadable, DraftOfOtherProgramme, StatusDraft, VersionTaken: the text cannot become a version.
    :raises NeverInForce: it would be one that never decides.
    :raises CasesMissing, CasesFail, ImpactMissing, ImpactOutdated: what it does has not been shown.
    """
    draft = _decided_by(draft_id, by)
    refuse_stale(draft, revision)
    found = checked(draft.source, draft.cases)
    refuse_unreadable(found)
    refuse_other_programme(draft, found)
    assert found.rulebook, "a text without findings has been read"
    _refuse_status(found.rulebook)
    Programme.objects.select_for_update().get(pk=draft.programme_id)  # two drafts, one name: one after the other
    refuse_never_in_force(found.rulebook, on)
    _refuse_taken(found.rulebook)
    _refuse_cases(found)
    _refuse_unseen(draft, found.rulebook, on)
    version = store_version(
        found.rulebook, source=draft.source, cases=draft.cases, author_id=draft.author_id, published_by_id=by.pk
    )
    draft.state, draft.published_as, draft.note = RulebookDraft.State.PUBLISHED, version, note
    _sign(draft, by)
    ask_for_refresh()
    ask_for_plans()
    return draft


@transaction.atomic
def return_draft(*, draft_id: int, by: User, revision: int, note: str) -> RulebookDraft:
    """Send the `revision` of a draft that was read back to its author, who goes on writing.

    :raises DraftNotSubmitted, OwnDraft, DraftStale: it is not for `by` to decide, or not now.
    :raises NoteMissing: the author has to know why.
    """
    draft = _decided_by(draft_id, by)
    refuse_stale(draft, revision)
    if not note.strip():
        raise NoteMissing(_("Say what has to be changed: the author reads it."))
    draft.state, draft.submitted_at, draft.note = OPEN, None, note
    _sign(draft, by)
    return draft


def _decided_by(draft_id: int, by: User) -> RulebookDraft:
    draft = locked(draft_id)
    if draft.author_id == by.pk:
        raise OwnDraft(_("You wrote this draft, so another person has to decide on it."))
    refuse_not_submitted(draft)
    return draft


def _sign(draft: RulebookDraft, by: User) -> None:
    draft.decided_by, draft.decided_at = by, timezone.now()
    draft.save()


def _refuse_status(rulebook: Rulebook) -> None:
    if rulebook.status == "draft":
        raise StatusDraft(
            _("The text says `status: draft`, which never decides. The author writes `active` or `reference`.")
        )


def _refuse_taken(rulebook: Rulebook) -> None:
    if RulebookVersion.objects.filter(programme=rulebook.programme, version=rulebook.version).exists():
        message = _("There is a version %(version)s already, and a version never changes. Give this one another name.")
        raise VersionTaken(message % {"version": f"{rulebook.programme}@{rulebook.version}"})


def _refuse_cases(found: Checked) -> None:
    if not found.case_results:
        raise CasesMissing(_("There are no cases. Write at least one firm with the verdict that has to come out."))
    if failed := found.failed:
        message = _("%(failed)s of %(all)s cases come out otherwise than they say; the first: line %(line)s, %(name)s")
        first = {"line": failed[0].line, "name": failed[0].name}
        raise CasesFail(message % {"failed": len(failed), "all": len(found.case_results), **first})


def _refuse_unseen(draft: RulebookDraft, rulebook: Rulebook, on: date) -> None:
    finished = ImpactPreview.objects.filter(draft=draft, revision=draft.revision, state=ImpactPreview.State.DONE)
    preview = finished.order_by("-pk").first()
    if preview is None:
        raise ImpactMissing(
            _("What revision %(revision)s would change has not been worked out. Run the impact preview first.")
            % {"revision": draft.revision}
        )
    if is_outdated(preview, rulebook, on):
        raise ImpactOutdated(
            _("Another version came into force since the impact preview. Run it again, and look at it.")
        )
    if old := why_old(preview, on):
        raise ImpactOutdated(old)


def why_old(preview: ImpactPreview, on: date) -> str | None:
    """Why `preview` tells too little of the firms as they are known on `on`, in words; None: it tells enough."""
    newest = Import.objects.aggregate(committed=Max("committed_at"), undone=Max("undone_at"))
    if any(changed and changed > preview.created_at for changed in newest.values()):
        return _("Facts were imported since the impact preview. Run it again, and look at it.")
    if timezone.localdate(preview.created_at) < on - FRESH:
        message = _("The impact preview is more than %(days)s days old. Run it again, and look at it.")
        return message % {"days": FRESH.days}
    return None
