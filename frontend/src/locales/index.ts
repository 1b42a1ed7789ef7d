import enCommon from "@/locales/en/common.json";
import enEnterprise from "@/locales/en/enterprise.json";
import enEnterprises from "@/locales/en/enterprises.json";
import enImports from "@/locales/en/imports.json";
import enPipeline from "@/locales/en/pipeline.json";
import enRulebooks from "@/locales/en/rulebooks.json";
import enSession from "@/locales/en/session.json";
import enWorklist from "@/locales/en/worklist.json";
import zhCommon from "@/locales/zh-CN/common.json";
import zhEnterprise from "@/locales/zh-CN/enterprise.json";
import zhEnterprises from "@/locales/zh-CN/enterprises.json";
import zhImports from "@/locales/zh-CN/imports.json";
import zhPipeline from "@/locales/zh-CN/pipeline.json";
import zhRulebooks from "@/locales/zh-CN/rulebooks.json";
import zhSession from "@/locales/zh-CN/session.json";
import zhWorklist from "@/locales/zh-CN/worklist.json";

export const zh = {
  common: zhCommon,
  enterprise: zhEnterprise,
  enterprises: zhEnterprises,
  imports: zhImports,
  pipeline: zhPipeline,
  rulebooks: zhRulebooks,
  session: zhSession,
  worklist: zhWorklist,
};
export const en = {
  common: enCommon,
  enterprise: enEnterprise,
  enterprises: enEnterprises,
  imports: enImports,
  pipeline: enPipeline,
  rulebooks: enRulebooks,
  session: enSession,
  worklist: enWorklist,
};
export type Resources = typeof zh;
