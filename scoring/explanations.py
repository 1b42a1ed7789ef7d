"""Why a firm has its verdicts and likelihoods: the stored result, taken apart down to the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from crm.enterprises.models import Enterprise
from crm.errors import DomainError
from scoring.frame import frame
from scoring.models import RulebookVersion
from scoring.provenance import FactReference, facts_behind
from scoring.rulebook_versions import definition
from scoring.rulebooks.explain import explain_all
from scoring.rulebooks.explanation import Explanation


class NotOperating(DomainError):
    """An assessment was asked for as of a day on which the firm did not operate, as far as was known."""

    code = "assessment.not_operating"

    def __init__(self, day: date) -> None:
        super().__init__(_("This firm did not operate on %(day)s, as far as was known then.") % {"day": day})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedAssessment:
    """A rulebook held against one firm as of a day, criterion by criterion, with the facts behind each measure."""

    rulebook: RulebookVersion
    as_of: date
    explanation: Explanation
    facts: Mapping[str, tuple[FactReference, ...]]


def explain_assessments(enterprise: Enterprise, as_of: date) -> tuple[ExplainedAssessment, ...]:
    """Hold every rulebook in force on `as_of` against the firm, on what was known then; empty if it did not operate."""
    measures = frame(as_of, Enterprise.objects.filter(pk=enterprise.pk))
    if measures.empty:
        return ()
    facts = facts_behind(enterprise, as_of)
    versions = versions_on(as_of)
    explanations = explain_all(measures, map(definition, versions), enterprise.pk)
    return tuple(
        ExplainedAssessment(rulebook=version, as_of=as_of, explanation=explanation, facts=facts)
        for version, explanation in zip(versions, explanations, strict=True)
    )


def versions_on(as_of: date) -> tuple[RulebookVersion, ...]:
    """The rulebooks in force on a day: those of the path by their tiers, then the others."""
    in_force = RulebookVersion.objects.in_force(as_of).select_related("programme")
    return tuple(in_force.order_by("programme__tier", "programme_id"))
