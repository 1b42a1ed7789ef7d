"""`./tidu rulebook check FILE …`: read rulebooks, say what is wrong and where, run the cases beside them.

Nothing is stored, and no database is asked. Exit status 1 if anything is wrong.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from scoring.rulebooks.cases import run_cases
from scoring.rulebooks.finding_words import in_words
from scoring.rulebooks.loader import CASES_SUFFIX, load_rulebook
from scoring.rulebooks.parser import read_text
from scoring.rulebooks.schema import Text
from scoring.rulebooks.yaml_tree import RulebookError


class Command(BaseCommand):
    help = "Check a rulebook file, or a folder of them, with the cases beside it; findings have line and column."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        commands = parser.add_subparsers(dest="what", required=True)
        check = commands.add_parser("check", help="read the files and run their cases")
        check.add_argument("path", type=Path, nargs="+", help="a rulebook, its cases, or a folder of rulebooks")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check each file; the exit status says whether all is well."""
        paths = list(dict.fromkeys(path for given in options["path"] for path in _rulebooks(given)))
        wrong = sum(not self._check(path) for path in paths)
        if not paths:
            self.stdout.write("no rulebook here")
        elif wrong:
            self.stdout.write(f"{wrong} of {len(paths)} files have something wrong")
        else:
            self.stdout.write(f"{len(paths)} files, nothing wrong")
        if wrong or not paths:
            raise SystemExit(1)

    def _check(self, path: Path) -> bool:
        """Check one rulebook; tells whether all is well."""
        cases = path.with_name(path.stem + CASES_SUFFIX)
        try:
            rulebook = load_rulebook(path)
            results = run_cases(read_text(cases), rulebook, str(cases)) if cases.exists() else ()
        except OSError as refused:
            self.stdout.write(f"{path}: cannot be read: {refused.strerror}")
            return False
        except RulebookError as refused:
            for finding in refused.findings:
                self.stdout.write(
                    f"{refused.source}:{finding.line}:{finding.column}: {_both(in_words(finding.message))}"
                )
            return False
        failed = [result for result in results if not result.passed]
        for result in failed:
            for difference in result.differences:
                self.stdout.write(f"{cases}:{result.line}: {result.name}: {_both(difference)}")
        told = f"{len(results) - len(failed)} of {len(results)} cases as they should be" if results else "no cases"
        self.stdout.write(f"{path}: {rulebook.programme}@{rulebook.version}, {told}")
        return not failed


def _both(words: Text) -> str:
    return f"{words.zh} / {words.en}"


def _rulebooks(given: Path) -> Iterator[Path]:
    """The rulebook files that are meant: a folder's, or the one that cases belong to."""
    if given.is_dir():
        yield from (path for path in sorted(given.rglob("*.yaml")) if not path.name.endswith(CASES_SUFFIX))
    elif given.name.endswith(CASES_SUFFIX):
        yield given.with_name(given.name.removesuffix(CASES_SUFFIX) + ".yaml")
    else:
        yield given
