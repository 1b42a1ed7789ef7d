"""Two records of one firm, and all that the database holds of both."""

from datetime import UTC, date, datetime
from typing import Any

from django.core import serializers

from crm.enterprises.merging import MergePlan, carry_out, plan_merge
from crm.enterprises.merging.relations import every_relation
from crm.enterprises.models import Enterprise, Merge
from tests.factories import EnterpriseFactory, RegistrationFactory

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
STATED = (
    "registration_no", "legal_form", "registered_on", "registered_capital", "registered_region", "operating_region",
    "address", "industry", "status",
)  # fmt: skip


def recorded(source: str = "登记机关", known_on: date = date(2025, 1, 1), **traits: Any) -> Enterprise:
    """A firm with the statement that it is shown by, as imports make them."""
    firm = EnterpriseFactory(**traits)
    values = {name: getattr(firm, name) or None for name in STATED}
    RegistrationFactory(enterprise=firm, source=source, known_on=known_on, name=firm.name, **values)
    return firm


def merged(keep: Enterprise, merge: Enterprise, **options: Any) -> Merge:
    """Merge one into the other as planned."""
    plan: MergePlan = plan_merge(keep=keep, merge=merge)
    return carry_out(plan, **{"by": None, "reason": "同一企业", "at": NOW, "confirm_codes": True, **options})


def everything(*besides: type[Any]) -> str:
    """All rows of all tables that point to firms, and the firms, but for merges themselves; histories aside."""
    models = {Enterprise, *(field.model for field in every_relation().values())} - {Merge, *besides}
    ordered = sorted(models, key=lambda model: model._meta.label)
    return "\n".join(serializers.serialize("jsonl", model._base_manager.order_by("pk")) for model in ordered)
