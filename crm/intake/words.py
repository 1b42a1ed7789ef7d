"""Words for what findings name by code, a field or a reason: told in the language of whoever reads."""

from collections.abc import Mapping
from functools import cache

from django.apps import apps
from django.utils.functional import Promise

from crm.enterprises.choosing import REASONS

TABLES = (
    "enterprises.Enterprise",
    "enterprises.FinancialYear",
    "enterprises.IPRight",
    "enterprises.Conversion",
    "enterprises.FinancingRound",
    "enterprises.Incident",
    "enterprises.ListEntry",
    "enterprises.Control",
    "enterprises.Contact",
    "programmes.Recognition",
    "casework.Engagement",
    "exchange.Demand",
    "exchange.Achievement",
    "exchange.TechnologyContract",
)
"""The tables that intake fills; where two have a field of one name, the earlier has the word."""

SEPARATOR = "、"


def listed(fields: tuple[str, ...] | list[str]) -> str:
    """Fields as the details of a finding name them."""
    return SEPARATOR.join(fields)


def worded(details: Mapping[str, str]) -> dict[str, str]:
    """Details with fields and reasons in words; all else as it is."""
    told = dict(details)
    if "field" in told:
        told["field"] = field_word(told["field"])
    if "fields" in told:
        told["fields"] = SEPARATOR.join(map(field_word, told["fields"].split(SEPARATOR)))
    if told.get("reason") in REASONS:
        told["reason"] = str(REASONS[told["reason"]])
    return told


def field_word(name: str) -> str:
    """What a field is called; a name that no table has stays as it is."""
    return str(_words().get(name, name))


@cache
def _words() -> dict[str, str | Promise]:
    words: dict[str, str | Promise] = {}
    for table in TABLES:
        for field in apps.get_model(table)._meta.concrete_fields:
            words.setdefault(field.name, field.verbose_name)
    return words
