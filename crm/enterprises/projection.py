"""What is shown of a firm, from what sources say of it: one statement of SQL, however many firms."""

from collections.abc import Collection, Iterator

from django.db import connection

from crm.bulk import among
from crm.enterprises.choosing import PAIRED_WITH_STATUS, Ranks
from crm.enterprises.models import Enterprise, Registration, SourceRank
from crm.enterprises.statements import ranks_of

NEVER_NULL = {
    "registration_no": "''",
    "legal_form": "''",
    "address": "''",
    "business_scope": "''",
    "status": f"'{Enterprise.Status.OPERATING.value}'",
    "name": "firm.name",
}
"""Columns of a firm that cannot be empty, and what stands there when nobody states them."""

STATED: dict[str, str] = {
    field.name: field.attname for field in Registration._meta.concrete_fields if field.name in Registration.STATED
}
"""Field that a source states of a firm → column, of the firm's table as of the registrations'."""

IN_BUSINESS = ", ".join(f"'{status.value}'" for status in Enterprise.IN_BUSINESS)


def reproject(enterprise_ids: Collection[int], *, undoing: bool = False) -> int:
    """Show of each firm, field by field, the statement that counts (`crm.enterprises.choosing`); how many changed.

    The name that a firm bore until now is kept as a former one, unless it is an import that is being undone. Firms of
    which no source is on record stay as they are.
    """
    firms = sorted(enterprise_ids)
    if not firms:
        return 0
    said = Registration.objects.filter(among("enterprise", firms)).order_by()
    sources = sorted(said.values_list("source", flat=True).distinct())
    with connection.cursor() as cursor:
        cursor.execute(_projection(keep_names=not undoing), [sources, *_ranks(sources), firms, firms])
        return int(cursor.rowcount)


def state_known(enterprise_ids: Collection[int]) -> int:
    """Make what is on record of firms without any statement the statement of the source that they came from."""
    columns = ", ".join(STATED.values())
    known = ", ".join(
        f"nullif(firm.{column}, '')" if NEVER_NULL.get(field) == "''" else f"firm.{column}"
        for field, column in STATED.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO enterprises_registration
                (enterprise_id, {columns}, source, known_on, import_row_id, recorded_at)
            SELECT firm.id, {known}, firm.source, firm.known_on, firm.import_row_id, now()
            FROM enterprises_enterprise AS firm
            WHERE firm.id = ANY(%s::bigint[])
              AND NOT EXISTS (SELECT 1 FROM enterprises_registration AS said WHERE said.enterprise_id = firm.id)
            """,  # noqa: S608 (columns of the model)
            [sorted(enterprise_ids)],
        )
        return int(cursor.rowcount)


def _ranks(sources: list[str]) -> Iterator[list[int]]:
    """For each field, the rank of each source."""
    ranks: Ranks = ranks_of(SourceRank.Table.REGISTRATION)
    for field in STATED:
        yield [ranks.of(field, source) for source in sources]


def _order(field: str) -> str:
    """The order of the statements about a field that `choosing.order` makes."""
    return f"by_hand->>'{field}' IS DISTINCT FROM source, rank_{field}, known_on DESC, id DESC"


def _first(field: str) -> str:
    """The value of a field that counts.

    An end counts from a statement of the status that counts, or of none; never while the firm is in business.
    """
    column = STATED[field]
    fits = ""
    if field == PAIRED_WITH_STATUS:
        fits = f" AND shown_status NOT IN ({IN_BUSINESS}) AND coalesce(status, shown_status) = shown_status"
    return f"(array_agg({column} ORDER BY {_order(field)}) FILTER (WHERE {column} IS NOT NULL{fits}))[1] AS {column}"


def _projection(*, keep_names: bool) -> str:
    """The statement; its parameters: the sources, for each field their ranks, the firms, the firms.

    It joins nothing that it made itself: of that PostgreSQL knows no numbers, and takes fifty thousand firms for one.
    The keys are cast to the type of the column, since only then it looks them up by hash.
    """
    ranks = ", ".join(f"rank_{field}" for field in STATED)
    shown = {
        field: f"coalesce(chosen.{column}, {NEVER_NULL[field]})" if field in NEVER_NULL else f"chosen.{column}"
        for field, column in STATED.items()
    }
    return f"""
        WITH ranked AS (
            SELECT * FROM unnest(%s::text[]{", %s::int[]" * len(STATED)}) AS ranked(source, {ranks})
        ), choice AS (
            SELECT enterprise_id, jsonb_object_agg(field, source) AS by_hand FROM enterprises_sourcechoice
            WHERE "table" = 'registration' AND revoked_on IS NULL AND enterprise_id = ANY(%s::bigint[])
            GROUP BY enterprise_id
        ), said AS (
            SELECT *, first_value(status) OVER (
                PARTITION BY enterprise_id ORDER BY status IS NULL, {_order("status")}
            ) AS shown_status
            FROM enterprises_registration JOIN ranked USING (source) LEFT JOIN choice USING (enterprise_id)
            WHERE enterprise_id = ANY(%s::bigint[])
        ), chosen AS MATERIALIZED (
            SELECT enterprise_id, {", ".join(map(_first, STATED))} FROM said GROUP BY enterprise_id
        ){_renamed() if keep_names else ""}
        UPDATE enterprises_enterprise AS firm
        SET {", ".join(f"{STATED[field]} = {value}" for field, value in shown.items())}
        FROM chosen
        WHERE firm.id = chosen.enterprise_id
          AND ({", ".join(f"firm.{STATED[field]}" for field in shown)}) IS DISTINCT FROM ({", ".join(shown.values())})
    """  # noqa: S608 (columns of the model)


def _renamed() -> str:
    return """, renamed AS (
            INSERT INTO enterprises_formername (enterprise_id, name)
            SELECT firm.id, firm.name FROM enterprises_enterprise AS firm JOIN chosen ON firm.id = chosen.enterprise_id
            WHERE name_spelling(chosen.name) <> name_spelling(firm.name)
            ON CONFLICT DO NOTHING
        )"""
