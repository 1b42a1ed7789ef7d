import type { FirmMeasure } from "@/shared/api/types";

const staff = {
  zh: "科技人员数",
  en: "S&T staff",
  unit: "people",
  fact: "financial_year",
  programmes: ["tech_sme", "hnte"],
  min: 0,
  max: 1_000_000,
  whole: false,
  fixed: null,
};

const bare = { min: null, max: null, whole: false, fixed: null };

/** A few measures of a firm, of both kinds: figures of years and a judgement. */
export const someMeasures: FirmMeasure[] = [
  { ...staff, name: "st_staff_y1", year: 1, value: 4 },
  { ...staff, name: "st_staff_y0", year: 0, value: 5 },
  {
    name: "core_ip",
    zh: "自有知识产权支撑主要产品",
    en: "own IP carries the main product",
    unit: "flag",
    fact: "judgement",
    year: null,
    value: null,
    programmes: ["hnte"],
    ...bare,
  },
  {
    name: "tier",
    zh: "培育梯次",
    en: "cultivation tier",
    unit: "count",
    fact: "recognition",
    year: null,
    value: 1,
    programmes: [],
    ...bare,
  },
];
