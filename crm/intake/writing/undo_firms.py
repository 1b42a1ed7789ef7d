"""The firms that an import made: which of them go when it is undone, and the names that go with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from crm.accounts.models import User
from crm.bulk import among
from crm.enterprises.merging.relations import RELATIONS, Decision, every_relation
from crm.enterprises.models import Enterprise, FormerName, Registration
from crm.enterprises.names import spelling
from crm.intake.writing.undo_plan import Why
from crm.intake.writing.undo_tables import Touched, history_of

GOES_ALONG = frozenset(
    {
        "enterprises.FormerName.enterprise",
        "intake.ImportRow.enterprise",
        "scoring.VerdictChange.enterprise",
        "scoring.MeasureSnapshot.enterprise",
    }
)
"""What no firm is kept for, besides what follows from other rows: names without it, rows of tables about it, and the
verdicts that were worked out from what the import said."""
ISSUED = "scoring.AssessmentRecord.enterprise"
MERGED = frozenset({"enterprises.Enterprise.merged_into", "enterprises.Merge.kept", "enterprises.Merge.merged"})
NOT_YOURS: Why = "not_yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmsToGo:
    """What becomes of the firms that an import made."""

    going: tuple[int, ...] = ()
    kept: tuple[tuple[str, str, Why], ...] = ()
    """Name, code and reason of those that stay; of a closed one the code stands for the name, and leads nowhere."""
    staying_statements: frozenset[int] = frozenset()
    """The import's registrations of firms that stay and of which nobody else says anything."""


def closed_to(by: User | None, firms: Iterable[int | None]) -> frozenset[int]:
    """Of these firms, those that `by` may not see now. Nobody: the command line, which may see all."""
    if by is None:
        return frozenset()
    named = {firm for firm in firms if firm is not None}
    seen = Enterprise.objects.within_scope_of(by).filter(among("pk", named))
    return frozenset(named - set(seen.values_list("pk", flat=True)))


def firms_to_go(touched: Touched, *, by: User | None, lock: bool) -> FirmsToGo:
    """Of the firms that the import made, those go on which nothing hangs but its own registrations, as it made them.

    What `by` may not see stays, too.
    """
    firms = Enterprise.objects.filter(among("import_row", touched.own_rows)).order_by("pk")
    made = {firm.pk: firm for firm in (firms.select_for_update(of=("self",)) if lock else firms)}
    own = {key for key in touched.made if not touched.since_made(key)}
    closed = closed_to(by, made)
    hanging = {**_hanging(made, own), **dict.fromkeys(sorted(closed), NOT_YOURS)}
    spoken_of = _spoken_of(made, own)
    return FirmsToGo(
        going=tuple(pk for pk in made if pk not in hanging),
        kept=tuple(
            (made[pk].uscc, "", why) if pk in closed else (made[pk].name, made[pk].uscc, why)
            for pk, why in hanging.items()
        ),
        staying_statements=frozenset(
            key for key in own if (firm := touched.now[key]["enterprise_id"]) in hanging and firm not in spoken_of
        ),
    )


def _hanging(made: Mapping[int, Enterprise], own_statements: Collection[int]) -> dict[int, Why]:
    """The firms that something points to which stays, and whether that is a merge."""
    hanging: dict[int, Why] = {pk: "merged" for pk, firm in made.items() if firm.merged_into_id is not None}
    for name, relation in every_relation().items():
        decided = RELATIONS.get(name)
        if name in GOES_ALONG or (decided is not None and decided.decision is Decision.RECOMPUTED):
            continue
        rows = relation.model._default_manager.filter(among(relation.name, made)).values_list("pk", relation.attname)
        for key, firm in rows:
            if relation.model is not Registration or key not in own_statements:
                hanging.setdefault(firm, _why(name))
    return dict(sorted(hanging.items()))


def _why(relation: str) -> Why:
    if relation in MERGED:
        return "merged"
    return "record_issued" if relation == ISSUED else "facts_hang_on_it"


def _spoken_of(made: Iterable[int], own_statements: Collection[int]) -> set[int]:
    """The firms that another statement remains of."""
    said = Registration.objects.filter(among("enterprise", made)).values_list("pk", "enterprise_id")
    return {firm for key, firm in said if key not in own_statements}


def names_borne(firms: Collection[int]) -> dict[int, str]:
    """The names that firms bear now."""
    return dict(Enterprise.objects.filter(among("pk", firms)).values_list("pk", "name"))


def take_back_names(borne: Mapping[int, str]) -> None:
    """Of the firms that bore these names, take back the former names that they now bear again.

    One that was a former name even before the firm bore it for the last time stays one.
    """
    again = {firm: name for firm, name in names_borne(borne).items() if spelling(name) != spelling(borne[firm])}
    earlier = _names_by_history(again)
    listed = FormerName.objects.filter(among("enterprise", again)).values_list("pk", "enterprise_id", "name")
    gone = [
        pk
        for pk, firm, name in listed
        if spelling(name) == spelling(again[firm]) and not _left_before(earlier[firm], spelling(name))
    ]
    FormerName.objects.filter(among("pk", gone)).delete()


def _names_by_history(firms: Collection[int]) -> Mapping[int, list[str]]:
    """The names of firms, oldest first, each named as often as it was taken up."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    events = history_of(Enterprise)._default_manager.filter(among("pgh_obj", firms)).order_by("pgh_id")
    for firm, name in events.values_list("pgh_obj_id", "name"):
        spelt = spelling(name)
        if not names[firm] or names[firm][-1] != spelt:
            names[firm].append(spelt)
    return names


def _left_before(names: list[str], name: str) -> bool:
    """Whether a firm had borne the name, and another after it, before it took up the name again."""
    return names.count(name) > 1
