"""Drafts of rulebooks: begun, written, handed in, taken back, given up. Who decides on them: `rulebook_publishing`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.errors import DomainError
from crm.programmes.models import Programme
from scoring.models import RulebookDraft, RulebookVersion
from scoring.rulebook_versions import library_of_drafts, stored_library
from scoring.rulebooks.checking import Checked, check
from scoring.rulebooks.draft_text import next_version, renewed, renewed_cases, template, top_value
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.numbers import NumberChange, NumberNotThere, change_numbers
from scoring.rulebooks.schema import Text
from scoring.rulebooks.yaml_tree import RulebookError

MOST_TOLD = 50
"""Findings that a refusal names."""
OPEN, SUBMITTED = RulebookDraft.State.OPEN, RulebookDraft.State.SUBMITTED
SENT = (SUBMITTED, RulebookDraft.State.PUBLISHED)


class DraftStale(DomainError):
    """Somebody, perhaps the author in another window, has changed the draft since it was read."""

    code = "draft.stale"


class DraftNotOpen(DomainError):
    """The draft is not being written any more."""

    code = "draft.not_open"


class DraftNotSubmitted(DomainError):
    """The draft does not wait for a decision."""

    code = "draft.not_submitted"


class DraftNotYours(DomainError):
    """Only who wrote a draft changes it."""

    code = "draft.not_author"
    status = 403


class DraftUnreadable(DomainError):
    """The text has findings."""

    code = "draft.unreadable"


class DraftOfOtherProgramme(DomainError):
    """The text names another programme than the draft."""

    code = "draft.other_programme"


class NumberMissing(DomainError):
    """There is no number at the place, or the new one is none."""

    code = "draft.number_not_there"
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRights:
    """What a user may do with a draft as it is now."""

    edit: bool
    submit: bool
    take_back: bool
    publish: bool
    send_back: bool
    discard: bool
    preview: bool
    see_impact: bool


def drafts_visible_to(user: User) -> "QuerySet[RulebookDraft]":
    """The drafts that `user` may see: all, those that were handed in, or their own."""
    right = user.right("view", "rulebook_draft")
    if right is None:
        return RulebookDraft.objects.none()
    every = RulebookDraft.objects.all()
    match right.scope:
        case "*":
            return every
        case "sent":
            return every.filter(state__in=SENT)
        case _:
            return every.filter(author=user)


def may_see_impact(user: User) -> bool:
    """Whether `user` may be told what drafts would change: who makes the rules, and who sees the firms."""
    return user.may("run", "rulebook_draft") or sees_every_verdict(user)


def sees_every_verdict(user: User) -> bool:
    """Whether no verdict of any firm is kept from `user`; everybody else is told no small numbers."""
    right = user.right("view", "assessment")
    return right is not None and right.scope == "*"


def rights_to(draft: RulebookDraft, user: User) -> DraftRights:
    """What `user` may do with `draft`; whether its text is good enough is not asked here."""
    own, is_open, waits = draft.author_id == user.pk, draft.state == OPEN, draft.state == SUBMITTED
    decides = waits and not own and user.may("approve", "rulebook_draft")
    writes = own and user.may("update", "rulebook_draft")
    return DraftRights(
        edit=writes and is_open,
        submit=writes and is_open,
        take_back=writes and waits,
        publish=decides,
        send_back=decides,
        discard=own and is_open and user.may("delete", "rulebook_draft"),
        preview=(is_open or waits) and user.may("run", "rulebook_draft"),
        see_impact=may_see_impact(user),
    )


def version_of(draft: RulebookDraft) -> str:
    """The name of the version that the text speaks of; empty where it names none."""
    return top_value(draft.source, "version")


def checked(source: str, cases: str) -> Checked:
    """All that is wrong with the text of a draft, and what its cases give."""
    return check(source, cases, library_of_drafts)


@lru_cache(maxsize=64)
def checked_once(source: str, cases: str) -> Checked:
    """What the cases of a published text give, remembered: neither it nor what it refers to ever changes."""
    return check(source, cases, stored_library)


@transaction.atomic
def create_draft(
    *,
    programme: Programme,
    by: User,
    on: date,
    based_on: RulebookVersion | None = None,
    source: str | None = None,
    cases: str | None = None,
) -> RulebookDraft:
    """Begin a draft: from a version (its text under the next name, in force from `on`), or from an empty form.

    `source` and `cases` take the place of what would be begun with.
    """
    taken = set(RulebookVersion.objects.filter(programme=programme).values_list("version", flat=True))
    name = next_version(taken, on.year)
    if based_on:
        text = renewed(based_on.source, version=name, effective_from=on)
        beside = renewed_cases(based_on.cases, version=name)
    else:
        title = Text(zh=programme.zh, en=programme.en)
        text, beside = template(programme=programme.code, title=title, version=name, effective_from=on), ""
    draft = RulebookDraft(
        programme=programme,
        based_on=based_on,
        author=by,
        source=text if source is None else source,
        cases=beside if cases is None else cases,
    )
    _try_to_read(draft)
    draft.save()
    return draft


@transaction.atomic
def edit_draft(
    *, draft_id: int, by: User, revision: int, source: str | None = None, cases: str | None = None
) -> RulebookDraft:
    """Write another text. What is wrong with it does not hinder: it is told, and stands in the way of handing it in.

    :raises DraftNotYours, DraftNotOpen, DraftStale: see there.
    """
    draft = _written_by(draft_id, by, revision)
    before = (draft.source, draft.cases)
    draft.source = draft.source if source is None else source
    draft.cases = draft.cases if cases is None else cases
    if (draft.source, draft.cases) != before:
        _try_to_read(draft)
        draft.revision += 1
        draft.save()
    return draft


@transaction.atomic
def change_draft_numbers(*, draft_id: int, by: User, revision: int, changes: Iterable[NumberChange]) -> RulebookDraft:
    """Write other numbers in their places; comments and layout stay.

    :raises DraftNotYours, DraftNotOpen, DraftStale, NumberMissing: see there.
    """
    draft = _written_by(draft_id, by, revision)
    try:
        source = change_numbers(draft.source, changes)
    except (NumberNotThere, RulebookError) as refused:
        raise NumberMissing(
            _("There is no number at a place that you named, or a new one is no plain number. Read the draft again.")
        ) from refused
    return edit_draft(draft_id=draft_id, by=by, revision=revision, source=source)


@transaction.atomic
def submit_draft(*, draft_id: int, by: User, revision: int) -> RulebookDraft:
    """Hand in the `revision` of a draft that was read: it waits for another person, and its text stands still.

    :raises DraftNotYours, DraftNotOpen, DraftStale: see there.
    :raises DraftUnreadable, DraftOfOtherProgramme: nobody could decide on such a text.
    """
    draft = _written_by(draft_id, by, revision)
    found = checked(draft.source, draft.cases)
    refuse_unreadable(found)
    refuse_other_programme(draft, found)
    draft.state, draft.submitted_at, draft.note = SUBMITTED, timezone.now(), ""
    draft.decided_by = draft.decided_at = None
    draft.save()
    return draft


@transaction.atomic
def take_back_draft(*, draft_id: int, by: User) -> RulebookDraft:
    """Take a draft back that nobody has decided on, to go on writing.

    :raises DraftNotYours, DraftNotSubmitted: see there.
    """
    draft = locked(draft_id)
    _refuse_others(draft, by)
    refuse_not_submitted(draft)
    draft.state, draft.submitted_at = OPEN, None
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, draft_id: int, by: User) -> RulebookDraft:
    """Give a draft up; its text stays on record.

    :raises DraftNotYours, DraftNotOpen: see there.
    """
    draft = _written_by(draft_id, by)
    draft.state = RulebookDraft.State.DISCARDED
    draft.save()
    return draft


def locked(draft_id: int) -> RulebookDraft:
    """The draft, for nobody else to change until the transaction ends."""
    return RulebookDraft.objects.select_for_update(of=("self",)).select_related("programme").get(pk=draft_id)


def refuse_stale(draft: RulebookDraft, revision: int) -> None:
    """Refuse what was meant for another revision.

    :raises DraftStale: it was.
    """
    if revision != draft.revision:
        message = _("The draft is at revision %(now)s now, not %(given)s. Read it again and repeat your change.")
        raise DraftStale(message % {"now": draft.revision, "given": revision}, revision=draft.revision)


def refuse_not_submitted(draft: RulebookDraft) -> None:
    """Refuse to decide on what does not wait for it.

    :raises DraftNotSubmitted: it does not.
    """
    if draft.state != SUBMITTED:
        raise DraftNotSubmitted(_("This draft does not wait for a decision; it is: %(state)s.") % _state(draft))


def refuse_unreadable(found: Checked) -> None:
    """Refuse a text with findings, of the rulebook or of its cases.

    :raises DraftUnreadable: there is one; the details say where.
    """
    if wrong := (*found.findings, *found.case_findings):
        first = wrong[:MOST_TOLD]
        where = [{"line": one.line, "column": one.column, "message": _said(one.message)} for one in first]
        message = _("The text has %(number)s findings; the first: line %(line)s, column %(column)s: %(what)s")
        told = {"line": wrong[0].line, "column": wrong[0].column, "what": where[0]["message"]}
        raise DraftUnreadable(message % {"number": len(wrong), **told}, findings=where)


def refuse_other_programme(draft: RulebookDraft, found: Checked) -> None:
    """Refuse a text that is about another programme.

    :raises DraftOfOtherProgramme: it is.
    """
    if found.rulebook and found.rulebook.programme != draft.programme_id:
        message = _("The text says `programme: %(there)s`, but this is a draft for %(here)s. Correct the line.")
        raise DraftOfOtherProgramme(message % {"there": found.rulebook.programme, "here": draft.programme_id})


def _said(message: str) -> str:
    return in_words(message).zh if (get_language() or "").startswith("zh") else message


def _try_to_read(draft: RulebookDraft) -> None:
    """Check a text before it is stored: one that the check fell over would make the draft unreadable for good."""
    checked(draft.source, draft.cases)


def _written_by(draft_id: int, by: User, revision: int | None = None) -> RulebookDraft:
    draft = locked(draft_id)
    _refuse_others(draft, by)
    if draft.state != OPEN:
        message = _("This draft is not open for changes; it is: %(state)s. What waits for approval can be taken back.")
        raise DraftNotOpen(message % _state(draft))
    if revision is not None:
        refuse_stale(draft, revision)
    return draft


def _refuse_others(draft: RulebookDraft, by: User) -> None:
    if draft.author_id != by.pk:
        raise DraftNotYours(_("Only who wrote a draft changes it. Begin one of your own."))


def _state(draft: RulebookDraft) -> dict[str, str]:
    return {"state": str(RulebookDraft.State(draft.state).label)}
