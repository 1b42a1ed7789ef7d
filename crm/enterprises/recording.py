"""Firms entered and corrected by hand: each entry is a statement beside those of other sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.accepting import NotAccepted, Value, Wrong, accept
from crm.enterprises.asking import ask_for_duplicates
from crm.enterprises.known_before import Candidate, check
from crm.enterprises.models import Enterprise, Registration
from crm.enterprises.names import same_name
from crm.enterprises.pairing import WORDS
from crm.enterprises.projection import reproject, state_known
from crm.enterprises.uscc import UsccRefused, read_uscc
from crm.errors import DomainError
from crm.words import in_both

BY_HAND = "手工录入"
"""The source of what people enter themselves."""

COLUMNS = {
    field.name: field.attname for field in Registration._meta.concrete_fields if field.name in Registration.STATED
}


class MayBeKnown(DomainError):
    code = "enterprise.may_be_known"


class Known(DomainError):
    code = "enterprise.known"


class ChangedMeanwhile(DomainError):
    code = "enterprise.changed_meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A firm after a change by hand."""

    enterprise: Enterprise
    outranked: tuple[str, ...]
    """Fields of which another source counts for more: what was entered is kept, but not shown."""


def create_enterprise(
    *,
    uscc: str,
    values: Mapping[str, Value],
    user: User,
    on: date,
    reason: str = "",
    confirm_duplicates: bool = False,
) -> Enterprise:
    """Enter a new firm by hand. `values` are fields of `Registration.STATED`, the name and a region among them.

    :raises NotAccepted: a value is wrong, or the region is not the user's.
    :raises Known: the code is on record.
    :raises MayBeKnown: a firm on record may be this one, and nobody said that it is another.
    """
    code = _code(uscc)
    stated = {"name": None, "status": Enterprise.Status.OPERATING.value, **values}
    kept: dict[str, Value] = {
        name: value for name, value in accept(stated, firm=None, user=user, on=on).items() if value not in (None, "")
    }
    kept.setdefault("operating_region", kept.get("registered_region"))
    _refuse_known(code, user)
    candidates = check(
        user=user, uscc=code, name=str(kept["name"]), registration_no=str(kept.get("registration_no", ""))
    )
    if candidates and not confirm_duplicates:
        raise _may_be_known(candidates)
    columns = {COLUMNS[name]: value for name, value in kept.items()}
    try:
        with transaction.atomic():
            made = Enterprise.objects.create(uscc=code, source=BY_HAND, known_on=on, **columns)
            Registration.objects.create(enterprise=made, source=BY_HAND, known_on=on, note=reason, **columns)
            ask_for_duplicates()
    except IntegrityError:
        _refuse_known(code, user)  # somebody else entered it at the same moment
        raise
    return made


def change_enterprise(
    *,
    enterprise: Enterprise,
    changes: Mapping[str, Value],
    was: Mapping[str, Value],
    user: User,
    on: date,
    reason: str,
    confirm_duplicates: bool = False,
) -> Changed:
    """Correct a firm by hand: a statement of today beside those of other sources, and the firm is shown anew.

    `was` is what the user saw of each field in `changes`: where somebody else changed it since, nothing is written, so
    nobody overwrites what they have not seen. Different fields do not get in each other's way.

    :raises NotAccepted: a value is wrong, or the region is not the user's.
    :raises ChangedMeanwhile: a field is no more what the user saw.
    :raises MayBeKnown: a firm on record has the new name or one like it, and nobody said that it is another.
    """
    with transaction.atomic(), pghistory.context(reason=reason):
        firm = Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
        kept = accept(changes, firm=firm, user=user, on=on)
        _refuse_lost_update(firm, kept, was)
        new = {name: value for name, value in kept.items() if _value(firm, name) != value}
        if "name" in new and not same_name(str(new["name"]), firm.name):
            _refuse_namesake(firm, str(new["name"]), user, confirmed=confirm_duplicates)
        if new:
            _state(firm, new, on, reason)
        firm.refresh_from_db()
    return Changed(enterprise=firm, outranked=tuple(name for name, value in new.items() if _value(firm, name) != value))


def _code(uscc: str) -> str:
    code = read_uscc(uscc)
    if isinstance(code, UsccRefused):
        raise NotAccepted(Wrong(field="uscc", code=code.problem.value, message=code.message))
    return code


def _refuse_known(code: str, user: User) -> None:
    """Refuse a code that is on record, be it that of a record that was merged into another."""
    firm = Enterprise.objects.select_related("merged_into").filter(uscc=code).first()
    if firm is None:
        return
    survivor = firm.merged_into or firm
    if not Enterprise.objects.visible_to(user).filter(pk=survivor.pk).exists():
        raise Known(_("The code %(uscc)s is on record with a firm that you may not see.") % {"uscc": code})
    raise Known(
        _("The code %(uscc)s is on record: %(name)s.") % {"uscc": code, "name": survivor.name},
        uscc=survivor.uscc,
        name=survivor.name,
    )


def _may_be_known(candidates: tuple[Candidate, ...]) -> MayBeKnown:
    return MayBeKnown(
        _("This firm may be on record already. Look at the candidates; if it is another firm, confirm that."),
        duplicates=[told(candidate) for candidate in candidates],
    )


def told(candidate: Candidate) -> dict[str, object]:
    """A candidate as an answer carries it; of one that the user may not see, only why it may be the firm."""
    firm = candidate.enterprise
    region = (firm.operating_region or firm.registered_region) if firm else None
    return {
        "visible": firm is not None,
        "uscc": firm.uscc if firm else None,
        "name": firm.name if firm else None,
        "region": {"code": region.code, "name": region.name} if region else None,
        "former_names": [former.name for former in firm.former_names.all()] if firm else [],
        "reasons": [{"code": reason.value, **in_both(WORDS[reason])} for reason in candidate.reasons],
        "similarity": candidate.similarity,
    }


def _refuse_lost_update(firm: Enterprise, changes: Mapping[str, Value], was: Mapping[str, Value]) -> None:
    if unsaid := [name for name in changes if name not in was]:
        message = _("Say what this field showed when you changed it, so that nobody's work is lost.")
        raise NotAccepted(*(Wrong(field=f"was.{name}", code="required", message=message) for name in unsaid))
    conflicts = [
        {"field": name, "was": _plain(was[name]), "mine": _plain(value), "now": _plain(_value(firm, name))}
        for name, value in changes.items()
        if (was[name] or None) != (_value(firm, name) or None) and _value(firm, name) != value
    ]
    if conflicts:
        raise ChangedMeanwhile(
            _("Somebody else changed the same field meanwhile. Compare, and enter what is right."), conflicts=conflicts
        )


def _refuse_namesake(firm: Enterprise, name: str, user: User, *, confirmed: bool) -> None:
    candidates = check(user=user, name=name, besides=firm)
    if candidates and not confirmed:
        raise _may_be_known(candidates)


def _state(firm: Enterprise, values: Mapping[str, Value], on: date, reason: str) -> None:
    """Write what is said today, into the statement of today where there is one, and show the firm anew."""
    state_known([firm.pk])
    columns = {COLUMNS[name]: value for name, value in values.items() if value is not None}
    said, made = Registration.objects.get_or_create(
        enterprise=firm, source=BY_HAND, known_on=on, defaults={**columns, "note": reason}
    )
    if not made:
        for column, value in {**columns, "note": reason}.items():
            setattr(said, column, value)
        said.save(update_fields=[*columns, "note"])
    reproject([firm.pk])
    if "name" in values:
        ask_for_duplicates()


def _value(firm: Enterprise, name: str) -> Value:
    value: Value = getattr(firm, COLUMNS[name])
    return value


def _plain(value: Value) -> str | None:
    return None if value is None else str(value)
