/** The shapes of the models' API by the words of these screens; what they hold comes from the server's schema. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type TargetRow = Schemas["ModelTargetRow"];
export type TargetModels = Schemas["ModelTarget"];
export type ModelRow = Schemas["ModelRow"];
export type ModelCard = Schemas["ModelCard"];
export type ModelFinding = Schemas["ModelFinding"];
export type CandidateResult = Schemas["CandidateResult"];
export type CountyResult = Schemas["CountyResult"];
export type Slice = Schemas["Slice"];
export type CurvePoint = Schemas["CurvePoint"];
export type FeatureCurve = Schemas["FeatureCurve"];
export type Training = Schemas["TrainingRun"];
export type Watch = Schemas["WatchInFull"];
export type Metric = Schemas["Metric"];
export type NoModel = Schemas["NoModel"];
export type ModelAlert = Schemas["Alert"];
export type Decision = Schemas["ModelDecision"];
