"""Opening a model file without trusting it: sizes first, then a fixed list of types, and never pickle."""

import io
import zipfile
from typing import Any

import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from scoring.likelihood.errors import LikelihoodError

LARGEST_FILE = 32 * 2**20
LARGEST_CONTENT = 64 * 2**20
MOST_ENTRIES = 20_000

# Every type beyond skops' own list that our candidates are made of. Never `get_untrusted_types(file)`: that would let
# the file say what to trust.
TRUSTED = (
    "numpy.dtype",
    "scoring.likelihood.candidates.AdditiveBoosting",
    "scoring.likelihood.candidates.RegularisedLogistic",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)


class ModelRefused(LikelihoodError):
    """A model file or its card is not what this instance wrote, or does not fit this code."""


def pack(estimator: object) -> bytes:
    """Write a fitted candidate as a skops archive."""
    return bytes(skops.io.dumps(estimator, compression=zipfile.ZIP_DEFLATED))


def unpack(content: bytes, *, where: str) -> Any:
    """Read a fitted candidate from a skops archive.

    :raises ModelRefused: the archive is too large, no archive at all, or holds a type that is not on the list.
    """
    _refuse_oversized(content, where=where)
    try:
        return skops.io.loads(content, trusted=list(TRUSTED))
    except UntrustedTypesFoundException as found:
        raise ModelRefused(f"{where} holds a type that no model is made of ({found}). Train the model anew.") from found
    except (ValueError, TypeError, KeyError, AttributeError, ImportError, OSError, zipfile.BadZipFile) as broken:
        raise ModelRefused(f"{where} cannot be read as a model ({broken}). Train the model anew.") from broken


def _refuse_oversized(content: bytes, *, where: str) -> None:
    """Look into the archive's directory only; nothing is unpacked before this has passed."""
    if len(content) > LARGEST_FILE:
        raise ModelRefused(f"{where} has {len(content):,} bytes, {LARGEST_FILE:,} at most are read. Train anew.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise ModelRefused(f"{where} is no skops archive ({broken}); pickle is never read. Train anew.") from broken
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_CONTENT:
        raise ModelRefused(
            f"{where} would unpack to {unpacked:,} bytes in {len(entries):,} entries; at most {LARGEST_CONTENT:,} in "
            f"{MOST_ENTRIES:,} are read. Train the model anew."
        )
