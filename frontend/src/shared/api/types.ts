/** The API's shapes by their short names. What they hold is written in `src/api/schema.d.ts`, which is generated. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Application = Schemas["Application"];
export type Assessment = Schemas["Assessment"];
export type BatchIn = Schemas["BatchInRequest"];
export type Candidate = Schemas["KnownFirm"];
export type CompletenessRow = Schemas["Completeness"];
export type CompletenessSummary = Schemas["CompletenessSummary"];
export type Criterion = Schemas["Criterion"];
export type DuplicatePair = Schemas["Pair"];
export type DuplicateSide = Schemas["Side"];
export type EnterpriseDetail = Schemas["Enterprise"];
export type EnterpriseRow = Schemas["EnterpriseRow"];
export type FactProvenance = Schemas["Provenance"];
export type FactReference = Schemas["FactReference"];
export type Facts = Schemas["Facts"];
export type FieldSources = Schemas["FieldSources"];
export type FinancialYear = Schemas["FinancialYear"];
export type Finding = Schemas["Finding"];
export type FirmChange = Schemas["PatchedChangeInRequest"];
export type FirmIn = Schemas["StatedInRequest"];
export type Import = Schemas["Import"];
export type ImportKind = Schemas["ImportKind"];
export type ImportPlace = Schemas["ImportPlace"];
export type ImportSummary = Schemas["ImportRow"];
export type ImportedRow = Schemas["Row"];
export type Industry = Schemas["Industry"];
export type Likelihood = Schemas["Likelihood"];
export type Me = Schemas["Me"];
export type MeasureRead = Schemas["MeasureRead"];
export type Merge = Schemas["Merge"];
export type MergeIn = Schemas["MergeInRequest"];
export type MergePlan = Schemas["MergePlan"];
export type Metric = Schemas["Metric"];
export type MissingFact = Schemas["Lack"];
export type NewFirmIn = Schemas["EnterpriseInRequest"];
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
export type SourceChoice = Schemas["SourceChoice"];
export type SourceChoiceIn = Schemas["SourceChoiceInRequest"];
export type SourceRank = Schemas["SourceRankInRequest"];
export type Sources = Schemas["EnterpriseSources"];
export type Statement = Schemas["Statement"];
export type Verdict = Schemas["VerdictEnum"];
export type WorklistRow = Schemas["WorklistRow"];

/** One page of a list: how many there are in all, and the addresses of the pages beside it. */
export interface Page<Row> {
  total: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}
