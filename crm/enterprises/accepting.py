"""What may be said of a firm by hand: the checks that a table goes through too, a field at a time."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.directory.models import Region
from crm.enterprises.models import Enterprise, Registration
from crm.enterprises.uscc import INVISIBLE, REGISTRATION_NO
from crm.errors import DomainError

Value = str | date | Decimal | None
"""What a field says; a region, an industry or a field of technology by its code."""

FOUNDING = date(1949, 10, 1)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MAY_BE_BLANK = frozenset({"registration_no", "legal_form", "address", "business_scope"})
REGIONS = ("registered_region", "operating_region")


class NotAccepted(DomainError):
    """Some values are wrong; `errors` says which, as the form that was filled in names them."""

    code = "invalid"
    status = 400

    def __init__(self, *errors: "Wrong") -> None:
        super().__init__(
            errors[0].message if len(errors) == 1 else _("Some values are not accepted; `errors` says which.")
        )
        self.errors = tuple(
            {"field": wrong.field or None, "code": wrong.code, "message": wrong.message} for wrong in errors
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One value that is not accepted, and why."""

    field: str
    code: str
    message: str


def accept(values: Mapping[str, Value], *, firm: Enterprise | None, user: User, on: date) -> dict[str, Value]:
    """The values as they are kept, of a new firm or of the one that is to be changed.

    :raises NotAccepted: one or more of them are wrong.
    """
    unknown = values.keys() - set(Registration.STATED)
    assert not unknown, f"a firm has no field {sorted(unknown)}"
    kept = {name: _tidied(name, value) for name, value in values.items()}
    wrong = [
        *(found for name, value in kept.items() for found in _wrong(name, value, on)),
        *_wrong_together(kept, firm),
        *_elsewhere(kept, firm, user),
    ]
    if wrong:
        raise NotAccepted(*wrong)
    return kept


def regions_of(user: User) -> set[str] | None:
    """The regions that `user` may enter firms in; None when all."""
    if user.role_definition.enterprise_scope == "all":
        return None
    return set(Region.objects.within(user.regions.all()).values_list("code", flat=True))


def _tidied(name: str, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).strip().strip(INVISIBLE).strip()
    return re.sub(r"\s+", " ", text) if name == "name" else text


def _wrong(name: str, value: Value, on: date) -> Iterator[Wrong]:
    """What is wrong with one value by itself."""
    if value in (None, "") and name not in MAY_BE_BLANK:
        if name == "name":
            yield Wrong(field=name, code="blank", message=_("A firm has a name. Enter it as on the business licence."))
        elif name != "ended_on":
            yield Wrong(
                field=name, code="blank", message=_("Say what is right instead; a source cannot state nothing.")
            )
        return
    check = _CHECKS.get(name) or (_text if isinstance(value, str) else None)
    if check is not None:
        yield from check(name, value, on)


def _text(name: str, value: Value, on: date) -> Iterator[Wrong]:
    text, most = str(value), Enterprise._meta.get_field(name).max_length  # type: ignore[union-attr]  # a column
    if found := CONTROL.search(text):
        message = _("There is an invisible control character in it (U+%(code)s). Remove it.")
        yield Wrong(field=name, code="control", message=message % {"code": f"{ord(found[0]):04X}"})
    if most is not None and len(text) > most:
        message = _("%(length)s characters are too many; %(most)s fit.") % {"length": len(text), "most": most}
        yield Wrong(field=name, code="max_length", message=message)


def _name(name: str, value: Value, on: date) -> Iterator[Wrong]:
    yield from _text(name, value, on)
    strange = next((character for character in str(value) if strange_in_a_name(character)), None)
    if strange is not None:
        message = _("“%(found)s” does not belong in the name of a firm. Enter it as on the business licence.")
        yield Wrong(field=name, code="not_in_a_name", message=message % {"found": strange})


def _number(name: str, value: Value, on: date) -> Iterator[Wrong]:
    if value and not REGISTRATION_NO.fullmatch(str(value)):
        yield Wrong(field=name, code="registration_no", message=_("An old registration number has 15 digits."))


def _day(name: str, value: Value, on: date) -> Iterator[Wrong]:
    if isinstance(value, date) and not FOUNDING <= value <= on:
        message = _("Give a day from %(first)s to %(last)s.") % {"first": FOUNDING, "last": on}
        yield Wrong(field=name, code="out_of_range", message=message)


def _amount(name: str, value: Value, on: date) -> Iterator[Wrong]:
    if isinstance(value, Decimal) and value < 0:
        yield Wrong(field=name, code="min_value", message=_("A capital is not below zero."))


_CHECKS: Mapping[str, Callable[[str, Value, date], Iterator[Wrong]]] = {
    "name": _name,
    "registration_no": _number,
    "registered_on": _day,
    "ended_on": _day,
    "registered_capital": _amount,
}


def strange_in_a_name(character: str) -> bool:
    """Pictograms, loose combining marks, invisible signs, private-use characters; ○ as a zero is not strange."""
    category = unicodedata.category(character)
    pictogram = category == "So" and (character >= "\U0001f000" or "\u2600" <= character <= "\u27bf")
    return pictogram or category in {"Mn", "Me", "Cf", "Co", "Cs", "Cn"}


def _wrong_together(values: Mapping[str, Value], firm: Enterprise | None) -> Iterator[Wrong]:
    """What does not fit together, with what is on record where the values say nothing."""

    def said(name: str) -> object:
        return values[name] if name in values else getattr(firm, name, None)

    status, begun, ended = said("status") or Enterprise.Status.OPERATING, said("registered_on"), said("ended_on")
    if values.get("ended_on") is not None and status in Enterprise.IN_BUSINESS:
        message = _("A firm in business has not ended. Say too whether it moved out, was revoked or was dissolved.")
        yield Wrong(field="ended_on", code="end_without_reason", message=message)
    elif isinstance(begun, date) and isinstance(ended, date) and ended < begun and "ended_on" in values:
        message = _("It cannot have ended before it was registered on %(day)s.") % {"day": begun}
        yield Wrong(field="ended_on", code="end_before_beginning", message=message)


def _elsewhere(values: Mapping[str, Value], firm: Enterprise | None, user: User) -> Iterator[Wrong]:
    """Regions that the user does not answer for: a new firm has to lie in theirs, a known one must not leave them."""
    allowed = regions_of(user)
    place = values.get("operating_region") or (values.get("registered_region") if firm is None else None)
    if firm is None and place is None:
        yield Wrong(field="operating_region", code="required", message=_("Say in which region the firm operates."))
    elif allowed is not None and place is not None and place not in allowed:
        field = "operating_region" if values.get("operating_region") else "registered_region"
        message = _("You do not answer for this region. Ask a colleague of it, or the data steward, to enter the firm.")
        yield Wrong(field=field, code="region.not_yours", message=message)
