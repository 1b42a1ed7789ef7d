"""What only the system's package manager has: installed where that is allowed, else named."""

import pytest

from config.cli import chromium, system
from config.cli.chromium import ensure_chromium
from config.cli.steps import StepFailed
from config.cli.system import install_packages


class TestInstallPackages:
    def test_says_what_to_run_where_only_root_may(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(system.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
        monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
        with pytest.raises(StepFailed, match="sudo apt-get install chromium"):
            install_packages(["chromium"], why="Browser tests")

    def test_says_what_is_missing_where_there_is_no_apt(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(system.shutil, "which", lambda name: None)
        with pytest.raises(StepFailed, match="chromium are missing, and this system has no apt-get"):
            install_packages(["chromium"], why="Browser tests")

    def test_refreshes_the_lists_before_it_installs(self, monkeypatch: pytest.MonkeyPatch):
        run: list[str] = []
        monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(system.os, "geteuid", lambda: 0)
        monkeypatch.setattr(system, "run_quietly", lambda command, *, doing, env: run.append(doing))
        install_packages(["chromium", "fonts-noto-cjk"], why="Browser tests")
        assert run == ["apt-get update", "apt-get install chromium fonts-noto-cjk"]


class TestEnsureChromium:
    def test_fails_and_never_skips_when_no_browser_can_be_had(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("TIDU_CHROMIUM", raising=False)
        monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
        monkeypatch.setattr(chromium, "install_packages", lambda packages, *, why: None)
        with pytest.raises(StepFailed, match="TIDU_CHROMIUM"):
            ensure_chromium()

    def test_takes_the_browser_that_is_named(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("TIDU_CHROMIUM", "/bin/true")
        assert ensure_chromium() == "/bin/true"
