"""The key that signs sessions, for an installation that only its own machine reaches."""

import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_secret_key(var: Path) -> str:
    """The random key kept under `var`, made on first use and readable by its owner only."""
    kept = var / "secret_key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        _write_once(kept, secrets.token_urlsafe(64))
    return kept.read_text().strip()


def _write_once(path: Path, text: str) -> None:
    # Written beside and linked into place: of those that start together one wins, and none reads half a key.
    with NamedTemporaryFile("w", dir=path.parent) as beside:  # readable by its owner only
        beside.write(text)
        beside.flush()
        with suppress(FileExistsError):
            path.hardlink_to(beside.name)
