"""What is stored of rules and models: versions, runs, and each firm's assessment, gap, likelihood and priority."""

from scoring.models.assessments import Assessment, AssessmentRecord, MeasureSnapshot, VerdictChange
from scoring.models.completeness import Completeness
from scoring.models.gaps import Gap, Lever
from scoring.models.likelihoods import Likelihood, LikelihoodOverride, LikelihoodRecord, Priority
from scoring.models.model_versions import ModelDecision, ModelVersion, ModelWatch, TrainingLabel, TrainingRun
from scoring.models.rulebooks import ImpactFlip, ImpactPreview, RulebookDraft, RulebookVersion
from scoring.models.runs import ScoringRun

__all__ = [
    "Assessment",
    "AssessmentRecord",
    "Completeness",
    "Gap",
    "ImpactFlip",
    "ImpactPreview",
    "Lever",
    "Likelihood",
    "LikelihoodOverride",
    "LikelihoodRecord",
    "MeasureSnapshot",
    "ModelDecision",
    "ModelVersion",
    "ModelWatch",
    "Priority",
    "RulebookDraft",
    "RulebookVersion",
    "ScoringRun",
    "TrainingLabel",
    "TrainingRun",
    "VerdictChange",
]
