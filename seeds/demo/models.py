"""The models of the demo city: in use as soon as they earned it, by the demo approver and with a note that says so."""

from crm.accounts.models import User
from crm.enterprises.models import Enterprise
from scoring.model_decisions import promote
from scoring.models import ModelVersion
from seeds.demo.logins import username_of

NOTE = "演示城市自动启用：全部上线条件均已满足；正式使用时须由审批员查看模型说明后决定。"


def promote_earned() -> list[ModelVersion]:
    """Put the newest version of each target in use that the demo model owner trained and that met every condition.

    A target with a model in use is left alone, and so is everything where there are real firms, or where somebody has
    taken a model out of use.
    """
    approver = User.objects.filter(username=username_of("rule_approver"), is_demo=True, is_active=True).first()
    if approver is None or Enterprise.objects.filter(is_synthetic=False).exists():
        return []
    versions = ModelVersion.objects.order_by("target", "-trained_at").distinct("target")
    taken = ModelVersion.objects.filter(is_promoted=True).values_list("target", flat=True)
    earned = [one for one in versions.exclude(target__in=taken) if _is_for_the_demo(one)]
    for version in earned:
        promote(version=version, by=approver, note=NOTE)
    return earned


def _is_for_the_demo(version: ModelVersion) -> bool:
    by = version.trained_by
    never_decided_on = not version.decisions.exists()
    return bool(version.card.get("earned") and by and by.is_demo and never_decided_on)
