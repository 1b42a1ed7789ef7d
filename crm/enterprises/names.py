"""When two spellings are one name: everybody writes brackets, width and blanks their own way."""

import string
import unicodedata

BLANKS = "\t\n\v\f\r \x85\u00ad\u1680\u180e\u200b\u200c\u200d\u2028\u2029\u2060\ufeff"
BRACKETS = "[]【】〔〕{}〖〗"
PLAIN = str.maketrans(BRACKETS + string.ascii_lowercase, "()" * 5 + string.ascii_uppercase, BLANKS)


def spelling(name: str) -> str:
    """The name as it is compared: half width, without blanks, with one kind of brackets, Latin letters in capitals.

    The SQL function `name_spelling`, made by a migration, does the same.
    """
    return unicodedata.normalize("NFKC", name).translate(PLAIN)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: width, blanks and kinds of brackets make no difference."""
    return one == other or spelling(one) == spelling(other)
