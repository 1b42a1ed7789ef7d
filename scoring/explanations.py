"""Why a firm has its verdicts and likelihoods: the stored result, taken apart down to the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from crm.enterprises.models import Enterprise
from scoring.frame import frame
from scoring.models import RulebookVersion
from scoring.provenance import FactReference, facts_behind
from scoring.rulebook_versions import definition
from scoring.rulebooks.explain import explain
from scoring.rulebooks.explanation import Explanation


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
    return tuple(
        ExplainedAssessment(
            rulebook=version,
            as_of=as_of,
            explanation=explain(measures, definition(version), enterprise.pk),
            facts=facts,
        )
        for version in RulebookVersion.objects.in_force(as_of).select_related("programme").order_by("programme__tier")
    )
