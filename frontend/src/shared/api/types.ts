/** The API's shapes by their short names. What they hold is written in `src/api/schema.d.ts`, which is generated. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Application = Schemas["Application"];
export type Assessment = Schemas["Assessment"];
export type Criterion = Schemas["Criterion"];
export type EnterpriseDetail = Schemas["Enterprise"];
export type EnterpriseRow = Schemas["EnterpriseRow"];
export type FactReference = Schemas["FactReference"];
export type Facts = Schemas["Facts"];
export type FinancialYear = Schemas["FinancialYear"];
export type Finding = Schemas["Finding"];
export type Import = Schemas["Import"];
export type ImportPlace = Schemas["ImportPlace"];
export type ImportSummary = Schemas["ImportRow"];
export type ImportedRow = Schemas["Row"];
export type Industry = Schemas["Industry"];
export type Likelihood = Schemas["Likelihood"];
export type Me = Schemas["Me"];
export type MeasureRead = Schemas["MeasureRead"];
export type Metric = Schemas["Metric"];
export type PathStep = Schemas["Step"];
export type Pipeline = Schemas["Pipeline"];
export type ProblemDetails = Schemas["Problem"];
export type Reason = Schemas["Reason"];
export type Recognition = Schemas["Recognition"];
export type Region = Schemas["Region"];
export type Remark = Schemas["Remark"];
export type Rule = Schemas["Rule"];
export type Rulebook = Schemas["Rulebook"];
export type RulebookRow = Schemas["RulebookRow"];
export type Score = Schemas["Score"];
export type ScoreItem = Schemas["Item"];
export type Sheet = Schemas["Sheet"];
export type Verdict = Schemas["VerdictEnum"];
export type WorklistRow = Schemas["WorklistRow"];

/** One page of a list: how many there are in all, and the addresses of the pages beside it. */
export interface Page<Row> {
  total: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}
