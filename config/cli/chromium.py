"""The browser that the browser tests drive."""

import os
import shutil
import subprocess

from config.cli.steps import StepFailed, say, step
from config.cli.system import install_packages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: named in `TIDU_CHROMIUM`, or of the system."""
    return os.environ.get("TIDU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def ensure_chromium() -> str:
    """Find a browser, or install one through the system's package manager; a Chinese font comes with it.

    :raises StepFailed: there is none and it may not be installed; the message says what to do.
    """
    if find_chromium() is None:
        with step("浏览器 Chromium"):
            # Ubuntu's package of that name only hands over to snap, which a server may lack.
            install_packages(["chromium", "fonts-noto-cjk"], why="Browser tests (or name a Chrome in TIDU_CHROMIUM)")
    found = find_chromium()
    if found is None or subprocess.run([found, "--version"], capture_output=True, check=False).returncode:
        raise StepFailed(
            f"No working Chromium ({found or 'none installed'}). Install Chromium or Chrome and name its program in "
            "TIDU_CHROMIUM; browser tests are part of ./tidu test and are not skipped."
        )
    _mention_fonts()
    return found


def _mention_fonts() -> None:
    lister = shutil.which("fc-list")
    if lister and not subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip():
        say("    no Chinese font here: pictures will show boxes (on Debian: apt-get install fonts-noto-cjk)")
