"""Applications under way: a firm that has just applied is not asked whether it will apply by itself."""

from collections.abc import Mapping
from datetime import date

from crm.enterprises.models import Enterprise
from crm.programmes.models import Application
from scoring.likelihood.targets import Target

HAS_APPLIED: Mapping[str, str] = {
    "code": "has_applied",
    "zh": "已提交申报，等待结论",
    "en": "has applied and awaits the decision",
}


def has_applied(enterprise: Enterprise, target: Target, on: date) -> bool:
    """Is `target` about applying, and an application of its programme known of and not decided on the day?"""
    if target.question != "applies":
        return False
    open_then = Application.objects.known_on(on).open_on(on)
    return open_then.filter(enterprise=enterprise, programme=target.programme).exists()
