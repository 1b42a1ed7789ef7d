import type { FirmMeasure } from "@/shared/api/types";

/** What measures are grouped by: the figures of years, then by the kind of fact. */
export const MEASURE_GROUPS = ["years", "registration", "ip", "standing", "finance", "conduct", "judged"] as const;
export type MeasureGroup = (typeof MEASURE_GROUPS)[number];

const OF_FACT: Readonly<Record<string, MeasureGroup>> = {
  financial_year: "years",
  registration: "registration",
  ip_right: "ip",
  conversion: "ip",
  recognition: "standing",
  rnd_institution: "standing",
  financing_round: "finance",
  incident: "conduct",
  list_entry: "conduct",
};

/** A line of the form: one measure, or one figure with its years, the newest first. */
export interface MeasureLine {
  key: string;
  zh: string;
  en: string;
  measures: FirmMeasure[];
}

export interface MeasureSection {
  group: MeasureGroup;
  lines: MeasureLine[];
}

interface Asked {
  search: string;
  programme: string;
}

/** The measures that are asked for, in their groups; years of one figure stand in one line. */
export function sections(measures: readonly FirmMeasure[], { search, programme }: Asked): MeasureSection[] {
  const wanted = measures.filter((one) => isMeant(one, search.trim().toLowerCase()) && isRead(one, programme));
  return MEASURE_GROUPS.map((group) => ({
    group,
    lines: lines(wanted.filter(({ fact }) => (OF_FACT[fact] ?? "judged") === group)),
  })).filter((section) => section.lines.length > 0);
}

function isMeant({ zh, en, name }: FirmMeasure, search: string): boolean {
  return [zh, en.toLowerCase(), name].some((text) => text.includes(search));
}

/** What no rulebook reads changes nothing, so it is not offered. */
function isRead({ programmes }: FirmMeasure, programme: string): boolean {
  return programme === "" ? programmes.length > 0 : programmes.includes(programme);
}

function lines(measures: readonly FirmMeasure[]): MeasureLine[] {
  const byKey = new Map<string, MeasureLine>();
  for (const measure of measures) {
    const key = measure.name.replace(/_y\d$/, "");
    const line = byKey.get(key) ?? { key, zh: measure.zh, en: measure.en, measures: [] };
    line.measures.push(measure);
    byKey.set(key, line);
  }
  const newestFirst = (a: FirmMeasure, b: FirmMeasure) => (a.year ?? 0) - (b.year ?? 0);
  return [...byKey.values()].map((line) => ({ ...line, measures: line.measures.sort(newestFirst) }));
}
