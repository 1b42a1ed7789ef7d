"""What is stored of rules and models: versions, runs, and each firm's assessment, gap, likelihood and priority."""

from scoring.models.assessments import Assessment, AssessmentRecord, MeasureSnapshot, VerdictChange
from scoring.models.completeness import Completeness
from scoring.models.gaps import Gap, Lever
from scoring.models.likelihoods import Likelihood, Priority
from scoring.models.rulebooks import ImpactFlip, ImpactPreview, RulebookDraft, RulebookVersion
from scoring.models.runs import ModelVersion, ScoringRun

__all__ = [
    "Assessment",
    "AssessmentRecord",
    "Completeness",
    "Gap",
    "ImpactFlip",
    "ImpactPreview",
    "Lever",
    "Likelihood",
    "MeasureSnapshot",
    "ModelVersion",
    "Priority",
    "RulebookDraft",
    "RulebookVersion",
    "ScoringRun",
    "VerdictChange",
]
