"""JSON files that carry the instance's signature: what it did not write itself, it does not read.

Light to import: whoever only asks whether a card is this instance's does not wait for scikit-learn.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from scoring.likelihood.errors import ModelRefused

Kind = Literal["card", "approval"]
"""What a document is. The signature says it too, so that one kind never passes for the other."""
LARGEST_DOCUMENT = 2 * 2**20


def write_signed(path: Path, body: Mapping[str, Any], *, kind: Kind, key: bytes) -> None:
    """Write `body` with its signature; the file appears whole or not at all.

    :raises ModelRefused: it would be too large to be read again.
    """
    text = _text({"signature": signature(body, kind, key), "body": json.loads(_text(body))}).encode()
    if len(text) > LARGEST_DOCUMENT:
        raise ModelRefused(f"{path} would have {len(text):,} bytes, at most {LARGEST_DOCUMENT:,} are read.")
    staged = path.with_name(f".{path.name}.staged")
    staged.write_bytes(text)
    staged.replace(path)


def read_signed(path: Path, *, kind: Kind, key: bytes) -> dict[str, Any]:
    """Read back what `write_signed` wrote.

    :raises ModelRefused: missing, a link, too large, no JSON, or not signed with `key` as a document of this kind.
    """
    try:
        given = json.loads(read_plain(path, LARGEST_DOCUMENT))
        body, said = given["body"], str(given["signature"])
    except (ValueError, KeyError, TypeError, RecursionError) as broken:
        raise ModelRefused(f"{path} is not signed JSON ({broken!r}). Train the model anew.") from broken
    if not isinstance(body, dict) or not hmac.compare_digest(said.encode(), signature(body, kind, key).encode()):
        raise ModelRefused(f"{path} was not signed with this instance's key, or changed since. Train the model anew.")
    return body


def read_plain(path: Path, largest: int) -> bytes:
    """Read a file that must exist, be no link to elsewhere, and not be larger than expected."""
    if path.is_symlink() or path.parent.is_symlink():
        raise ModelRefused(f"{path} is a link: only files that lie in the registry are read. Train the model anew.")
    if not path.is_file():
        raise ModelRefused(f"{path} is missing. Train the model anew.")
    if (size := path.stat().st_size) > largest:
        raise ModelRefused(f"{path} has {size:,} bytes, at most {largest:,} are read. Train the model anew.")
    return path.read_bytes()


def signature(body: Mapping[str, Any], kind: Kind, key: bytes) -> str:
    """HMAC-SHA-256 over the kind and the body's one and only spelling, with a key made for this purpose alone."""
    own = hashlib.sha256(b"tidu likelihood registry" + key).digest()
    return hmac.new(own, f"{kind}\n{_text(body)}".encode(), hashlib.sha256).hexdigest()


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=_as_json, allow_nan=False)


def _as_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place on a card")
