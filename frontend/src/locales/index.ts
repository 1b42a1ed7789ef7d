import enCommon from "@/locales/en/common.json";
import enCompleteness from "@/locales/en/completeness.json";
import enDuplicates from "@/locales/en/duplicates.json";
import enEnterprise from "@/locales/en/enterprise.json";
import enEnterprises from "@/locales/en/enterprises.json";
import enImports from "@/locales/en/imports.json";
import enPipeline from "@/locales/en/pipeline.json";
import enProvenance from "@/locales/en/provenance.json";
import enRulebooks from "@/locales/en/rulebooks.json";
import enSession from "@/locales/en/session.json";
import enSources from "@/locales/en/sources.json";
import enWorklist from "@/locales/en/worklist.json";
import zhCommon from "@/locales/zh-CN/common.json";
import zhCompleteness from "@/locales/zh-CN/completeness.json";
import zhDuplicates from "@/locales/zh-CN/duplicates.json";
import zhEnterprise from "@/locales/zh-CN/enterprise.json";
import zhEnterprises from "@/locales/zh-CN/enterprises.json";
import zhImports from "@/locales/zh-CN/imports.json";
import zhPipeline from "@/locales/zh-CN/pipeline.json";
import zhProvenance from "@/locales/zh-CN/provenance.json";
import zhRulebooks from "@/locales/zh-CN/rulebooks.json";
import zhSession from "@/locales/zh-CN/session.json";
import zhSources from "@/locales/zh-CN/sources.json";
import zhWorklist from "@/locales/zh-CN/worklist.json";

export const zh = {
  common: zhCommon,
  completeness: zhCompleteness,
  duplicates: zhDuplicates,
  enterprise: zhEnterprise,
  enterprises: zhEnterprises,
  imports: zhImports,
  pipeline: zhPipeline,
  provenance: zhProvenance,
  rulebooks: zhRulebooks,
  session: zhSession,
  sources: zhSources,
  worklist: zhWorklist,
};
export const en = {
  common: enCommon,
  completeness: enCompleteness,
  duplicates: enDuplicates,
  enterprise: enEnterprise,
  enterprises: enEnterprises,
  imports: enImports,
  pipeline: enPipeline,
  provenance: enProvenance,
  rulebooks: enRulebooks,
  session: enSession,
  sources: enSources,
  worklist: enWorklist,
};
export type Resources = typeof zh;
