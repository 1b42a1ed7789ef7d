"""All kinds of tables that can be taken in."""

from crm.intake.kinds.achievements import ACHIEVEMENTS
from crm.intake.kinds.contacts import CONTACTS
from crm.intake.kinds.controls import CONTROLS
from crm.intake.kinds.conversions import CONVERSIONS
from crm.intake.kinds.demands import DEMANDS
from crm.intake.kinds.engagements import ENGAGEMENTS
from crm.intake.kinds.enterprises import ENTERPRISE_FIELDS
from crm.intake.kinds.facts import FactKind
from crm.intake.kinds.fields import IDENTITY, Field
from crm.intake.kinds.financial_years import YEAR_FIELDS
from crm.intake.kinds.financing_rounds import FINANCING_ROUNDS
from crm.intake.kinds.incidents import INCIDENTS
from crm.intake.kinds.ip_rights import IP_RIGHTS
from crm.intake.kinds.judgements import JUDGEMENTS
from crm.intake.kinds.list_entries import LIST_ENTRIES
from crm.intake.kinds.recognitions import RECOGNITIONS
from crm.intake.kinds.technology_contracts import TECHNOLOGY_CONTRACTS
from crm.intake.models import Kind

FACTS: dict[str, FactKind] = {
    fact.kind.value: fact
    for fact in (
        IP_RIGHTS,
        RECOGNITIONS,
        INCIDENTS,
        LIST_ENTRIES,
        CONVERSIONS,
        FINANCING_ROUNDS,
        JUDGEMENTS,
        CONTROLS,
        CONTACTS,
        ENGAGEMENTS,
        DEMANDS,
        ACHIEVEMENTS,
        TECHNOLOGY_CONTRACTS,
    )
}
"""The kinds of dated facts, each row of a table being one fact."""

FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.ENTERPRISES.value: ENTERPRISE_FIELDS,
    Kind.FINANCIAL_YEARS.value: YEAR_FIELDS,
    **{kind: fact.all_fields for kind, fact in FACTS.items()},
}
"""What a column of each kind of table may say."""

REQUIRED: dict[str, tuple[str | tuple[str, ...], ...]] = {
    Kind.ENTERPRISES.value: (IDENTITY,),
    Kind.FINANCIAL_YEARS.value: (IDENTITY, "year"),
    **{kind: fact.required_columns for kind, fact in FACTS.items()},
}
"""What a table cannot be read without, as a column or as a value of every row; a tuple: one of them is enough."""
