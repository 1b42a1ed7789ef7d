from pathlib import Path

import pytest

from config.cli import frontend
from config.cli.frontend import Node, ensure_built, ensure_packages


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What npm is asked to do, in a small frontend of the test's own."""
    asked: list[str] = []
    modules, dist = tmp_path / "node_modules", tmp_path / "dist"

    def install(command: list[str], *, doing: str, **given: object) -> None:
        modules.mkdir(exist_ok=True)
        asked.append(doing)

    def build(name: str, *, node: Node) -> None:
        dist.mkdir(exist_ok=True)
        (dist / "index.html").touch()
        asked.append(name)

    (tmp_path / "src").mkdir()
    for name in ("package.json", "package-lock.json", "src/main.tsx"):
        (tmp_path / name).write_text("1")
    for name, value in {"FRONTEND": tmp_path, "MODULES": modules, "DIST": dist}.items():
        monkeypatch.setattr(frontend, name, value)
    monkeypatch.setattr(frontend, "find_node", lambda: Node(directory=Path("/node"), npm=("npm",)))
    monkeypatch.setattr(frontend, "run_quietly", install)
    monkeypatch.setattr(frontend, "run_script", build)
    monkeypatch.setattr(frontend, "_compress", lambda: None)
    return asked


class TestEnsureBuilt:
    def test_does_nothing_the_second_time(self, done: list[str]):
        ensure_built()
        ensure_built()
        assert done == ["npm ci", "build"]

    def test_builds_again_when_a_source_has_changed(self, done: list[str], tmp_path: Path):
        ensure_built()
        (tmp_path / "src" / "main.tsx").write_text("2")
        ensure_built()
        assert done == ["npm ci", "build", "build"]

    def test_builds_again_when_the_build_is_gone(self, done: list[str], tmp_path: Path):
        ensure_built()
        (tmp_path / "dist" / "index.html").unlink()
        ensure_built()
        assert done == ["npm ci", "build", "build"]


class TestEnsurePackages:
    def test_installs_again_when_the_lock_has_changed(self, done: list[str], tmp_path: Path):
        ensure_packages()
        (tmp_path / "package-lock.json").write_text("2")
        ensure_packages()
        assert done == ["npm ci", "npm ci"]


class TestNode:
    def test_comes_first_where_npm_looks_for_it(self):
        path = Node(directory=Path("/ours/bin"), npm=("npm",)).environment()["PATH"]
        assert path.split(":")[0] == "/ours/bin"
