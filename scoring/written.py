"""What people write as a reason, and how much of it others can read."""

import unicodedata

BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that look like nothing: the fillers of Hangul, and a Braille cell without a dot."""


def readable(text: str) -> int:
    """How many characters of `text` can be read: spaces between words count, what nobody sees does not.

    Left out are control characters, joiners, zero widths, and whatever no character is assigned to.
    """
    seen = (character for character in text if _is_seen(character))
    return len("".join(seen).strip())


def _is_seen(character: str) -> bool:
    return character in "\n\t" or not (unicodedata.category(character).startswith("C") or character in BLANK)
