"""The name that an uploaded file is shown by. It never becomes a path: nothing is stored under it."""

import re
import unicodedata

LONGEST = 255


def shown_file_name(given: str) -> str:
    """The last part of a path in one Unicode form, without control signs, cut in the middle when it is long."""
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", name).strip(" .")
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 21]}…{name[-20:]}"
    return name or "—"
