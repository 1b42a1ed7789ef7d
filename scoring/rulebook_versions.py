"""Rulebooks between their YAML files and the database: loading them in versions, and reading a stored one."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from crm.errors import DomainError
from scoring.models import RulebookVersion
from scoring.rulebooks.loader import load_rulebook, parse_rulebook
from scoring.rulebooks.schema import Rulebook


class VersionChanged(DomainError):
    code = "rulebook.version_changed"


@lru_cache(maxsize=64)
def _parsed(source: str) -> Rulebook:
    return parse_rulebook(source)


def definition(version: RulebookVersion) -> Rulebook:
    """The criteria of a stored version."""
    return _parsed(version.source)


@transaction.atomic
def load_version(path: Path) -> tuple[RulebookVersion, bool]:
    """Store the rulebook in `path` unless it is stored already; tells whether it was new.

    :raises RulebookError: the file is not a rulebook; the findings name line and column.
    :raises VersionChanged: this version is stored with another text. Results must stay reproducible, so a changed
        text needs a version of its own.
    """
    rulebook = load_rulebook(path)
    source = path.read_text(encoding="utf-8")
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    stored = RulebookVersion.objects.filter(programme=rulebook.programme, version=rulebook.version).first()
    if stored is None:
        return _store(rulebook, source, sha256), True
    if stored.sha256 != sha256:
        raise VersionChanged(
            _("%(file)s differs from the stored version %(version)s: give the changed text a version of its own.")
            % {"file": path.name, "version": str(stored)}
        )
    return stored, False


def _store(rulebook: Rulebook, source: str, sha256: str) -> RulebookVersion:
    return RulebookVersion.objects.create(
        programme_id=rulebook.programme,
        version=rulebook.version,
        status=rulebook.status,
        effective_from=rulebook.effective_from,
        effective_until=rulebook.effective_until,
        source=source,
        sha256=sha256,
    )
