"""Outcomes that the official lists do not tell, or tell wrongly: stated by one, approved by another, or taken back."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring.likelihood.targets import TARGETS
from scoring.models import TrainingLabel
from scoring.overrides import NoSuchTarget
from scoring.written import readable

STANDING = (TrainingLabel.State.PROPOSED, TrainingLabel.State.APPROVED)
FIRST_YEAR = 2000
SHORTEST_BASIS = 10
"""Characters: a label without a document or an event behind it is an opinion."""
LONGEST_BASIS = 400


class LabelYear(DomainError):
    """No horizon can begin in that year, or what came of it cannot be known yet."""

    code = "label.year"
    status = 400


class LabelBasis(DomainError):
    """Nothing, or too much, is said of what the label rests on."""

    code = "label.basis"
    status = 400


class LabelStands(DomainError):
    """There is a label of this firm, target and year already."""

    code = "label.stands"


class LabelDecided(DomainError):
    """The label does not wait for a decision any more, or does not stand any more."""

    code = "label.decided"


class OwnLabel(DomainError):
    """Who stated a label does not decide on it."""

    code = "label.own"
    status = 403


class LabelNotYours(DomainError):
    """Only who stated a label takes it back."""

    code = "label.not_yours"
    status = 403


class LabelNote(DomainError):
    """Who stated the label has to learn why it was refused."""

    code = "label.note"
    status = 400


@transaction.atomic
def state_label(
    *, enterprise: Enterprise, target: str, year: int, outcome: str, basis: str, by: User, on: date
) -> TrainingLabel:
    """State what came of a firm in the horizon that began in `year`; it counts once somebody else has approved it.

    :param on: today.
    :raises NoSuchTarget, LabelYear, LabelBasis: it cannot be taken down so.
    :raises LabelStands: one that waits or was approved is there already.
    """
    if target not in TARGETS:
        raise NoSuchTarget(_("Nothing is foretold under the name %(target)s.") % {"target": target})
    _refuse_unlived(target, year, on)
    rests_on = _sensible(basis)
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)  # two at once: one after the other
    if TrainingLabel.objects.filter(enterprise=enterprise, target=target, year=year, state__in=STANDING).exists():
        raise LabelStands(_("There is a label of this firm for %(year)s already; it has to go first.") % {"year": year})
    return TrainingLabel.objects.create(
        enterprise=enterprise,
        target=target,
        year=year,
        outcome=TrainingLabel.Outcome(outcome),
        basis=rests_on,
        stated_by=by,
    )


@transaction.atomic
def approve_label(*, label_id: int, by: User, note: str = "") -> TrainingLabel:
    """Let a label count in training from now on.

    :raises OwnLabel, LabelDecided: it is not for `by` to decide, or not any more.
    """
    return _decide(label_id, by, TrainingLabel.State.APPROVED, note, among=(TrainingLabel.State.PROPOSED,))


@transaction.atomic
def refuse_label(*, label_id: int, by: User, note: str) -> TrainingLabel:
    """Refuse a label, also one that was approved (its author may have left); the author is told why.

    :raises LabelNote: nothing is said.
    :raises OwnLabel, LabelDecided: it is not for `by` to decide, or not any more.
    """
    if not readable(note):
        raise LabelNote(_("Say why the label is refused: who stated it reads that."))
    return _decide(label_id, by, TrainingLabel.State.REFUSED, note, among=STANDING)


@transaction.atomic
def withdraw_label(*, label_id: int, by: User) -> TrainingLabel:
    """Take back a label that one stated oneself, also one that was approved: it counts no more from then on.

    :raises LabelNotYours: somebody else stated it.
    :raises LabelDecided: it does not stand any more.
    """
    label = _locked(label_id)
    if label.stated_by_id != by.pk:
        raise LabelNotYours(_("Somebody else stated this label; only they take it back."))
    if label.state not in STANDING:
        raise LabelDecided(_("This label does not stand any more."))
    label.state = TrainingLabel.State.WITHDRAWN
    label.save(update_fields=["state"])
    return label


def label_rights(label: TrainingLabel, user: User) -> tuple[str, ...]:
    """What `user` may do with a label now, of `approve`, `refuse` and `withdraw`."""
    own = label.stated_by_id == user.pk
    decides = not own and user.may("approve", "training_label")
    takes_back = own and user.may("create", "training_label")
    may = {
        "approve": decides and label.state == TrainingLabel.State.PROPOSED,
        "refuse": decides and label.state in STANDING,
        "withdraw": takes_back and label.state in STANDING,
    }
    return tuple(action for action, allowed in may.items() if allowed)


def _decide(
    label_id: int, by: User, state: TrainingLabel.State, note: str, *, among: Collection[TrainingLabel.State]
) -> TrainingLabel:
    """Decide on a label that is in one of the states `among`."""
    label = _locked(label_id)
    if label.stated_by_id == by.pk:
        raise OwnLabel(_("You stated this label, so another person has to decide on it."))
    if label.state not in among:
        raise LabelDecided(_("This label does not wait for a decision any more."))
    label.state, label.decided_by, label.decided_at, label.note = state, by, timezone.now(), note.strip()
    label.save(update_fields=["state", "decided_by", "decided_at", "note"])
    return label


def _locked(label_id: int) -> TrainingLabel:
    return TrainingLabel.objects.select_for_update(of=("self",)).get(pk=label_id)


def _refuse_unlived(target: str, year: int, on: date) -> None:
    """A horizon that begins in `year` has to end in this year at the latest, or nobody can know what came of it."""
    last = on.year - TARGETS[target].horizon_months // 12
    if not FIRST_YEAR <= year <= last:
        raise LabelYear(
            _("What came of a horizon is known for years from %(first)s to %(last)s; %(year)s is not one of them.")
            % {"first": FIRST_YEAR, "last": last, "year": year}
        )


def _sensible(basis: str) -> str:
    said, found = basis.strip(), readable(basis)
    if not SHORTEST_BASIS <= found <= len(said) <= LONGEST_BASIS:
        raise LabelBasis(
            _("What the label rests on has %(found)s characters; write %(least)s to %(most)s: a document, a list.")
            % {"found": found, "least": SHORTEST_BASIS, "most": LONGEST_BASIS}
        )
    return said
