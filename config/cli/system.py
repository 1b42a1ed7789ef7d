"""Installing what only the system's package manager has, where that is allowed. Standard library only."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from config.cli.steps import StepFailed, run_quietly


def install_packages(packages: Sequence[str], *, why: str) -> None:
    """Install Debian or Ubuntu packages.

    :raises StepFailed: there is no apt-get, or neither root nor password-less sudo; the message says what to install.
    """
    names = " ".join(packages)
    by_hand = f"{why}: the system packages {names} are missing"
    apt = shutil.which("apt-get")
    if apt is None:
        raise StepFailed(f"{by_hand}, and this system has no apt-get. Install their like with its own package manager.")
    prefix = _as_root()
    if prefix is None:
        raise StepFailed(f"{by_hand}, and only root may install them. Run: sudo apt-get install {names}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_quietly([*prefix, apt, "update"], doing="apt-get update", env=quiet)
    run_quietly(
        [*prefix, apt, "install", "--yes", "--no-install-recommends", *packages],
        doing=f"apt-get install {names}",
        env=quiet,
    )


def _as_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
