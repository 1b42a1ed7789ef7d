"""`tidu import_table KIND FILE --source S --known-on D [--commit]`, or `--undo N`: intake from the command line."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.errors import DomainError
from crm.intake.models import Import, Kind, SavedMapping
from crm.intake.refused_rows import refused_rows_workbook
from crm.intake.reports import findings_by_code
from crm.intake.services import commit_import, decide_all, preview_import, undo_import
from crm.intake.services.mapping import asked_of
from crm.intake.told_undo import told_kept


class Command(BaseCommand):
    help = "Import a table of any kind of facts, or undo an import; without --commit only say what would happen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=Kind.values, nargs="?")
        parser.add_argument("file", type=Path, nargs="?", help="CSV or XLSX")
        parser.add_argument("--source", help="who published or reported the table")
        parser.add_argument("--known-on", type=date.fromisoformat, help="the day it became known")
        parser.add_argument("--saved-mapping", metavar="NAME", help="read it as the tables of this name are read")
        parser.add_argument("--mapping", type=Path, metavar="FILE", help='JSON: {"sheets": […], "fixed": {…}}')
        parser.add_argument(
            "--fixed", action="append", default=[], metavar="FIELD=VALUE", help="what every row says; repeat it"
        )
        parser.add_argument(
            "--confirm", action="append", default=[], metavar="CODE", help="take what is held for CODE; repeat it"
        )
        parser.add_argument("--commit", action="store_true", help="write it, if every row is good")
        parser.add_argument("--good-rows-only", action="store_true", help="with --commit: leave the other rows out")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="write the other rows, with reasons, to .xlsx")
        parser.add_argument("--undo", type=int, metavar="NUMBER", help="undo this import instead")
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, **options: Any) -> None:
        try:
            import_ = self._undo(options["undo"]) if options["undo"] else self._import(options)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        except DomainError as error:
            raise CommandError(f"{error.code}: {error.message}") from error
        if options["refused"]:
            options["refused"].write_bytes(refused_rows_workbook(import_))
        self._tell(import_, as_json=options["json"])

    def _undo(self, number: int) -> Import:
        if not Import.objects.filter(pk=number).exists():
            raise CommandError(f"There is no import {number}.")
        return undo_import(import_id=number, by=None, progress=self._progress)

    def _import(self, options: dict[str, Any]) -> Import:
        for needed in ("kind", "file", "source", "known_on"):
            if options[needed] is None:
                raise CommandError(f"{needed.replace('_', '-')} is missing. See ./tidu import_table --help.")
        import_ = self._preview(options)
        for code in options["confirm"]:
            decide_all(import_id=import_.pk, code=code, by=None)
        import_.refresh_from_db()
        if not options["commit"]:
            return import_
        good = options["good_rows_only"]
        return commit_import(import_id=import_.pk, by=None, good_rows_only=good, progress=self._progress)

    def _preview(self, options: dict[str, Any]) -> Import:
        mapping = json.loads(options["mapping"].read_text(encoding="utf-8")) if options["mapping"] else {}
        given = dict(pair.split("=", 1) for pair in options["fixed"])
        with options["file"].open("rb") as file:
            return preview_import(
                file=file,
                file_name=options["file"].name,
                kind=options["kind"],
                source=options["source"],
                known_on=options["known_on"],
                user=None,
                saved_mapping=_saved(options["kind"], options["saved_mapping"]),
                asked={"sheets": [asked_of(sheet) for sheet in mapping.get("sheets", [])]},
                fixed={**mapping.get("fixed", {}), **given},
                progress=self._progress,
            )

    def _progress(self, stage: str, done: int, of: int) -> None:
        """One line that is written over on a terminal, nothing in a log."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{stage:<10}{done:>8} / {of}  ", ending="")

    def _tell(self, import_: Import, *, as_json: bool) -> None:
        findings = findings_by_code(import_)
        told = {"import": import_.pk, "state": import_.state, "counts": import_.counts, "kept": import_.kept}
        if as_json:
            self.stdout.write(json.dumps({**told, "findings": findings}, ensure_ascii=False))
            return
        self.stdout.write(f"\n{import_.file_name}: {import_.get_state_display()} (import {import_.pk})")
        for outcome, count in import_.counts.items():
            self.stdout.write(f"  {outcome:<9}{count:>8}")
        for finding in findings:
            weight = "refused" if finding["refuses"] else "held" if finding["holds"] else "remark"
            self.stdout.write(f"  {finding['count']:>8}  {weight:<8}{finding['code']}: {finding['message']}")
        for kept in told_kept(import_.kept):
            self.stdout.write(f"  kept  {kept['table']}  {kept['what']} ({kept['uscc'] or '—'}): {kept['why']}")


def _saved(kind: str, name: str | None) -> SavedMapping | None:
    if name is None:
        return None
    saved = SavedMapping.objects.filter(kind=kind, name=name).first()
    if saved is None:
        known = "、".join(SavedMapping.objects.filter(kind=kind).values_list("name", flat=True)) or "—"
        raise CommandError(f"There is no saved mapping “{name}” for {kind}. There are: {known}.")
    return saved
