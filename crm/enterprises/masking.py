"""Personal data with its middle struck out: enough to recognise what one knows, too little to use."""

import re

STAR = "*"
LONG_PHONE = 11  # a mobile number, or a landline with its area code
PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:\+?86[\s-]?)?\d{3}[\s.-]?\d{4}[\s.-]?\d{4}|\(?0\d{2,3}\)?[\s.-]?\d{7,8})(?![0-9A-Za-z])"
)
EMAIL = re.compile(r"[^\s@,;:，；：、()（）<>]+@[^\s@,;:，；：、()（）<>]+")


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


def mask_within(text: str) -> str:
    """A text with the phones and addresses in it masked, for where none should stand; codes of firms stay."""
    return EMAIL.sub(lambda found: mask_email(found[0]), PHONE.sub(lambda found: mask_phone(found[0]), text))
