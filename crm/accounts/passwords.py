"""Passwords that are made here, and the rules for those that people choose."""

import secrets
import string

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.errors import DomainError

# Without 0 O o, 1 I l: a first password is read from paper. 20 of 56 characters are 116 bits.
LETTERS = "".join(sorted(set(string.ascii_letters + string.digits) - set("0Oo1Il")))
LENGTH = 20


class PasswordWeak(DomainError):
    """The password breaks a rule of this installation."""

    code = "user.password_weak"


def random_password() -> str:
    """A password that nobody chose, to be shown once and then known only as a hash."""
    while True:
        password = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
        if (
            any(c.isdigit() for c in password)
            and any(c.islower() for c in password)
            and any(c.isupper() for c in password)
        ):
            return password


def refuse_weak_password(password: str, user: User) -> None:
    """Hold `password` against the rules in AUTH_PASSWORD_VALIDATORS.

    :raises PasswordWeak: it breaks at least one; the message names each.
    """
    try:
        validate_password(password, user)
    except ValidationError as broken:
        raise PasswordWeak(
            _("This password cannot be used: %(reasons)s") % {"reasons": " ".join(broken.messages)}
        ) from broken
