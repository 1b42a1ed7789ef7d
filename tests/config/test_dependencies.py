from pathlib import Path

import pytest

from config.cli import dependencies
from config.cli.dependencies import ensure_installed


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Which locks get installed, into an environment that only looks like one."""
    locks: list[str] = []
    (tmp_path / "requirements").mkdir()
    for lock in ("base", "dev", "node"):
        (tmp_path / "requirements" / f"{lock}.txt").write_text(f"{lock}==1\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(dependencies, "ROOT", tmp_path)
    monkeypatch.setattr(dependencies, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dependencies, "PYTHON", python)
    monkeypatch.setattr(dependencies, "_ensure_venv", lambda: None)
    monkeypatch.setattr(dependencies, "_install", lambda lock, under_way: locks.append(lock))
    return locks


class TestEnsureInstalled:
    def test_installs_a_lock_once(self, installed: list[str]):
        ensure_installed("base")
        ensure_installed("base")
        assert installed == ["base"]

    def test_installs_it_again_when_it_has_changed(self, installed: list[str], tmp_path: Path):
        ensure_installed("base")
        (tmp_path / "requirements" / "base.txt").write_text("base==2\n")
        ensure_installed("base")
        assert installed == ["base", "base"]

    def test_installs_it_again_for_another_python(self, installed: list[str], tmp_path: Path):
        ensure_installed("base")
        stamp = tmp_path / ".venv" / "tidu-base.installed"
        stamp.write_text(stamp.read_text().replace("Python 3.", "Python 2."))
        ensure_installed("base")
        assert installed == ["base", "base"]

    def test_knows_that_the_tools_lock_holds_the_base(self, installed: list[str]):
        ensure_installed("dev")
        ensure_installed("base")
        assert installed == ["dev"]

    def test_tries_again_after_a_failure(self, installed: list[str], monkeypatch: pytest.MonkeyPatch):
        def fail(lock: str, under_way: object) -> None:
            raise OSError("no network")

        with monkeypatch.context() as broken:
            broken.setattr(dependencies, "_install", fail)
            with pytest.raises(OSError, match="no network"):
                ensure_installed("base")
        ensure_installed("base")
        assert installed == ["base"]
