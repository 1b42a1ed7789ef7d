"""`./tidu check` and `./tidu fix`: what can be judged, or mended, without running the product."""

import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from config.cli.arguments import no_arguments
from config.cli.dependencies import ROOT
from config.cli.frontend import ensure_packages, run_script
from config.cli.messages import compile_messages
from config.cli.steps import StepFailed, run_quietly, say, step

OPENAPI = ROOT / "api" / "openapi.yaml"
TYPED = ("api", "benches", "config", "crm", "scoring", "seeds", "tidu")  # tests are run, which tells more
NO_DATABASE = {"DATABASE_URL": "postgresql:///nowhere?host=/nonexistent"}  # settings are read, nothing is asked


def check(arguments: Sequence[str]) -> int:
    """Run every check, also after one has failed; 0 only if all hold."""
    no_arguments(arguments, "check")
    compile_messages()
    node = ensure_packages()
    checks: list[tuple[str, Callable[[], None]]] = [
        ("ruff check", lambda: _tool("ruff", "check", ".")),
        ("ruff format", lambda: _tool("ruff", "format", "--check", ".")),
        ("mypy --strict", lambda: _tool("mypy", *TYPED)),
        ("import contracts", _lint_imports),
        ("tsc", lambda: run_script("typecheck", node=node)),
        ("eslint", lambda: run_script("lint", node=node)),
        ("pending migrations", lambda: _manage("makemigrations", "--check", "--dry-run")),
        ("OpenAPI document", _openapi_drift),
        ("OpenAPI client", lambda: run_script("generate", "--check", node=node)),
        ("deployment settings", _deployment),
    ]
    failed = [name for name, run in checks if not _passes(name, run)]
    say(
        f"\n{len(failed)} of {len(checks)} checks failed: {', '.join(failed)}"
        if failed
        else f"\n{len(checks)} checks passed"
    )
    return 1 if failed else 0


def fix(arguments: Sequence[str]) -> int:
    """Mend what can be mended by machine: format, safe lint fixes, the OpenAPI document and the client made from it."""
    no_arguments(arguments, "fix")
    node = ensure_packages()
    fixes: list[tuple[str, Callable[[], None]]] = [
        ("ruff check --fix", lambda: _tool("ruff", "check", "--fix", "--exit-zero", "--quiet", ".")),
        ("ruff format", lambda: _tool("ruff", "format", ".")),
        ("eslint --fix", lambda: run_script("lint", "--fix", node=node)),
        ("OpenAPI document", lambda: _write_openapi(OPENAPI)),
        ("OpenAPI client", lambda: run_script("generate", node=node)),
    ]
    failed = [name for name, run in fixes if not _passes(name, run)]
    return 1 if failed else 0


def _passes(name: str, run: Callable[[], None]) -> bool:
    try:
        with step(name):
            run()
    except StepFailed as failure:
        say(str(failure))
        return False
    return True


def _tool(name: str, *arguments: str) -> None:
    program = Path(sys.executable).with_name(name)
    run_quietly([program, *arguments], doing=name, cwd=ROOT, env={**os.environ, **NO_DATABASE})


def _lint_imports() -> None:
    _tool("lint-imports", "--no-logo")


def _manage(*arguments: str, **environment: str) -> None:
    # Warnings are off because of one: makemigrations says that it could not ask the database, and it shall not.
    command = [sys.executable, "-W", "ignore", "-m", "django", *arguments]
    run_quietly(command, doing=arguments[0], cwd=ROOT, env={**os.environ, **NO_DATABASE, **environment})


def _deployment() -> None:
    exposed = {"TIDU_HOSTS": "tidu.example.org", "TIDU_SECRET_KEY": secrets.token_urlsafe(64), "TIDU_DEBUG": "0"}
    _manage("check", "--deploy", "--fail-level", "WARNING", **exposed)


def _write_openapi(target: Path) -> None:
    _manage("spectacular", "--validate", "--fail-on-warn", "--file", str(target))


def _openapi_drift() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / OPENAPI.name
        _write_openapi(made)
        _demand_same(OPENAPI, made)


def _demand_same(kept: Path, made: Path) -> None:
    if not kept.exists() or kept.read_bytes() != made.read_bytes():
        raise StepFailed(
            f"{kept.relative_to(ROOT)} is not what the code says now. Run ./tidu fix and commit the result."
        )
