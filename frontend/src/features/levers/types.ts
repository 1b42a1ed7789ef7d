/** The shapes of the levers' API; what they hold is generated from the server's schema. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

/** What a gap planner may ask a firm to do, and how heavy the bureau says it is. */
export type Lever = Schemas["Lever"];
export type LeverChange = Partial<Pick<Lever, "effort" | "lead_days" | "max_steps" | "is_offered">>;
