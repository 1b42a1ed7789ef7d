"""What becomes of everything that points to a firm when it is merged: one decision a relation, and none by default.

A relation that is missing here blocks every merge until somebody has decided on it, and fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pghistory.models import Event

from crm.enterprises.models import Enterprise


class Decision(StrEnum):
    """What becomes of the rows of one relation."""

    MOVES = "moves"
    """They point to the survivor from now on. What the survivor has already is set aside: it stays where it is, on a
    record that nothing counts or shows."""
    STAYS = "stays"
    """They tell what was done with the merged record, which remains true."""
    RECOMPUTED = "recomputed"
    """They follow from other rows; what stands on the merged record is not looked at, the next run makes it anew."""


WORDS: Mapping[Decision, Promise] = {
    Decision.MOVES: _("moves to the firm that is kept"),
    Decision.STAYS: _("stays with the merged record"),
    Decision.RECOMPUTED: _("is worked out anew"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The decision on one relation."""

    decision: Decision
    words: Promise
    """What its rows are."""
    same_by: tuple[str, ...] = ()
    """Fields that, when equal, make two rows the same, besides what the constraints of the table say."""


def _moves(words: Promise, *same_by: str) -> Relation:
    return Relation(decision=Decision.MOVES, words=words, same_by=same_by)


def _stays(words: Promise) -> Relation:
    return Relation(decision=Decision.STAYS, words=words)


def _recomputed(words: Promise) -> Relation:
    return Relation(decision=Decision.RECOMPUTED, words=words)


RELATIONS: Mapping[str, Relation] = {
    "enterprises.Registration.enterprise": _moves(_("registrations, by source")),
    "enterprises.SourceChoice.enterprise": _moves(_("choices between sources")),
    "enterprises.FormerName.enterprise": _moves(_("former names")),
    "enterprises.Contact.enterprise": _moves(_("contacts"), "name", "phone"),
    "enterprises.FinancialYear.enterprise": _moves(_("financial years")),
    "enterprises.FinancingRound.enterprise": _moves(_("financing rounds"), "closed_on", "amount"),
    "enterprises.IPRight.enterprise": _moves(_("IP rights")),
    "enterprises.Conversion.enterprise": _moves(_("conversions of results")),
    "enterprises.RnDInstitution.enterprise": _moves(_("R&D institutions")),
    "enterprises.Judgement.enterprise": _moves(_("judgements")),
    "enterprises.Incident.enterprise": _moves(_("incidents")),
    "enterprises.ListEntry.enterprise": _moves(_("entries on public lists")),
    "enterprises.Control.enterprise": _moves(_("controls")),
    "enterprises.Coverage.enterprise": _moves(_("statements that all is on record")),
    "enterprises.Enterprise_chains.enterprise": _moves(_("industrial chains")),
    "enterprises.Enterprise.merged_into": _moves(_("records merged into it before")),
    "enterprises.Merge.kept": _stays(_("records of earlier merges")),
    "enterprises.Merge.merged": _stays(_("records of earlier merges, undone since")),
    "enterprises.DuplicatePair.one": _recomputed(_("possible duplicates")),
    "enterprises.DuplicatePair.other": _recomputed(_("possible duplicates")),
    "programmes.Application.enterprise": _moves(_("applications")),
    "programmes.Recognition.enterprise": _moves(_("recognitions")),
    "casework.Portfolio.enterprise": _moves(_("places in portfolios")),
    "casework.Engagement.enterprise": _moves(_("visits and other engagements")),
    "exchange.Demand.enterprise": _moves(_("technology demands")),
    "exchange.Achievement.enterprise": _moves(_("achievements")),
    "exchange.TechnologyContract.enterprise": _moves(_("technology contracts")),
    "intake.ImportRow.enterprise": _stays(_("rows of imported tables")),
    "scoring.Assessment.enterprise": _recomputed(_("assessments")),
    "scoring.Likelihood.enterprise": _recomputed(_("likelihoods")),
    "scoring.Completeness.enterprise": _recomputed(_("lists of missing facts")),
    "scoring.Priority.enterprise": _recomputed(_("places on the worklist")),
    "scoring.Gap.enterprise": _recomputed(_("gap plans")),
    "scoring.ImpactFlip.enterprise": _recomputed(_("verdicts that a draft would change")),
    "scoring.MeasureSnapshot.enterprise": _stays(_("what was known when it was assessed")),
    "scoring.VerdictChange.enterprise": _stays(_("changes of verdicts")),
    "scoring.AssessmentRecord.enterprise": _stays(_("assessment records")),
    "scoring.LikelihoodRecord.enterprise": _stays(_("the history of its likelihoods")),
    "scoring.LikelihoodOverride.enterprise": _stays(_("overrides of its likelihoods")),
    "scoring.TrainingLabel.enterprise": _stays(_("training labels about it")),
}
"""Every foreign key to `Enterprise`, those of tables between two others included, as app.Model.field."""


def every_relation() -> dict[str, "models.ForeignKey[Any, Any]"]:
    """All foreign keys to `Enterprise` that there are, by their names; histories aside, which nobody may alter."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Enterprise
    }
