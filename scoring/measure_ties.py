"""Which measures hang together, so that what is supposed of one must not contradict another."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from crm.enterprises.accepting import NotAccepted, Wrong
from crm.words import in_reader_language
from scoring.measure_bounds import Value
from scoring.rulebooks.measures import MEASURES, YEARS_BACK
from scoring.rulebooks.schema import Text
from scoring.snapshots import Measures

AGES = frozenset({"age_days", "age_years", "age_years_at_year_end", "existing_years", "operating_years"})
"""All of them follow from one day, that of the registration."""
AGES_ARE_FIXED = Text(
    zh="由成立日期和评定日决定，不能另作假设；要看企业更久以后的情形，请改看以后的日期。",
    en="follows from the day of registration and the day looked at; to see an older firm, look at a later day.",
)


def fixed(name: str, known: Measures) -> Text | None:
    """Why nothing else may be supposed of a measure; None where it may. An age that nobody knows may be supposed."""
    return AGES_ARE_FIXED if name in AGES and name in known else None


def refuse_fixed(asked: Mapping[str, Value], known: Measures) -> None:
    """Refuse other values of what is fixed.

    :raises NotAccepted: there are some, with one entry a measure.
    """
    wrong = tuple(
        Wrong(
            field=f"changes.{name}",
            code="fixed",
            message=_("%(measure)s cannot be changed here: %(why)s") % _words(name, why),
        )
        for name, value in asked.items()
        if (why := fixed(name, known)) and value != known[name]
    )
    if wrong:
        raise NotAccepted(*wrong)


def _words(name: str, why: Text) -> dict[str, str]:
    measure = MEASURES[name]
    return {
        "measure": in_reader_language(zh=measure.zh, en=measure.en),
        "why": in_reader_language(zh=why.zh, en=why.en),
    }


def followers(asked: Mapping[str, Value], known: Measures) -> dict[str, Value]:
    """What becomes of other measures if those that are asked for are as they are asked for."""
    found = dict((*_net_assets(asked, known), *_high_value(asked, known)))
    return {name: value for name, value in found.items() if value != known.get(name)}


def _net_assets(asked: Mapping[str, Value], known: Measures) -> Iterator[tuple[str, Value]]:
    """What is owned less what is owed, unless a report says otherwise or something else is asked for."""
    for back in range(YEARS_BACK):
        net, owned, owed = (f"{stem}_y{back}" for stem in ("net_assets", "total_assets", "total_liabilities"))
        if net in asked or not {owned, owed} & asked.keys():
            continue
        was = _difference(known.get(owned), known.get(owed))
        if net not in known or known[net] == was:
            yield net, _difference(asked.get(owned, known.get(owned)), asked.get(owed, known.get(owed)))


def _difference(owned: Value, owed: Value) -> Value:
    return None if owned is None or owed is None else owned - owed


def _high_value(asked: Mapping[str, Value], known: Measures) -> Iterator[tuple[str, Value]]:
    """None is of high value where there is none; what a new one is worth, nobody knows."""
    part, whole = "ip_class1_high_value", "ip_class1"
    if whole in asked and part not in asked:
        if asked[whole] == 0:
            yield part, 0.0
        elif known.get(whole) == 0:
            yield part, None
