"""Assessments as they are issued: numbered, citable, never changed, and held against the same measures again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from typing import Any, Self

import orjson
from django.db import connection, transaction
from django.db.models import IntegerField, Max, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from crm.one_state import one_state
from crm.programmes.models import Programme
from crm.words import in_reader_language
from scoring.explanations import NotOperating
from scoring.frame import frame
from scoring.models import AssessmentRecord, RulebookVersion
from scoring.provenance import FactReference, facts_behind
from scoring.rulebook_versions import definition
from scoring.rulebooks.measures import MEASURES, Measure
from scoring.snapshots import Measures, explained, explained_again, measures_in, measures_of, sha256_of, take_snapshot

NUMBERING_LOCK = 0x7469_6477
"""Whoever takes the next number of a year does so alone."""
PREFIX = "PG"
"""评估."""
DIFFERENCES = 50
"""So many places in which two explanations differ are named."""


class NoRulebook(DomainError):
    """A record was asked for under a programme without criteria on that day."""

    code = "record.no_rulebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOtherwise:
    """A measure that reads otherwise than it did."""

    measure: Measure
    before: float | bool | None
    after: float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A record held against its own measures again, and those against the facts that are on record now.

    `differs_in` names the places in which the explanations differ: none, as long as the bytes are the same.
    """

    record: AssessmentRecord
    found_sha256: str
    found_verdict: str
    differs_in: tuple[str, ...]
    facts_now_read_otherwise: tuple[ReadOtherwise, ...]

    @property
    def same_bytes(self) -> bool:
        """Whether the explanation came out byte for byte as it was issued, and is as its hash says."""
        issued = sha256_of(self.record.explanation.encode())
        return issued == self.record.sha256 == self.found_sha256

    @classmethod
    def of(cls, record: AssessmentRecord) -> Self:
        """Hold `record` against its snapshot, and its snapshot against the facts."""
        again, said = explained_again(record.snapshot, record.rulebook)
        issued, found = orjson.loads(record.explanation), orjson.loads(said)
        return cls(
            record=record,
            found_sha256=sha256_of(said),
            found_verdict=again.verdict,
            differs_in=tuple(islice(_differences(issued, found), DIFFERENCES)),
            facts_now_read_otherwise=tuple(_read_otherwise(record)),
        )


def records_seen_by(user: User) -> "QuerySet[AssessmentRecord]":
    """The records of the firms that `user` may see, those too that were issued of a record merged into one since."""
    seen = Enterprise.objects.visible_to(user).values("pk")
    of_them = Q(enterprise__in=seen) | Q(enterprise__merged_into__in=seen)
    return AssessmentRecord.objects.filter(of_them).select_related(
        "enterprise", "issued_by", "rulebook__programme", "snapshot"
    )


def issue_record(
    *, enterprise: Enterprise, programme: str, as_of: date, purpose: str, by: User, on: date
) -> AssessmentRecord:
    """Issue the assessment of a firm under the rulebook that was in force on `as_of`, on what was known then.

    :param on: the day of issue; the numbers begin anew with each year.
    :raises NoRulebook: the programme had no rulebook in force.
    :raises NotOperating: the firm did not operate on the day, as far as was known.
    """
    with one_state():  # so that the facts named are those that were read
        version = _in_force(programme, as_of)
        measures = measures_of(frame(as_of, Enterprise.objects.filter(pk=enterprise.pk))).get(enterprise.pk)
        if measures is None:
            raise NotOperating(as_of)
        facts = facts_behind(enterprise, as_of)
    explanation, said = explained(enterprise.pk, as_of, measures, version)
    with transaction.atomic():
        return AssessmentRecord.objects.create(
            enterprise=enterprise,
            enterprise_name=enterprise.name,
            uscc=enterprise.uscc,
            rulebook=version,
            as_of=as_of,
            verdict=explanation.verdict,
            snapshot=take_snapshot(enterprise.pk, as_of, measures),
            explanation=said.decode(),
            sha256=sha256_of(said),
            facts={name: [_kept(fact) for fact in facts.get(name, ())] for name in definition(version).measures()},
            purpose=purpose,
            issued_by=by,
            number=_next_number(on.year),
        )


def _in_force(programme: str, as_of: date) -> RulebookVersion:
    version = RulebookVersion.objects.in_force(as_of).filter(programme=programme).first()
    if version is None:
        raise NoRulebook(
            _("No rulebook of %(programme)s was in force on %(day)s.") % {"programme": _named(programme), "day": as_of}
        )
    return version


def read_measures(record: AssessmentRecord) -> Iterator[tuple[Measure, float | bool | None]]:
    """What the rulebook of a record read of the firm, in its order; None is what was not known."""
    known = measures_in(record.snapshot)
    for name in definition(record.rulebook).measures():
        yield MEASURES[name], known.get(name)


def _named(code: str) -> str:
    """A programme by its name in the language of who asks, by its code if there is none."""
    programme = Programme.objects.filter(code=code).first()
    return in_reader_language(zh=programme.zh, en=programme.en) if programme else code


def _next_number(year: int) -> str:
    """The number after the last one of the year; until this transaction ends, nobody else takes one."""
    start = f"{PREFIX}{year}-"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
    serial = Cast(Substr("number", len(start) + 1), IntegerField())
    last = AssessmentRecord.objects.filter(number__startswith=start).aggregate(last=Max(serial))["last"]
    return f"{start}{(last or 0) + 1:06}"


def _kept(fact: FactReference) -> dict[str, Any]:
    return {**asdict(fact), "known_on": fact.known_on.isoformat()}


def _read_otherwise(record: AssessmentRecord) -> Iterator[ReadOtherwise]:
    """What the rulebook read, and would read otherwise as of the same day by the facts that are on record now."""
    firm = record.enterprise.merged_into_id or record.enterprise_id
    found = measures_of(frame(record.as_of, Enterprise.objects.filter(pk=firm)))
    now: Measures = found.get(firm, {})
    for measure, before in read_measures(record):
        after = now.get(measure.name)
        if before != after:
            yield ReadOtherwise(measure=measure, before=before, after=after)


def _differences(one: Any, other: Any, at: str = "$") -> Iterator[str]:
    """The places in which two pieces of JSON differ."""
    match one, other:
        case Mapping(), Mapping():
            for name in sorted({*one, *other}):
                yield from _differences(one.get(name, _ABSENT), other.get(name, _ABSENT), f"{at}.{name}")
        case list(), list() if len(one) == len(other):
            yield from _of_lists(one, other, at)
        case _ if one != other:
            yield at


def _of_lists(one: Sequence[Any], other: Sequence[Any], at: str) -> Iterator[str]:
    for place, (left, right) in enumerate(zip(one, other, strict=True)):
        yield from _differences(left, right, f"{at}[{place}]")


_ABSENT = object()
"""Stands for what one of the two has not."""
