"""The virtual environment in `.venv`, filled from the hashed locks. Standard library only: there is none yet."""

import fcntl
import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.cli.steps import Step, run_quietly, step
from config.cli.system import install_packages

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": ("base",), "dev": ("base", "dev"), "node": ("node",)}  # what is complete once a lock is installed


def inside_venv() -> bool:
    """Whether this very process runs in Tidu's own environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def ensure_installed(lock: str) -> None:
    """Make `.venv` if need be and install `requirements/<lock>.txt`, unless that very lock already is.

    :raises StepFailed: the environment cannot be made, or a package cannot be had with the hash of the lock.
    """
    if _is_installed(lock):
        return
    VENV.mkdir(exist_ok=True)
    with _one_at_a_time():
        if _is_installed(lock):  # somebody else was quicker
            return
        with step(f"Python 依赖 dependencies ({lock})") as under_way:
            _ensure_venv()
            _install(lock, under_way)
        for complete in LOCKS[lock]:
            _stamp(complete).write_text(_wanted(complete))


def _is_installed(lock: str) -> bool:
    return PYTHON.exists() and _stamp(lock).exists() and _stamp(lock).read_text() == _wanted(lock)


def _stamp(lock: str) -> Path:
    return VENV / f"tidu-{lock}.installed"


def _lock_file(lock: str) -> Path:
    return ROOT / "requirements" / f"{lock}.txt"


def _wanted(lock: str) -> str:
    # With the version of Python: after a system upgrade `.venv` holds packages for one that is gone.
    digest = hashlib.sha256(_lock_file(lock).read_bytes()).hexdigest()
    return f"Python {sys.version_info.major}.{sys.version_info.minor}, sha256 {digest}\n"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (VENV / "tidu.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ensure_venv() -> None:
    if inside_venv():
        return
    stamps = [stamp.read_text() for stamp in VENV.glob("tidu-*.installed")]
    of_this_python = f"Python {sys.version_info.major}.{sys.version_info.minor},"
    outdated = any(not stamp.startswith(of_this_python) for stamp in stamps)
    if (VENV / "bin" / "pip").exists() and PYTHON.exists() and not outdated:
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        install_packages(["python3-venv"], why="Making .venv")
    options = ["--clear"] if outdated else []
    run_quietly([sys.executable, "-m", "venv", *options, VENV], doing="Making .venv")


def _install(lock: str, under_way: Step) -> None:
    wanted = len(re.findall(r"^[A-Za-z0-9].*==", _lock_file(lock).read_text(), re.MULTILINE))
    seen = 0

    def heard(line: str) -> None:
        nonlocal seen
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            seen += 1
            under_way.progress(f"{seen}/{wanted}")
        elif line.startswith("Installing "):
            under_way.progress("安装中 installing")

    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    install = [*pip, "install", "--no-compile", "--progress-bar=off", "--require-hashes", "-r", _lock_file(lock)]
    run_quietly(install, doing=f"Installing {_lock_file(lock)}", heard=heard)
