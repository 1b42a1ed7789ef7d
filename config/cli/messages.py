"""Compiling the translations: the `.mo` files that gettext reads are made from the `.po` files that people write."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from config.cli.dependencies import ROOT
from config.cli.steps import step


def compile_messages() -> None:
    """Compile each catalogue that is newer than its compiled form."""
    outdated = [catalogue for catalogue in _catalogues() if _is_outdated(catalogue)]
    if not outdated:
        return
    with step("翻译 messages"):
        for catalogue in outdated:
            _compile(catalogue)


def _catalogues() -> Iterator[Path]:
    yield from (ROOT / "locale").glob("*/LC_MESSAGES/*.po")


def _is_outdated(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _compile(catalogue: Path) -> None:
    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parent.parent.name, abort_invalid=True)
    beside = catalogue.with_suffix(".mo.new")
    with beside.open("wb") as target:
        write_mo(target, messages)
    beside.replace(catalogue.with_suffix(".mo"))
