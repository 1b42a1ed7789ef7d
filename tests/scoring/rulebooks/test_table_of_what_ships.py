"""The table of `docs/rulebooks.md` names every rulebook that ships, with its status and its term."""

import re
from pathlib import Path

from scoring.rulebooks.loader import load_rulebooks
from scoring.rulebooks.schema import Rulebook
from tests.scoring.rulebooks.firms import SHIPPED

TABLE = Path(__file__).parents[3] / "docs" / "rulebooks.md"
ROW = re.compile(r"^\| `([a-z_]+@[0-9]{4})`[^|]*\| ([a-z]+) \| ([^|]+) \|", re.MULTILINE)


def test_the_table_agrees_with_the_files() -> None:
    written = {name: (status, term.strip()) for name, status, term in ROW.findall(TABLE.read_text(encoding="utf-8"))}
    shipped = {f"{book.programme}@{book.version}": (book.status, _term(book)) for book in load_rulebooks(SHIPPED)}
    assert written == shipped


def _term(book: Rulebook) -> str:
    return f"{book.effective_from} → {book.effective_until or ''}".strip()
