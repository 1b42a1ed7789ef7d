"""`./tidu model`: look at model versions, put one in use, put the former one back, take one out of use."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from crm.accounts.models import User
from crm.errors import DomainError
from scoring.likelihood.targets import TARGETS
from scoring.management.people import person
from scoring.model_decisions import promote, retire, roll_back
from scoring.model_files import is_readable, model_folder
from scoring.models import ModelDecision, ModelVersion, TrainingRun
from scoring.no_model import why_no_model


class Command(BaseCommand):
    help = "Show model versions; promote one, roll back to the former one, or retire the one in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the arguments."""
        commands = parser.add_subparsers(dest="what", required=True)
        show = commands.add_parser("show", help="all targets, the versions of one, or the card of a version")
        show.add_argument("target", nargs="?", choices=TARGETS)
        show.add_argument("version", nargs="?")
        for name, told in (
            ("promote", "put a version in use"),
            ("rollback", "put the version back that was in use before"),
            ("retire", "take the version in use out of use"),
        ):
            decision = commands.add_parser(name, help=told)
            decision.add_argument("target", choices=TARGETS)
            if name == "promote":
                decision.add_argument("version")
                decision.add_argument(
                    "--sign", action="append", default=[], metavar="RULE", help="a condition that does not hold"
                )
            decision.add_argument("--by", type=person, required=True, help="who decides; not who trained it")
            decision.add_argument("--note", required=True, help="why")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is asked; a refusal is told in its own words."""
        if options["what"] == "show":
            self._show(options["target"], options["version"])
            return
        _refuse_without_right(options["by"])
        try:
            decision = _decided(options)
        except DomainError as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{decision.model_version}: {decision.kind} by {options['by'].username}")

    def _show(self, target: str | None, version: str | None) -> None:
        if target is None:
            self._write(_overview())
        elif version is None:
            self._write(_versions(target))
        else:
            self._write(_card(_version(target, version)))

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def _decided(options: dict[str, Any]) -> ModelDecision:
    target, by, note = options["target"], options["by"], options["note"]
    if options["what"] == "promote":
        version = _version(target, options["version"])
        return promote(version=version, by=by, note=note, signed_for=options["sign"])
    return (roll_back if options["what"] == "rollback" else retire)(target=target, by=by, note=note)


def _refuse_without_right(by: User) -> None:
    if not by.may("approve", "model_version"):
        raise CommandError(f"{by.username} ({by.role}) may not decide on models")


def _version(target: str, name: str) -> ModelVersion:
    found = ModelVersion.objects.filter(target=target, version=name).first()
    if found is None:
        raise CommandError(f"{target} has no version {name}; ./tidu model show {target} lists them")
    return found


def _overview() -> Iterable[str]:
    """Yield a line a target: the version in use, or why there is none."""
    in_use = {version.target: version for version in ModelVersion.objects.filter(is_promoted=True)}
    reasons = why_no_model(key for key in TARGETS if key not in in_use)
    for key in TARGETS:
        yield f"{key}: {in_use[key].version} in use" if key in in_use else f"{key}: no model in use; {reasons[key].en}"


def _versions(target: str) -> Iterable[str]:
    """Yield a line a version, the newest first, and the newest training."""
    for version in ModelVersion.objects.filter(target=target).select_related("trained_by"):
        if not is_readable(version):
            yield f"{version.version}: of a release before, cannot be used; ./tidu train makes a new one"
            continue
        state = "in use" if version.is_promoted else "earned" if version.card["earned"] else "not earned"
        by = version.trained_by.username if version.trained_by else "nobody on record"
        yield f"{version.version}: {state}, {version.card['chosen']}, trained {version.trained_at:%Y-%m-%d} by {by}"
        for finding in version.card["findings"]:
            if not finding["held"]:
                yield f"  does not hold: {finding['rule']}: {finding['en']}"
    newest = TrainingRun.objects.filter(target=target).first()
    if newest:
        yield f"newest training: {newest.state}{'; ' + newest.refusal['en'] if newest.refusal else ''}"


def _card(version: ModelVersion) -> Iterable[str]:
    """Yield the card as people read it; as JSON where its file is gone."""
    text = model_folder(version) / "card.en.md"
    yield text.read_text(encoding="utf-8") if text.is_file() else json.dumps(version.card, ensure_ascii=False, indent=1)
