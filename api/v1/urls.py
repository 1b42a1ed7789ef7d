"""The addresses of version 1."""

from django.urls import path, register_converter

from api.v1 import (
    assessments,
    enterprises,
    exports,
    facts,
    imports,
    likelihoods,
    me,
    pipeline,
    reference,
    rulebooks,
    schema,
    worklist,
)
from api.v1.converters import UsccConverter, VersionConverter

register_converter(UsccConverter, "uscc")
register_converter(VersionConverter, "version")

urlpatterns = [
    path("me", me.Me.as_view()),
    path("enterprises", enterprises.EnterpriseList.as_view()),
    path("enterprises/export", exports.EnterpriseExport.as_view()),
    path("enterprises/<uscc:uscc>", enterprises.EnterprisePage.as_view()),
    path("enterprises/<uscc:uscc>/facts", facts.EnterpriseFacts.as_view()),
    path("enterprises/<uscc:uscc>/assessments", assessments.EnterpriseAssessments.as_view()),
    path("enterprises/<uscc:uscc>/likelihoods", likelihoods.EnterpriseLikelihoods.as_view()),
    path("worklist", worklist.Worklist.as_view()),
    path("pipeline", pipeline.PipelineView.as_view()),
    path("rulebooks", rulebooks.RulebookList.as_view()),
    path("rulebooks/<slug:programme>/<version:version>", rulebooks.RulebookPage.as_view()),
    path("imports", imports.ImportList.as_view()),
    path("imports/<int:number>", imports.ImportPage.as_view()),
    path("imports/<int:number>/commit", imports.ImportCommit.as_view()),
    path("imports/<int:number>/rows", imports.ImportRows.as_view()),
    path("imports/<int:number>/refused.xlsx", imports.RefusedRows.as_view()),
    path("regions", reference.RegionList.as_view()),
    path("industries", reference.IndustryList.as_view()),
    path("programmes", reference.ProgrammeList.as_view()),
    path("technology-fields", reference.TechnologyFieldList.as_view()),
    path("chains", reference.ChainList.as_view()),
    path("schema", schema.Schema.as_view()),
]
