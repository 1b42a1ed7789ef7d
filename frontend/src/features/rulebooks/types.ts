/** The shapes of the rulebooks' API by the words of these screens; what they hold is generated from the server's schema. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Text = Schemas["Text"];

export type Version = Schemas["RulebookRow"];
export type Status = Version["status"];
export type Published = Schemas["Rulebook"];
/** A rulebook like the official table, whether published or only drafted. */
export type Table = Schemas["RulebookText"];
export type Criterion = Schemas["Rule"];
export type ScoreSheet = Schemas["Sheet"];
export type ScorePart = ScoreSheet["parts"][number];
export type ScoreItem = ScorePart["items"][number];
/** One line of a scale: when it holds, and what it gives. Several routes to the points are alternatives. */
export type Band = Schemas["ScaleLine"];
export type ClassTable = Schemas["ClassTable"];
export type CaseResult = Schemas["CaseResult"];

export type Draft = Schemas["Draft"];
export type DraftRow = Schemas["DraftRow"];
export type DraftState = DraftRow["state"];
export const DRAFT_STATES = ["open", "submitted", "published", "discarded"] as const satisfies readonly DraftState[];
export type Checked = Schemas["Checked"];
export type Finding = Schemas["RuleFinding"];
/** Whichever number an official may change without touching the YAML, and where it stands there. */
export type Figure = Schemas["Number"];

export type Impact = Schemas["Impact"];
export type ImpactProgress = Schemas["ImpactProgress"];
export type ImpactCount = Schemas["CellCount"];
/** How many firms move from one verdict to another; null: fewer than five, which a reader of counts is not told. */
export type Move = Schemas["TransitionCount"];
export type Before = Move["before"];
export type Flip = Schemas["Flip"];
export type CriterionStatus = NonNullable<Schemas["FlippedCriterion"]["before"]>;

export type Comparison = Schemas["Comparison"];
/** One of the two sides: a version, or a draft by its number. */
export type Side = Schemas["Compared"];
export type Change = Schemas["RulebookChange"];
export const CHANGED = [
  "term",
  "document",
  "criterion",
  "item",
  "class",
  "note",
] as const satisfies readonly Change["what"][];
