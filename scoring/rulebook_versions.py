"""Rulebooks between their YAML files and the database: loading them in versions, and reading a stored one."""

import hashlib
from functools import lru_cache
from pathlib import Path

import pgtrigger
from django.db import transaction
from django.utils.translation import gettext as _

from crm.errors import DomainError
from scoring.models import RulebookVersion
from scoring.rulebooks.fields import Withdrawn
from scoring.rulebooks.loader import CASES_SUFFIX, Library
from scoring.rulebooks.parser import parse_rulebook, read_text
from scoring.rulebooks.schema import Rulebook

TEXT_STAYS = "scoring.RulebookVersion:rulebook_text_stays"


class VersionChanged(DomainError):
    code = "rulebook.version_changed"


@lru_cache(maxsize=256)
def _parsed(source: str) -> Rulebook:
    return parse_rulebook(source, library=stored_library)


def definition(version: RulebookVersion) -> Rulebook:
    """The criteria of a stored version."""
    return _parsed(version.source)


def stored_library(programme: str, version: str) -> Rulebook | None:
    """The stored version that another rulebook refers to, if there is one; its text never changes."""
    stored = RulebookVersion.objects.filter(programme=programme, version=version).first()
    return definition(stored) if stored else None


def library_of_drafts(programme: str, version: str) -> Rulebook | None:
    """As `stored_library`, for texts that are to count one day.

    :raises Withdrawn: the version is withdrawn.
    """
    stored = RulebookVersion.objects.filter(programme=programme, version=version).first()
    if stored and stored.withdrawn_at:
        raise Withdrawn
    return definition(stored) if stored else None


@transaction.atomic
def load_version(path: Path, library: Library = stored_library) -> tuple[RulebookVersion, bool]:
    """Store the rulebook in `path`, with the cases beside it, unless it is stored already; tells whether it was new.

    :param library: where versions are found that the rulebook refers to.
    :raises RulebookError: the file is not a rulebook; the findings name line and column.
    :raises VersionChanged: this version is stored with another text. Results must stay reproducible, so a changed
        text needs a version of its own.
    """
    source, cases = read_text(path), _cases_beside(path)
    rulebook = parse_rulebook(source, str(path), library)
    stored = RulebookVersion.objects.filter(programme=rulebook.programme, version=rulebook.version).first()
    if stored is None:
        return store_version(rulebook, source=source, cases=cases), True
    if stored.sha256 != sha256_of(source):
        raise VersionChanged(
            _("%(file)s differs from the stored version %(version)s: give the changed text a version of its own.")
            % {"file": path.name, "version": str(stored)}
        )
    if cases and not stored.cases:
        _add_cases(stored, cases)
    return stored, False


def store_version(rulebook: Rulebook, *, source: str, cases: str, **people: int) -> RulebookVersion:
    """Store a version; `people` are the ids of who wrote and published it."""
    return RulebookVersion.objects.create(
        programme_id=rulebook.programme,
        version=rulebook.version,
        status=rulebook.status,
        effective_from=rulebook.effective_from,
        effective_until=rulebook.effective_until,
        source=source,
        sha256=sha256_of(source),
        cases=cases,
        **people,
    )


def sha256_of(source: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(source.encode()).hexdigest()


def _cases_beside(path: Path) -> str:
    beside = path.with_name(path.stem + CASES_SUFFIX)
    return read_text(beside) if beside.exists() else ""


def _add_cases(stored: RulebookVersion, cases: str) -> None:
    """Give a version its cases that was stored before cases were."""
    with pgtrigger.ignore(TEXT_STAYS):
        stored.cases = cases
        stored.save(update_fields=["cases"])
