"""How much hangs on a record: what helps to decide which of two to keep."""

from collections import Counter
from collections.abc import Collection

from django.db.models import Count

from crm.enterprises.merging.relations import RELATIONS, Decision, every_relation

ABOUT_THE_RECORD = frozenset(
    {
        "enterprises.Registration.enterprise",
        "enterprises.SourceChoice.enterprise",
        "enterprises.Enterprise.merged_into",
        "enterprises.Enterprise_chains.enterprise",
    }
)
"""Relations that say who the firm is rather than what it did."""


def facts_of(firms: Collection[int]) -> Counter[int]:
    """How many rows that a merge would move hang on each of these firms, by one query a table."""
    numbers: Counter[int] = Counter()
    for name, field in every_relation().items():
        decided = RELATIONS.get(name)
        if decided is None or decided.decision is not Decision.MOVES or name in ABOUT_THE_RECORD:
            continue
        rows = field.model._base_manager.filter(**{f"{field.attname}__in": firms}).order_by()
        numbers.update(dict(rows.values_list(field.attname).annotate(Count("pk"))))
    return numbers
