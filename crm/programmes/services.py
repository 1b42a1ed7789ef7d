"""What changes programmes and recognitions."""

from datetime import date
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from crm.directory.upsert import Changes, upsert
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from crm.programmes.models import Programme, Recognition

FIELDS = {"kind", "tier", "zh", "en", "issuer", "term_months", "is_draft"}


class ProgrammesUnreadable(DomainError):
    """The file of programmes is not as it has to be."""

    code = "programmes.unreadable"


class TermRunsBackward(DomainError):
    """A term ends before it begins."""

    code = "recognition.term_runs_backward"


class TermOverlaps(DomainError):
    """Another recognition of the same programme covers part of the term."""

    code = "recognition.term_overlaps"


class CertificateTaken(DomainError):
    """The certificate number stands on another recognition of the programme."""

    code = "recognition.certificate_taken"


def load_programmes(path: Path) -> Changes:
    """Bring the programmes in line with the YAML file at `path`; nothing is deleted.

    :raises ProgrammesUnreadable: a programme lacks a field, or has one that is unknown.
    """
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    for code, row in given.items():
        if wrong := FIELDS ^ row.keys():
            raise ProgrammesUnreadable(
                _("%(file)s: programme “%(code)s” lacks these fields or should not have them: %(fields)s.")
                % {"file": path.name, "code": code, "fields": ", ".join(sorted(wrong))}
            )
    return upsert((Programme(code=code, **row) for code, row in given.items()), model=Programme)


@transaction.atomic
def record_recognition(
    *,
    enterprise: Enterprise,
    programme: Programme,
    certificate_no: str,
    valid_from: date,
    valid_until: date,
    known_on: date,
    source: str,
    batch: str = "",
    import_row_id: int | None = None,
) -> Recognition:
    """Record that `enterprise` was recognised under `programme` for a term, both days included.

    :raises TermRunsBackward: the term ends before it begins.
    :raises CertificateTaken: the number stands on another recognition of the programme.
    :raises TermOverlaps: another recognition of the programme, not withdrawn, covers part of the term.
    """
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    _refuse_backward(valid_from, valid_until)
    _refuse_taken(programme, certificate_no)
    _refuse_overlap(enterprise, programme, valid_from, valid_until)
    return Recognition.objects.create(
        enterprise=enterprise,
        programme=programme,
        certificate_no=certificate_no,
        batch=batch,
        valid_from=valid_from,
        valid_until=valid_until,
        known_on=known_on,
        source=source,
        import_row_id=import_row_id,
    )


def _refuse_backward(valid_from: date, valid_until: date) -> None:
    if valid_until < valid_from:
        raise TermRunsBackward(
            _("The term ends on %(end)s, before it begins on %(start)s; check the two dates.")
            % {"start": valid_from, "end": valid_until}
        )


def _refuse_taken(programme: Programme, certificate_no: str) -> None:
    if certificate_no and programme.recognitions.filter(certificate_no=certificate_no).exists():
        raise CertificateTaken(
            _("Certificate %(number)s is already on record for this programme; check the number.")
            % {"number": certificate_no}
        )


def _refuse_overlap(enterprise: Enterprise, programme: Programme, valid_from: date, valid_until: date) -> None:
    held = enterprise.recognitions.filter(programme=programme)
    if clash := held.overlapping(valid_from, valid_until).first():
        raise TermOverlaps(
            _("Certificate %(number)s already covers this programme until %(end)s; correct one of the two terms.")
            % {"number": clash.certificate_no or "—", "end": clash.valid_until}
        )
