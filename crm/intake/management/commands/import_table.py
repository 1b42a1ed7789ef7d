"""`tidu import_table KIND FILE --source S --known-on D [--commit] [--json]`: the intake, from the command line."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.errors import DomainError
from crm.intake.models import Import
from crm.intake.reports import findings_by_code, refused_rows_workbook
from crm.intake.services import commit_import, preview_import


class Command(BaseCommand):
    help = "Import a CSV or XLSX table of enterprises or financial years; without --commit only say what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=Import.Kind.values)
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="who published or reported the table")
        parser.add_argument("--known-on", required=True, type=date.fromisoformat, help="the day it became known")
        parser.add_argument("--commit", action="store_true", help="write the good rows; refused rows stay out")
        parser.add_argument("--confirm-suspicions", action="store_true", help="take what looks like a wrong unit")
        parser.add_argument("--refused", type=Path, help="write the refused rows, with reasons, to this .xlsx file")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, **options: Any) -> None:
        try:
            import_ = self._import(options)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(f"{error.code}: {error.message}") from error
        if options["refused"]:
            options["refused"].write_bytes(refused_rows_workbook(import_))
        self._tell(import_, as_json=options["json"])

    def _import(self, options: dict[str, Any]) -> Import:
        with options["file"].open("rb") as file:
            import_ = preview_import(
                file=file,
                file_name=options["file"].name,
                kind=options["kind"],
                source=options["source"],
                known_on=options["known_on"],
                user=None,
                confirm_suspicions=options["confirm_suspicions"],
                progress=self._progress,
            )
        return commit_import(import_id=import_.pk, by=None, progress=self._progress) if options["commit"] else import_

    def _progress(self, stage: str, done: int, of: int) -> None:
        """One line that is written over on a terminal, nothing in a log."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{stage:<8}{done:>8} / {of}  ", ending="")

    def _tell(self, import_: Import, *, as_json: bool) -> None:
        summary = {
            "import": import_.pk,
            "state": import_.state,
            "counts": import_.counts,
            "findings": findings_by_code(import_),
        }
        if as_json:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
            return
        self.stdout.write(f"\n{import_.file_name}: {import_.get_state_display()} (import {import_.pk})")
        for outcome, count in import_.counts.items():
            self.stdout.write(f"  {outcome:<8}{count:>8}")
        for finding in findings_by_code(import_):
            kind = "refused" if finding["refuses"] else "remark"
            self.stdout.write(f"  {finding['count']:>8}  {kind:<8}{finding['code']}: {finding['message']}")
