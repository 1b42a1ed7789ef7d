"""What changes which source counts: a person's choice for one field of one firm, and the ranks for all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.enterprises.models import Enterprise, FinancialYear, Registration, SourceChoice, SourceRank
from crm.enterprises.models.enterprise import EnterpriseQuerySet
from crm.enterprises.projection import reproject
from crm.errors import DomainError

RankKey = tuple[str, str, str, str]
"""Table, field, source, basis."""


class FieldUnknown(DomainError):
    """There is no such field in a registration, no such figure in a financial year."""

    code = "source_choice.field_unknown"
    status = 400


class NothingStated(DomainError):
    """The source that is to count says nothing of the field."""

    code = "source_choice.nothing_stated"


class RankTwice(DomainError):
    """Two ranks speak of the same."""

    code = "source_rank.twice"
    status = 400


class RankOfNothing(DomainError):
    """A rank names neither a source nor a basis, or a field that there is not."""

    code = "source_rank.unusable"
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """For what a person wants which source to count."""

    table: str
    field: str
    source: str
    year: int | None = None
    basis: str = ""


@transaction.atomic
def choose_source(*, enterprise: Enterprise, wanted: Wanted, reason: str, by: User | None, on: date) -> SourceChoice:
    """Let one source count for one field of `enterprise` from `on` on; an earlier choice for it is taken back.

    :raises FieldUnknown: there is no such field.
    :raises NothingStated: the source says nothing of the field.
    """
    Enterprise.objects.select_for_update(of=("self",)).get(pk=enterprise.pk)
    _refuse_unknown(wanted)
    _refuse_silent(enterprise, wanted)
    same = enterprise.source_choices.filter(table=wanted.table, field=wanted.field, year=wanted.year, revoked_on=None)
    same.update(revoked_on=on)
    made = SourceChoice.objects.create(
        enterprise=enterprise,
        table=wanted.table,
        field=wanted.field,
        year=wanted.year,
        source=wanted.source,
        basis=wanted.basis,
        reason=reason,
        chosen_on=on,
        chosen_by=by,
    )
    _show(enterprise, wanted.table)
    return made


@transaction.atomic
def take_back(*, choice: SourceChoice, on: date) -> SourceChoice:
    """Let the ranks decide again from `on` on; a choice that was taken back before stays as it is."""
    choice = SourceChoice.objects.select_for_update(of=("self",)).get(pk=choice.pk)
    if choice.revoked_on is None:
        choice.revoked_on = on
        choice.save(update_fields=["revoked_on"])
        _show(choice.enterprise, choice.table)
    return choice


def _show(enterprise: Enterprise, table: str) -> None:
    if table == SourceRank.Table.REGISTRATION:
        reproject([enterprise.pk])


FIELDS = {
    SourceRank.Table.REGISTRATION: frozenset(Registration.STATED),
    SourceRank.Table.FINANCIAL_YEAR: frozenset(FinancialYear.FIGURES),
}


def _refuse_unknown(wanted: Wanted) -> None:
    is_figure = wanted.table == SourceRank.Table.FINANCIAL_YEAR
    if wanted.field not in FIELDS[SourceRank.Table(wanted.table)] or is_figure != (wanted.year is not None):
        raise FieldUnknown(
            _("There is no field “%(field)s” here; a figure needs its year, a registration has none.")
            % {"field": wanted.field}
        )


def _refuse_silent(enterprise: Enterprise, wanted: Wanted) -> None:
    spoken = {f"{wanted.field}__isnull": False, "source": wanted.source}
    if wanted.year is None:
        speaks = enterprise.registrations.filter(**spoken).exists()
    else:
        reports = enterprise.financial_years.filter(year=wanted.year, **spoken)
        speaks = (reports.filter(basis=wanted.basis) if wanted.basis else reports).exists()
    if not speaks:
        raise NothingStated(
            _("“%(source)s” says nothing of this field, so it cannot count; choose one of the sources that do.")
            % {"source": wanted.source}
        )


@transaction.atomic
def set_ranks(ranks: Collection[SourceRank]) -> list[SourceRank]:
    """Put `ranks` in the place of all there are, and show every firm anew whose sources they may reorder.

    :raises RankTwice: two of them speak of the same source, basis and field.
    :raises RankOfNothing: one names neither a source nor a basis, or a field that there is not.
    """
    _refuse_unusable(ranks)
    there = {_key(rank): rank for rank in SourceRank.objects.select_for_update()}
    wanted = {_key(rank): rank for rank in ranks}
    touched = {key[0] for key in there.keys() ^ wanted.keys()}
    SourceRank.objects.filter(pk__in=[rank.pk for key, rank in there.items() if key not in wanted]).delete()
    SourceRank.objects.bulk_create(rank for key, rank in wanted.items() if key not in there)
    for key, rank in wanted.items():
        if key in there and there[key].rank != rank.rank:
            SourceRank.objects.filter(pk=there[key].pk).update(rank=rank.rank)
            touched.add(key[0])
    if SourceRank.Table.REGISTRATION in touched:
        reproject(list(disputed(Enterprise.objects.all()).values_list("pk", flat=True)))
    return list(SourceRank.objects.all())


def disputed(enterprises: EnterpriseQuerySet) -> EnterpriseQuerySet:
    """Those of `enterprises` of which more than one statement is on record: no rank changes what is shown of others."""
    several = (
        Registration.objects.order_by().values("enterprise").annotate(statements=Count("pk")).filter(statements__gt=1)
    )
    return enterprises.filter(pk__in=several.values("enterprise"))


def _key(rank: SourceRank) -> RankKey:
    return rank.table, rank.field, rank.source, rank.basis


def _refuse_unusable(ranks: Iterable[SourceRank]) -> None:
    seen: set[RankKey] = set()
    for rank in ranks:
        fields = FIELDS[SourceRank.Table(rank.table)]
        wrong_basis = bool(rank.basis) and rank.table != SourceRank.Table.FINANCIAL_YEAR
        if not (rank.source or rank.basis) or wrong_basis or (rank.field and rank.field not in fields):
            raise RankOfNothing(
                _("The rank %(rank)s names no source and no basis, or a field or basis that these facts do not have.")
                % {"rank": rank.rank}
            )
        if _key(rank) in seen:
            raise RankTwice(
                _("“%(source)s” is ranked twice for the same field; keep one of the two.")
                % {"source": rank.source or rank.basis}
            )
        seen.add(_key(rank))
