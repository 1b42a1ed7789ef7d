import enAssessments from "@/locales/en/assessments.json";
import enCommon from "@/locales/en/common.json";
import enCompleteness from "@/locales/en/completeness.json";
import enDrafts from "@/locales/en/drafts.json";
import enDuplicates from "@/locales/en/duplicates.json";
import enEnterprise from "@/locales/en/enterprise.json";
import enEnterprises from "@/locales/en/enterprises.json";
import enGaps from "@/locales/en/gaps.json";
import enImports from "@/locales/en/imports.json";
import enLabels from "@/locales/en/labels.json";
import enLikelihood from "@/locales/en/likelihood.json";
import enModels from "@/locales/en/models.json";
import enLevers from "@/locales/en/levers.json";
import enPipeline from "@/locales/en/pipeline.json";
import enProvenance from "@/locales/en/provenance.json";
import enRecords from "@/locales/en/records.json";
import enRulebooks from "@/locales/en/rulebooks.json";
import enSession from "@/locales/en/session.json";
import enSources from "@/locales/en/sources.json";
import enWhatIf from "@/locales/en/whatIf.json";
import enWorklist from "@/locales/en/worklist.json";
import zhAssessments from "@/locales/zh-CN/assessments.json";
import zhCommon from "@/locales/zh-CN/common.json";
import zhCompleteness from "@/locales/zh-CN/completeness.json";
import zhDrafts from "@/locales/zh-CN/drafts.json";
import zhDuplicates from "@/locales/zh-CN/duplicates.json";
import zhEnterprise from "@/locales/zh-CN/enterprise.json";
import zhEnterprises from "@/locales/zh-CN/enterprises.json";
import zhGaps from "@/locales/zh-CN/gaps.json";
import zhImports from "@/locales/zh-CN/imports.json";
import zhLabels from "@/locales/zh-CN/labels.json";
import zhLikelihood from "@/locales/zh-CN/likelihood.json";
import zhModels from "@/locales/zh-CN/models.json";
import zhLevers from "@/locales/zh-CN/levers.json";
import zhPipeline from "@/locales/zh-CN/pipeline.json";
import zhProvenance from "@/locales/zh-CN/provenance.json";
import zhRecords from "@/locales/zh-CN/records.json";
import zhRulebooks from "@/locales/zh-CN/rulebooks.json";
import zhSession from "@/locales/zh-CN/session.json";
import zhSources from "@/locales/zh-CN/sources.json";
import zhWhatIf from "@/locales/zh-CN/whatIf.json";
import zhWorklist from "@/locales/zh-CN/worklist.json";

export const zh = {
  assessments: zhAssessments,
  common: zhCommon,
  completeness: zhCompleteness,
  drafts: zhDrafts,
  duplicates: zhDuplicates,
  enterprise: zhEnterprise,
  enterprises: zhEnterprises,
  gaps: zhGaps,
  imports: zhImports,
  labels: zhLabels,
  models: zhModels,
  levers: zhLevers,
  likelihood: zhLikelihood,
  pipeline: zhPipeline,
  provenance: zhProvenance,
  records: zhRecords,
  rulebooks: zhRulebooks,
  session: zhSession,
  sources: zhSources,
  whatIf: zhWhatIf,
  worklist: zhWorklist,
};
export const en = {
  assessments: enAssessments,
  common: enCommon,
  completeness: enCompleteness,
  drafts: enDrafts,
  duplicates: enDuplicates,
  enterprise: enEnterprise,
  enterprises: enEnterprises,
  gaps: enGaps,
  imports: enImports,
  labels: enLabels,
  models: enModels,
  levers: enLevers,
  likelihood: enLikelihood,
  pipeline: enPipeline,
  provenance: enProvenance,
  records: enRecords,
  rulebooks: enRulebooks,
  session: enSession,
  sources: enSources,
  whatIf: enWhatIf,
  worklist: enWorklist,
};
export type Resources = typeof zh;
