"""Undoing an import: what it made goes, what it changed gets back what stood there, and what was touched since stays.

It rests on the history tables: each entry that the commit left holds the whole row as it was before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, models, transaction

from crm.accounts.models import User
from crm.bulk import among
from crm.enterprises.masking import mask_name
from crm.enterprises.models import Contact, Enterprise, FinancialYear, Registration
from crm.enterprises.projection import reproject
from crm.intake.kinds.registry import FACTS
from crm.intake.models import Import, Kind
from crm.intake.writing.undo_firms import NOT_YOURS, FirmsToGo, closed_to, firms_to_go, names_borne, take_back_names
from crm.intake.writing.undo_plan import Delete, Kept, Restore, UndoPlan, Why
from crm.intake.writing.undo_tables import IMPORT_ROW, Touched, history_of

ENTERPRISES, REGISTRATIONS = "enterprises", "registrations"
MODELS: Mapping[str, type[models.Model]] = {
    ENTERPRISES: Enterprise,
    REGISTRATIONS: Registration,
    Kind.FINANCIAL_YEARS.value: FinancialYear,
    **{name: kind.model for name, kind in FACTS.items()},
}
"""The tables that imports write, by the name under which an undoing counts them."""

MANY = 200
"""From so many rows on, tables are looked at before they are joined: their statistics lag behind what has just come in,
and the database would compare each row with each."""


def plan_undo(import_: Import, *, by: User | None = None, lock: bool = False) -> UndoPlan:
    """Work out what undoing `import_` would do now; what is about firms that `by` may not see stays as it is.

    With `lock`, the rows are held until the transaction ends.
    """
    of_firms = import_.kind == Kind.ENTERPRISES
    table = REGISTRATIONS if of_firms else str(import_.kind)
    touched = Touched.read(MODELS[table], import_, lock=lock)
    firms = firms_to_go(touched, by=by, lock=lock) if of_firms else FirmsToGo()
    closed = _closed(touched, by)
    staying = closed | firms.staying_statements
    deletes = tuple(key for key in touched.made if not touched.since_made(key) and key not in staying)
    restores = [one for key in touched.changed if key not in closed for one in _restores(table, touched, key)]
    kept = [
        *_kept_rows(table, touched, closed),
        *(Kept(table=ENTERPRISES, what=n, uscc=u, why=w) for n, u, w in firms.kept),
    ]
    changed = {touched.now[key]["enterprise_id"] for key in (*deletes, *(restore.key for restore in restores))}
    return UndoPlan(
        import_id=import_.pk,
        deletes=(Delete(table=table, keys=deletes), Delete(table=ENTERPRISES, keys=firms.going)),
        restores=tuple(restores),
        kept=tuple(kept),
        firms=tuple(sorted(changed - set(firms.going))) if of_firms else (),
    )


@transaction.atomic
def carry_out_undo(plan: UndoPlan) -> list[dict[str, object]]:
    """Do what `plan_undo` worked out; what stays is returned as `Import.kept` wants it."""
    names = names_borne(plan.firms)
    for delete in plan.deletes:
        MODELS[delete.table]._default_manager.filter(among("pk", delete.keys)).delete()
    _restore(plan.restores)
    if plan.firms:
        reproject(plan.firms, undoing=True)
        take_back_names(names)
    return [kept.to_json() for kept in plan.kept]


def _restores(table: str, touched: Touched, key: int) -> Iterable[Restore]:
    """The columns of a row that still hold what the import wrote, each with the entry that says what stood there."""
    since = touched.since_written(key)
    written = touched.written(key)
    edited = {column for column in written if column in since and column != IMPORT_ROW}
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for column in written:
        if column not in since and not (column == IMPORT_ROW and edited):
            columns[touched.was(key, column)["pgh_id"]].append(column)
    for event, restored in columns.items():
        yield Restore(table=table, key=key, event=event, columns=tuple(restored))


def _closed(touched: Touched, by: User | None) -> frozenset[int]:
    """The rows about firms that `by` may not see."""
    firms = closed_to(by, (row["enterprise_id"] for row in touched.now.values()))
    return frozenset(key for key, row in touched.now.items() if row["enterprise_id"] in firms)


def _kept_rows(table: str, touched: Touched, closed: frozenset[int]) -> Iterable[Kept]:
    """Rows that stay though the import made them, and fields that stay though it wrote them."""
    stays: dict[int, tuple[Why, tuple[str, ...]]] = {}
    for key in touched.made:
        if since := touched.since_made(key):
            stays[key] = _why(since), tuple(column for column in since if column != IMPORT_ROW)
    for key in touched.changed:
        since_written = touched.since_written(key)
        edited = tuple(column for column in touched.written(key) if column in since_written and column != IMPORT_ROW)
        if edited:
            stays[key] = _why((*edited, *({IMPORT_ROW} & since_written))), edited
    stays |= dict.fromkeys(sorted(closed & {*touched.made, *touched.changed}), (NOT_YOURS, ()))
    firms = {touched.now[key]["enterprise_id"] for key in stays if key not in closed}
    codes = dict(Enterprise.objects.filter(among("pk", firms - {None})).values_list("pk", "uscc"))
    for key, (why, fields) in stays.items():
        now = touched.now[key]
        uscc = codes.get(now["enterprise_id"], "")
        yield Kept(table=table, what=_words(table, now), uscc=uscc, why=why, fields=fields)


def _why(since: Sequence[str]) -> Why:
    if IMPORT_ROW in since:
        return "taken_up"
    return "merged" if set(since) == {"enterprise_id"} else "edited_since"


def _words(table: str, now: Mapping[str, object]) -> str:
    """What a row is, in a few words: its key, or the source of a statement; a person's name is struck out."""
    if table == REGISTRATIONS:
        return f"{now['source']} {now['known_on']}"
    if table == Kind.FINANCIAL_YEARS:
        return f"{now['year']} {now['basis']}"
    if MODELS[table] is Contact:
        return mask_name(str(now["name"]))
    return " ".join(str(now[FACTS[table].column(name)]) for name in FACTS[table].key if now[FACTS[table].column(name)])


def _restore(restores: Iterable[Restore]) -> None:
    """Write back what the entries of the history hold: one UPDATE for all rows with the same columns."""
    alike: defaultdict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for restore in restores:
        alike[restore.table, restore.columns].append(restore.event)
    quote = connection.ops.quote_name
    for (table, columns), events in alike.items():
        model = MODELS[table]
        now, was = quote(model._meta.db_table), quote(history_of(model)._meta.db_table)
        assigned = ", ".join(f"{quote(column)} = was.{quote(column)}" for column in columns)
        with connection.cursor() as cursor:
            if len(events) > MANY:
                cursor.execute(f"ANALYZE {now}, {was}")
            cursor.execute(
                f"UPDATE {now} AS now SET {assigned} FROM {was} AS was"  # noqa: S608 (quoted names)
                " WHERE was.pgh_id = ANY(%s) AND was.pgh_obj_id = now.id",
                [events],
            )
