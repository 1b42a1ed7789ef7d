"""Which model of a target is in use: put in use, put back, or taken out, each by a person who says why.

What a model has earned is read from its signed card, never from the database; its files are opened before anything
changes. A model that is refused leaves the one in use where it is.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.errors import DomainError
from scoring.model_approvals import write_approvals
from scoring.model_files import open_afresh
from scoring.model_locks import lock_versions
from scoring.models import ModelDecision, ModelVersion
from scoring.refreshing import ask_for_refresh
from scoring.written import readable

if TYPE_CHECKING:
    from scoring.likelihood.model import Card

Decided = Literal["promote", "roll_back", "retire"]
LONGEST_NOTE = 400


class OwnModel(DomainError):
    """Who trained a model does not put it in use."""

    code = "model.own"
    status = 403


class TrainerUnknown(DomainError):
    """Nobody is on record as having trained the model, so nobody can be shown to be somebody else."""

    code = "model.trainer_unknown"


class AlreadyInUse(DomainError):
    """The model is in use already."""

    code = "model.in_use"


class OtherChampion(DomainError):
    """Another model is in use than the one that this version was held against."""

    code = "model.other_champion"
    status = 409


class FindingsOpen(DomainError):
    """A condition did not hold, and was not, or cannot be, signed for."""

    code = "model.findings_open"


class NothingToSign(DomainError):
    """Somebody signed for a condition that held, that nobody can sign for, or that there is not."""

    code = "model.nothing_to_sign"
    status = 400


class DecisionNote(DomainError):
    """Whoever reads of the decision later has to learn why."""

    code = "model.note"
    status = 400


class NothingBefore(DomainError):
    """No model was in use before this one."""

    code = "model.nothing_before"


class NotInUse(DomainError):
    """No model of the target is in use."""

    code = "model.not_in_use"


@transaction.atomic
def promote(*, version: ModelVersion, by: User, note: str, signed_for: Collection[str] = ()) -> ModelDecision:
    """Put a model in use in place of the one that was; all firms are scored again by a job.

    :param signed_for: rules of the findings that did not hold and that `by` answers for.
    :raises OwnModel, TrainerUnknown: `by` trained it, or may have.
    :raises AlreadyInUse, DecisionNote, NothingToSign, FindingsOpen: it cannot be put in use so.
    :raises OtherChampion: it was never held against the model in use.
    :raises ModelUnavailable: its files are not what training wrote.
    """
    why = _sensible(note)
    champion = _locked_champion(version.target)
    version = ModelVersion.objects.get(pk=version.pk)
    _refuse_own(version, by)
    if version == champion:
        raise AlreadyInUse(_("%(version)s is in use already.") % {"version": version})
    card = open_afresh(version).card
    _refuse_other_champion(version, card, champion)
    signed = _signed(version, card, signed_for)
    return _put_in_use(version, champion, kind="promote", by=by, note=why, signed_for=signed)


@transaction.atomic
def roll_back(*, target: str, by: User, note: str) -> ModelDecision:
    """Put the model back in use that was before the one that is; where none is, the one that was taken out last.

    :raises DecisionNote, NothingBefore: there is nothing to put back, or nothing is said.
    :raises OwnModel, TrainerUnknown: `by` trained it, or may have.
    :raises ModelUnavailable: its files are not what training wrote.
    """
    why = _sensible(note)
    champion = _locked_champion(target)
    version = version_before(target)
    if version is None:
        raise NothingBefore(_("No model of %(target)s was in use before.") % {"target": target})
    _refuse_own(version, by)
    return _put_in_use(version, champion, kind="roll_back", by=by, note=why, signed_for=())


@transaction.atomic
def retire(*, target: str, by: User, note: str) -> ModelDecision:
    """Take the model of a target out of use; until another is put in use there are eligibility and gap alone.

    :raises DecisionNote, NotInUse: there is nothing to take out, or nothing is said.
    """
    why = _sensible(note)
    champion = _locked_champion(target)
    if champion is None:
        raise NotInUse(_("No model of %(target)s is in use.") % {"target": target})
    ModelVersion.objects.filter(pk=champion.pk).update(is_promoted=False)
    return _on_record(champion, None, kind="retire", by=by, note=why, signed_for=())


def champion_of(target: str) -> ModelVersion | None:
    """The model of a target that is in use."""
    return ModelVersion.objects.filter(target=target, is_promoted=True).first()


def version_before(target: str) -> ModelVersion | None:
    """The model that `roll_back` would put in use: that before the one in use, or, where none is, the last taken out.

    One that was taken out before the one in use came is not put back: that was somebody's decision, too.
    """
    return _before(champion_of(target), list(decisions_of(target)))


def versions_before(champions: Mapping[str, ModelVersion]) -> dict[str, ModelVersion]:
    """`version_before` of all targets at once, by target; `champions` are all models in use."""
    made: dict[str, list[ModelDecision]] = defaultdict(list)
    for decision in _decisions():
        made[decision.model_version.target].append(decision)
    before = {target: _before(champions.get(target), decisions) for target, decisions in made.items()}
    return {target: version for target, version in before.items() if version}


def decisions_of(target: str) -> "QuerySet[ModelDecision]":
    """All decisions on the models of a target, the newest first."""
    return _decisions().filter(model_version__target=target)


def may_promote(version: ModelVersion, user: User) -> bool:
    """Whether `user` may put a model in use, as far as that is a question of persons."""
    return _is_anothers(version, user) and not version.is_promoted and user.may("approve", "model_version")


def may_roll_back(before: ModelVersion | None, user: User) -> bool:
    """Whether `user` may put the model back in use that was `before`."""
    return before is not None and _is_anothers(before, user) and user.may("approve", "model_version")


def may_retire(champion: ModelVersion | None, user: User) -> bool:
    """Whether `user` may take the model out of use that is a target's `champion`."""
    return champion is not None and user.may("approve", "model_version")


def _decisions() -> "QuerySet[ModelDecision]":
    """All decisions, the newest first, without the cards of the models: each is as long as a book chapter."""
    made = ModelDecision.objects.select_related("model_version", "replaced", "decided_by")
    return made.defer("model_version__card", "replaced__card").order_by("-decided_at", "-pk")


def _before(champion: ModelVersion | None, decisions: Sequence[ModelDecision]) -> ModelVersion | None:
    """What was in use before, by the decisions on one target, the newest first."""
    if champion is None:
        return decisions[0].model_version if decisions else None
    put = (one for one in decisions if one.model_version_id == champion.pk and one.kind == ModelDecision.Kind.PROMOTE)
    newest = next(put, None)
    return newest.replaced if newest else None


def _locked_champion(target: str) -> ModelVersion | None:
    """The model in use; until this transaction ends, nobody else decides on the target or stores a version of it."""
    lock_versions(target)
    return champion_of(target)


def _is_anothers(version: ModelVersion, user: User) -> bool:
    return version.trained_by_id is not None and version.trained_by_id != user.pk


def _refuse_own(version: ModelVersion, by: User) -> None:
    if version.trained_by_id == by.pk:
        raise OwnModel(_("You trained %(version)s, so another person has to put it in use.") % {"version": version})
    if version.trained_by_id is None:
        raise TrainerUnknown(
            _("Nobody is on record as having trained %(version)s. Train it again under a name: ./tidu train --by USER")
            % {"version": version}
        )


def _refuse_other_champion(version: ModelVersion, card: "Card", champion: ModelVersion | None) -> None:
    if champion is not None and card.champion != champion.version:
        raise OtherChampion(
            _("%(version)s was not compared with %(champion)s, which is in use. Train it again: ./tidu train")
            % {"version": version, "champion": champion}
        )


def _signed(version: ModelVersion, card: "Card", signed_for: Collection[str]) -> Sequence[str]:
    """The rules that are signed for, once nothing speaks against the model any more."""
    from scoring.likelihood.promotion import open_findings

    to_sign = [finding.rule for finding in card.findings if finding.signable and not finding.held]
    if odd := sorted(set(signed_for) - set(to_sign)):
        raise NothingToSign(_("There is nothing to sign for: %(rules)s.") % {"rules": ", ".join(odd)}, rules=odd)
    if left := open_findings(card, signed_for):
        rules = [finding.rule for finding in left]
        raise FindingsOpen(
            _("%(version)s cannot be put in use, because conditions did not hold: %(rules)s.")
            % {"version": version, "rules": ", ".join(rules)},
            rules=rules,
        )
    return [rule for rule in to_sign if rule in set(signed_for)]


def _put_in_use(
    version: ModelVersion,
    champion: ModelVersion | None,
    *,
    kind: Decided,
    by: User,
    note: str,
    signed_for: Sequence[str],
) -> ModelDecision:
    open_afresh(version)
    if champion:
        ModelVersion.objects.filter(pk=champion.pk).update(is_promoted=False)
    ModelVersion.objects.filter(pk=version.pk).update(is_promoted=True)
    return _on_record(version, champion, kind=kind, by=by, note=note, signed_for=signed_for)


def _on_record(
    version: ModelVersion,
    replaced: ModelVersion | None,
    *,
    kind: Decided,
    by: User,
    note: str,
    signed_for: Sequence[str],
) -> ModelDecision:
    """The decision in the database and, once it is committed, beside the files; a job scores all firms again."""
    made = ModelDecision.objects.create(
        model_version=version, kind=kind, replaced=replaced, signed_for=list(signed_for), note=note, decided_by=by
    )
    write_approvals(version)
    ask_for_refresh()
    return made


def _sensible(note: str) -> str:
    said = note.strip()
    if not readable(said) or len(said) > LONGEST_NOTE:
        raise DecisionNote(_("Say why, in at most %(most)s characters: it stays on record.") % {"most": LONGEST_NOTE})
    return said
