"""What the operator says through environment variables, checked once and before anything else runs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 16
TYPICAL_OF_SAMPLES = ("django-insecure", "changeme", "change-me", "example", "secret-key", "your-")
YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The knobs of docs/operations.md. It is exposed as soon as it answers to a name that others can reach."""

    var: Path  # everything that this installation writes, but for the models
    models: Path  # the model registry
    database_url: str  # empty: the private PostgreSQL under `var`
    hosts: tuple[str, ...]  # names it answers to
    secret_key: str  # empty: one is made under `var`
    debug: bool
    behind_proxy: bool  # a reverse proxy of ours ends TLS and sets X-Forwarded-Proto and -For

    @property
    def exposed(self) -> bool:
        """Whether anybody but this machine may reach it: then no convenience of development is allowed."""
        return any(host not in LOOPBACK for host in self.hosts)

    @classmethod
    def read(cls, given: Mapping[str, str] = os.environ) -> Self:
        """Read the variables, and refuse what would be unsafe.

        :raises ImproperlyConfigured: a value is not understood, or an exposed installation has DEBUG on,
            no secret key, or one that looks like a sample.
        """
        var = Path(given.get("TIDU_VAR") or ROOT / "var").absolute()
        read = cls(
            var=var,
            models=Path(given.get("TIDU_MODELS") or (ROOT if var == ROOT / "var" else var) / "ml_models").absolute(),
            database_url=given.get("DATABASE_URL", ""),
            hosts=_words(given.get("TIDU_HOSTS", "")) or LOOPBACK,
            secret_key=given.get("TIDU_SECRET_KEY", ""),
            debug=_switch(given, "TIDU_DEBUG"),
            behind_proxy=_switch(given, "TIDU_BEHIND_PROXY"),
        )
        if read.exposed:
            _refuse_unsafe(read)
        return read


def _words(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.replace(",", " ").split())


def _switch(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "").strip().lower()
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name}={given[name]!r} is neither yes nor no. Write 1 or 0.")
    return value in YES


def _refuse_unsafe(environment: Environment) -> None:
    reachable = f"TIDU_HOSTS={','.join(environment.hosts)} makes Tidu reachable by others"
    if "*" in environment.hosts:
        raise ImproperlyConfigured("TIDU_HOSTS=* would accept forged Host headers. List the names it is reached by.")
    if environment.debug:
        raise ImproperlyConfigured(f"{reachable}, but TIDU_DEBUG would show them its inside. Remove TIDU_DEBUG.")
    if fault := _fault_of_key(environment.secret_key):
        raise ImproperlyConfigured(
            f"{reachable}, but TIDU_SECRET_KEY {fault}, so sessions could be forged. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'
        )


def _fault_of_key(key: str) -> str:
    if not key:
        return "is not set"
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS:
        return (
            f"is too easy to guess (at least {SHORTEST_KEY} characters, {FEWEST_DIFFERENT_CHARACTERS} different ones)"
        )
    if any(sample in key.lower() for sample in TYPICAL_OF_SAMPLES):
        return "looks like a sample"
    return ""
