"""`./tidu bench NAME`: measure, for people and as one JSON object on the last line."""

import argparse
import importlib
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from config.cli.dependencies import ROOT
from config.cli.steps import StepFailed, say


def bench(arguments: Sequence[str]) -> int:
    """Run `benches/NAME.py` and print its figures and ratios; with `--json`, only the JSON object."""
    given = vars(_parser(arguments).parse_args(arguments))
    name, only_json = given.pop("name"), given.pop("json")
    result = importlib.import_module(f"benches.{name}").run(given.pop("rows"), **given)
    report = {"bench": name, **_checked(result), "machine": machine()}
    if not only_json:
        _show(report)
    say(json.dumps(report, ensure_ascii=False, default=float))
    return 0


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """What all benches take and, where the name stands first, what that bench adds: `add_arguments(parser)`."""
    parser = argparse.ArgumentParser(prog="./tidu bench")
    parser.add_argument("name", choices=available())
    parser.add_argument("--rows", type=int, help="how large; each bench has its own default")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON object")
    if arguments and arguments[0] in available():
        module = importlib.import_module(f"benches.{arguments[0]}")
        getattr(module, "add_arguments", _adds_nothing)(parser)
    return parser


def _adds_nothing(parser: argparse.ArgumentParser) -> None:
    """Most benches take no arguments of their own."""


def available() -> list[str]:
    """The names of the benches there are: the modules with a `run`, beside what they share."""
    sources = (ROOT / "benches").glob("*.py")
    return sorted(path.stem for path in sources if "\ndef run(" in path.read_text(encoding="utf-8"))


def machine() -> dict[str, str | int | float]:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": _cpu_model(),
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        "memory_gib": round(memory / 2**30, 1),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _checked(result: Mapping[str, Any]) -> dict[str, Any]:
    if set(result) != {"figures", "ratios"}:
        raise StepFailed(f"A bench returns figures and ratios, but this one returned {sorted(result)}.")
    return dict(result)


def _show(report: Mapping[str, Any]) -> None:
    say(f"{report['bench']} on {report['machine']['cpu']}, {report['machine']['cores']} cores")
    for kind, hint in (("figures", ""), ("ratios", "   (below 1: we are cheaper)")):
        for name, value in report[kind].items():
            shown = f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
            say(f"  {name:<40} {shown}{hint}")
    say()
