"""How characters of a cell are told apart from what they mean: widths, and what nobody sees."""

import unicodedata

from crm.enterprises.uscc import INVISIBLE


def plain(text: str) -> str:
    """Full width to half width, and nothing invisible at the ends."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip().strip(INVISIBLE).strip()
