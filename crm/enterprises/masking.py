"""Personal data with its middle struck out: enough to recognise what one knows, too little to use."""

import re

STAR = "*"
LONG_PHONE = 11  # a mobile number, or a landline with its area code


def mask_name(name: str) -> str:
    """The first character, then stars: 张三丰 → 张**; a name of one character is all stars."""
    return name[: len(name) > 1] + STAR * (len(name) - (len(name) > 1))


def mask_phone(phone: str) -> str:
    """The first three and last four digits of a long number, the last two of a short one, nothing of fewer than seven.

    What stands between the digits stays: 0377-63312345 → 037*-****2345.
    """
    digits = re.findall(r"\d", phone)
    first, last = (3, 4) if len(digits) >= LONG_PHONE else (0, 2 if len(digits) >= 7 else 0)
    shown = iter(digit if place < first or place >= len(digits) - last else STAR for place, digit in enumerate(digits))
    return re.sub(r"\d", lambda _digit: next(shown), phone)


def mask_email(email: str) -> str:
    """The first letter, three stars, and the domain: li.si@example.cn → l***@example.cn; without an @ all stars."""
    local, at, domain = email.rpartition("@")
    if not at:
        return STAR * len(email)
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"
