"""Receiving a table: it is kept as it came, and a job reads it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.intake.errors import KindUnknown, KnownOnInFuture, SourceMissing
from crm.intake.file_names import shown_file_name
from crm.intake.jobs import queue
from crm.intake.models import Import, ImportFile, ImportProgress, SavedMapping
from crm.intake.progress import Progress, no_progress
from crm.intake.reading.sheets import MOST_BYTES, FileEmpty, FileTooLarge
from crm.intake.services.mapping import check_fields
from crm.intake.services.reading import read_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What is said of a table by who brings it."""

    file_name: str
    kind: str
    source: str
    known_on: date
    user: User | None
    """On whose behalf; None: the command line, which may see every firm."""
    saved_mapping: SavedMapping | None = None
    asked: Mapping[str, object] = field(default_factory=dict)
    """Header rows, columns and units set by hand."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Values that every row has, by field."""


@transaction.atomic
def receive_import(*, file: BinaryIO, received: Received, then: str | None = None, today: date | None = None) -> Import:
    """Keep the table and queue the job that reads it. `then` is how to commit what it reads: "all", "good" or not.

    :raises FileRefused: the file is empty or too large.
    :raises DomainError: the kind, the source or the day is not usable.
    """
    import_ = _kept(_content(file), received, today or timezone.localdate())
    queue("read", import_, before=Import.State.DISCARDED, then=then)
    return import_


@transaction.atomic
def preview_import(
    *,
    file: BinaryIO,
    file_name: str,
    kind: str,
    source: str,
    known_on: date,
    user: User | None,
    saved_mapping: SavedMapping | None = None,
    asked: Mapping[str, object] | None = None,
    fixed: Mapping[str, str] | None = None,
    today: date | None = None,
    progress: Progress = no_progress,
) -> Import:
    """Keep and read a table in one go, for the command line: what importing it would do, row by row.

    :raises FileRefused: the file cannot be read as a table.
    :raises ColumnsUnclear: the header row, a required column or a unit is missing, or two columns say the same.
    :raises DomainError: the kind, the source or the day is not usable, or there are no rows.
    """
    received = Received(
        file_name=file_name,
        kind=kind,
        source=source,
        known_on=known_on,
        user=user,
        saved_mapping=saved_mapping,
        asked=asked or {},
        fixed=fixed or {},
    )
    content = _content(file)
    return read_now(_kept(content, received, today or timezone.localdate()), progress)


def _content(file: BinaryIO) -> bytes:
    content = file.read(MOST_BYTES + 1)
    if not content.strip():
        raise FileEmpty(_("The file is empty. Choose the file that holds the table."))
    if len(content) > MOST_BYTES:
        raise FileTooLarge(
            _("The file is larger than %(most)s MB. Split it and import the parts.") % {"most": MOST_BYTES // 2**20}
        )
    return content


def _kept(content: bytes, received: Received, today: date) -> Import:
    source = received.source.strip()
    _check(received.kind, source, received.known_on, today)
    check_fields(received.kind, received.fixed)
    import_ = Import.objects.create(
        kind=received.kind,
        file_name=shown_file_name(received.file_name),
        file_sha256=hashlib.sha256(content).hexdigest(),
        source=source,
        known_on=received.known_on,
        uploaded_by=received.user,
        saved_mapping=received.saved_mapping,
        asked=dict(received.asked),
        fixed=dict(received.fixed),
    )
    ImportFile.objects.create(table=import_, content=content)
    ImportProgress.objects.create(table=import_)
    return import_


def _check(kind: str, source: str, known_on: date, today: date) -> None:
    if kind not in Import.Kind.values:
        raise KindUnknown(
            _("“%(kind)s” is no kind of table. Choose one of: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(Import.Kind.values)}
        )
    if not 1 <= len(source) <= 64:
        raise SourceMissing(_("Say in 1 to 64 characters who published or reported the table."))
    if known_on > today:
        raise KnownOnInFuture(
            _("%(day)s lies in the future. Give the day on which the table became known.") % {"day": known_on}
        )
