"""The unified social credit code (GB 32100-2015): reading one as people type it, and saying what is wrong.

The check digit is python-stdnum's. Its `validate` is not used, for two reasons: it wants digits in positions 1 and 2,
where other registering authorities than the market regulator have letters (A, N, Y); and it drops spaces and hyphens
from inside a code, where we would rather have the sheet corrected than guess what stood there.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc as stdnum_uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Values 0 to 30: no I, O, S, V, Z."""

SHAPE = re.compile(r"[1-9ANY][0-9A-HJ-NP-RT-UW-Y][0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}")
REGISTRATION_NO = re.compile(r"[0-9]{15}")
ORGANISATION_CODE = re.compile(r"[0-9A-Z]{8}-?[0-9X]")

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
"""What copying from web pages and chats leaves at the ends of a code; `str.strip` leaves them there."""

MISTAKEN = str.maketrans("OISZV", "01528")
"""Letters that no code has, and the digit usually meant. Only ever a suggestion."""


class UsccProblem(StrEnum):
    """Why a text is no unified social credit code."""

    LENGTH = "uscc.length"
    SEPARATED = "uscc.separated"
    CHARACTER = "uscc.character"
    SHAPE = "uscc.shape"
    CHECK_DIGIT = "uscc.check_digit"
    REGISTRATION_NO = "uscc.registration_no"
    ORGANISATION_CODE = "uscc.organisation_code"


MESSAGES: dict[UsccProblem, Promise] = {
    UsccProblem.LENGTH: _(
        "“%(value)s” has %(length)s characters; a unified social credit code has 18."
        " Look the code up on the business licence."
    ),
    UsccProblem.SEPARATED: _(
        "“%(value)s” has spaces or other signs inside the code. If %(suggestion)s is meant, enter it in one piece."
    ),
    UsccProblem.CHARACTER: _(
        "“%(value)s” contains “%(found)s”, which no code has (I, O, S, V and Z are never used)."
        " Compare with the business licence%(hint)s."
    ),
    UsccProblem.SHAPE: _(
        "“%(value)s” is not built like a unified social credit code: digits 3 to 8 are the division."
        " Compare with the business licence."
    ),
    UsccProblem.CHECK_DIGIT: _(
        "“%(value)s”: the check digit does not fit, so at least one character is wrong or two are swapped."
        " Compare with the business licence."
    ),
    UsccProblem.REGISTRATION_NO: _(
        "“%(value)s” is an old 15-digit registration number. Add the firm's 18-digit unified social credit code."
    ),
    UsccProblem.ORGANISATION_CODE: _(
        "“%(value)s” is a 9-character organisation code. Add the firm's 18-digit unified social credit code."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UsccRefused:
    """A text that is no unified social credit code: why, and what may have been meant."""

    problem: UsccProblem
    value: str
    suggestion: str = ""

    @property
    def details(self) -> dict[str, str]:
        """What the message names."""
        found = "".join(dict.fromkeys(c for c in self.value if c not in ALPHABET))
        hint = f" ({self.suggestion}?)" if self.suggestion else ""
        return {
            "value": self.value,
            "length": str(len(self.value)),
            "found": found,
            "suggestion": self.suggestion,
            "hint": hint,
        }

    @property
    def message(self) -> str:
        """What was found, why it is a problem and what to do, in the reader's language."""
        return str(MESSAGES[self.problem]) % self.details


def normalise(text: str) -> str:
    """Full width to half width, upper case, and nothing invisible at the ends."""
    return unicodedata.normalize("NFKC", text).strip().strip(INVISIBLE).strip().upper()


def check_digit(first_seventeen: str) -> str:
    """The 18th character that GB 32100-2015 gives to the first 17.

    :raises ValueError: a character is not of the alphabet.
    """
    digit: str = stdnum_uscc.calc_check_digit(first_seventeen)
    return digit


def is_valid(code: str) -> bool:
    """Whether `code`, as it stands, is a unified social credit code."""
    return SHAPE.fullmatch(code) is not None and check_digit(code[:17]) == code[17]


def division_of(code: str) -> str:
    """Digits 3 to 8: the division that registered the firm then, which need not be where it is today."""
    return code[2:8]


def read_uscc(text: str) -> str | UsccRefused:
    """Read a unified social credit code as people type it: the code in its one form, or why it is none."""
    code = normalise(text)
    if is_valid(code):
        return code
    return UsccRefused(problem=_problem_of(code), value=code, suggestion=_suggestion_for(code))


def _problem_of(code: str) -> UsccProblem:
    if REGISTRATION_NO.fullmatch(code):
        return UsccProblem.REGISTRATION_NO
    if ORGANISATION_CODE.fullmatch(code):
        return UsccProblem.ORGANISATION_CODE
    if len(code) != 18 and _without_separators(code) != code:
        return UsccProblem.SEPARATED
    if len(code) != 18:
        return UsccProblem.LENGTH
    if any(character not in ALPHABET for character in code):
        return UsccProblem.CHARACTER
    return UsccProblem.CHECK_DIGIT if SHAPE.fullmatch(code) else UsccProblem.SHAPE


def _without_separators(code: str) -> str:
    return "".join(c for c in code if c.isalnum())


def _suggestion_for(code: str) -> str:
    """A valid code that this one resembles, or nothing: what cannot be proved is not suggested."""
    bare = _without_separators(code)
    for meant in (bare, bare.translate(MISTAKEN)):
        if is_valid(meant):
            return meant
    return ""
