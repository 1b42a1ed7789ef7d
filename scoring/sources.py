"""Everything that sources say of one firm, field by field: what counts, why, and what else was said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from crm.enterprises.choosing import REASONS as REASON_WORDS
from crm.enterprises.choosing import Chosen, Statement
from crm.enterprises.models import Enterprise, FinancialYear, Registration, SourceChoice, SourceRank
from crm.intake.models import Import, SavedMapping
from scoring.import_places import ImportPlace, Places, places_of
from scoring.statements import StatedFigures, StatedRegistration, figures_on, registration_on
from scoring.words import as_text, field_name, shown

REASONS = tuple(REASON_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one source says of one field. `id` is None where the firm's own record says it, and no statement."""

    id: int | None
    value: str
    shown: str
    source: str
    basis: str | None
    known_on: date
    import_place: ImportPlace | None
    reason_code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSources:
    """All that is said of one field, what counts first."""

    field: str
    zh: str
    en: str
    year: int | None
    chosen: Said
    others: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseSources:
    """All that is said of one firm. Of figures only those are here of which more than one report speaks."""

    registration: tuple[FieldSources, ...]
    financial_years: tuple[FieldSources, ...]
    choices: tuple[SourceChoice, ...]


def sources_of(enterprise: Enterprise, on: date) -> EnterpriseSources:
    """What sources had said of `enterprise` by `on`."""
    said, figures = registration_on(enterprise, on), figures_on(enterprise, on)
    disputed = {key: chosen for key, chosen in figures.chosen.items() if chosen.others}
    places = places_of([*said.import_rows.values(), *figures.import_rows.values()])
    words = _reasons(enterprise, on)
    return EnterpriseSources(
        registration=tuple(_registration(said, places, words)),
        financial_years=tuple(_figures(figures, disputed, places, words)),
        choices=tuple(enterprise.source_choices.select_related("chosen_by").order_by("-chosen_on", "-pk")),
    )


def registration_sources(enterprise: Enterprise, on: date) -> Mapping[str, FieldSources]:
    """What sources had said of who `enterprise` is by `on`, by field."""
    said = registration_on(enterprise, on)
    places = places_of(said.import_rows.values())
    return {one.field: one for one in _registration(said, places, _reasons(enterprise, on))}


def source_names() -> list[str]:
    """The sources that are on record, in imports, mappings, ranks and registrations: what a form offers."""
    names: set[str] = set()
    for rows in (Import.objects, SavedMapping.objects, SourceRank.objects, Registration.objects):
        names.update(rows.order_by().values_list("source", flat=True).distinct())
    return sorted(names - {""})


Why = Mapping[tuple[str, str, int | None], str]
"""Table, field and year → why a person chose the source."""


def _reasons(enterprise: Enterprise, on: date) -> Why:
    standing = enterprise.source_choices.standing_on(on)
    return {(one.table, one.field, one.year): one.reason for one in standing}


def _registration(stated: StatedRegistration, places: Places, words: Why) -> Iterator[FieldSources]:
    for field, chosen in stated.chosen.items():
        by_hand = words.get(("registration", field, None), "")
        yield _of_field(Registration, field, None, chosen, stated, places, by_hand)


def _figures(
    stated: StatedFigures, disputed: Mapping[tuple[int, str], Chosen], places: Places, words: Why
) -> Iterator[FieldSources]:
    order = {figure: place for place, figure in enumerate(FinancialYear.FIGURES)}
    for year, figure in sorted(disputed, key=lambda key: (-key[0], order[key[1]])):
        by_hand = words.get(("financial_year", figure, year), "")
        yield _of_field(FinancialYear, figure, year, disputed[year, figure], stated, places, by_hand)


def _of_field(
    model: type[Registration] | type[FinancialYear],
    field: str,
    year: int | None,
    chosen: Chosen,
    stated: StatedRegistration | StatedFigures,
    places: Places,
    by_hand: str,
) -> FieldSources:
    names = field_name(model, field)
    own = isinstance(stated, StatedRegistration) and stated.table == "enterprise"

    def said(one: Statement, code: str | None = None) -> Said:
        return Said(
            id=None if own else one.id,
            value=as_text(one.value) or "",
            shown=shown(model, field, one.value) or "",
            source=one.source,
            basis=one.basis or None,
            known_on=one.known_on,
            import_place=places.of(stated.import_rows[one.id], field),
            reason_code=code,
            reason=_reason(code, by_hand) if code else None,
        )

    return FieldSources(
        field=field,
        zh=names.zh,
        en=names.en,
        year=year,
        chosen=said(chosen.statement, chosen.reason),
        others=tuple(map(said, chosen.others)),
    )


def _reason(code: str, by_hand: str) -> str:
    """Why a statement counts; of a choice also what was written beside it."""
    word = str(REASON_WORDS[code])
    return (
        _("%(reason)s, because: %(words)s") % {"reason": word, "words": by_hand} if code == "chosen_by_hand" else word
    )
