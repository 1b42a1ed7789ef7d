"""Opening a model file without trusting it: sizes first, then a fixed list of types, and never pickle."""

import io
import zipfile
from dataclasses import dataclass
from math import prod
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from scoring.likelihood.errors import ModelRefused

LARGEST_FILE = 32 * 2**20
LARGEST_CONTENT = 64 * 2**20
MOST_ENTRIES = 60_000
SCHEMA = "schema.json"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1  # of an entry's flags
LEAF_FIELDS = ("value",)  # of a tree's nodes: what it adds to a decision

# Every type beyond skops' own list that our candidates are made of. Never `get_untrusted_types(file)`: that would let
# the file say what to trust.
TRUSTED = (
    "scoring.likelihood.candidates.boosting.AdditiveBoosting",
    "scoring.likelihood.candidates.boosting.FullBoosting",
    "scoring.likelihood.candidates.boosting.PairedBoosting",
    "scoring.likelihood.candidates.logistic.RegularisedLogistic",
    "scoring.likelihood.curves.Curves",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a model file holds: the fitted candidate, the same on other draws, and who gets a label (or None)."""

    estimator: Any
    refits: tuple[Any, ...]
    propensity: Any


def pack(held: Contents) -> bytes:
    """Write fitted candidates as a skops archive."""
    parts = {"estimator": held.estimator, "refits": list(held.refits), "propensity": held.propensity}
    return bytes(skops.io.dumps(parts, compression=zipfile.ZIP_DEFLATED))


def unpack(content: bytes, *, where: str) -> Contents:
    """Read fitted candidates from a skops archive.

    :raises ModelRefused: the archive is too large, no archive at all, holds a type that is not on the list, or other
        parts than a model has.
    """
    refuse_oversized(content, where=where)
    try:
        _refuse_odd_entries(content, where=where)
        parts = skops.io.loads(content, trusted=list(TRUSTED))
        return Contents(estimator=parts["estimator"], refits=tuple(parts["refits"]), propensity=parts["propensity"])
    except UntrustedTypesFoundException as found:
        raise ModelRefused(f"{where} holds a type that no model is made of ({found}). Train the model anew.") from found
    except ModelRefused:
        raise
    except Exception as broken:  # whatever a parser makes of a hostile file: too deep, cut off, out of memory
        raise ModelRefused(f"{where} cannot be read as a model ({broken!r}). Train the model anew.") from broken


def unfinite(held: object, name: str = "model") -> str:
    """Name the first number inside a fitted candidate that is not finite; "" where all are.

    Thresholds of trees may be infinite: a split that only tells known from unknown has such a one.
    """
    if isinstance(held, float | np.floating):
        return "" if np.isfinite(held) else name
    if isinstance(held, np.ndarray):
        return _unfinite_array(held, name)
    if isinstance(held, dict):
        inside = [(str(key), value) for key, value in held.items()]
    elif isinstance(held, list | tuple):
        inside = [(str(place), value) for place, value in enumerate(held)]
    else:
        inside = list(vars(held).items()) if hasattr(held, "__dict__") else []
    return next((found for key, value in inside if (found := unfinite(value, f"{name}.{key}"))), "")


def _unfinite_array(held: npt.NDArray[Any], name: str) -> str:
    if held.dtype.names:
        return next((found for field in LEAF_FIELDS if (found := _unfinite_array(held[field], f"{name}.{field}"))), "")
    if held.dtype == object:
        return unfinite(held.tolist(), name)
    return "" if held.dtype.kind != "f" or np.isfinite(held).all() else name


def refuse_oversized(content: bytes, *, where: str) -> None:
    """Look into the archive's directory only; nothing is unpacked before this has passed.

    :raises ModelRefused: no archive, too large, packed in another way than ours, or with a password.
    """
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
    if any(entry.compress_type not in METHODS or entry.flag_bits & ENCRYPTED for entry in entries):
        raise ModelRefused(f"{where} is packed as no model is, or with a password. Train the model anew.")


def _refuse_odd_entries(content: bytes, *, where: str) -> None:
    """Look at the head of every entry: beside the schema there are plain arrays, each as long as its head says.

    numpy makes room for what a head says before it reads, and would open an archive within the archive.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if entry.filename == SCHEMA:
                continue
            with archive.open(entry) as file:
                needed = _bytes_of_array(file)
                if needed != entry.file_size - file.tell():
                    raise ModelRefused(f"{where}: {entry.filename} does not hold the array that it names. Train anew.")


def _bytes_of_array(file: IO[bytes]) -> int:
    """How many bytes follow the head of a `.npy` file that was just opened, by what the head says."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(file)
    if any(side < 0 for side in shape):
        raise ValueError(f"an array cannot be {shape} long")
    return prod(shape) * dtype.itemsize
