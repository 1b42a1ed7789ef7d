/** The shapes of intake's API by the words of these screens; what they hold is generated from the server's schema. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Candidate = Schemas["Candidate"];
export type Column = Schemas["Column"];
export type Counts = Schemas["Counts"];
export type Field = Schemas["ImportField"];
export type Finding = Schemas["Finding"];
export type FindingCount = Schemas["FindingCount"];
export type Import = Schemas["Import"];
export type ImportKind = Schemas["ImportKind"];
export type ImportSummary = Schemas["ImportRow"];
export type Kept = Schemas["Kept"];
export type Kind = Schemas["ImportKindEnum"];
export type MappingAsked = Schemas["MappingInRequest"];
export type Need = Schemas["Need"];
export type Outcome = Schemas["RowOutcomeEnum"];
export type Progress = Schemas["ImportProgress"];
export type Row = Schemas["Row"];
export type RowChange = Schemas["PatchedRowInRequest"];
export type RowChanged = Schemas["RowMended"];
export type SampleRow = Schemas["SampleRow"];
export type SavedMapping = Schemas["SavedMapping"];
export type State = Schemas["ImportStateEnum"];
export type Suggestion = Schemas["Suggestion"];
export type UndoPlan = Schemas["UndoPlan"];

export type Cell = Row["cells"][number];
