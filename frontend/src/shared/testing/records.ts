import type { AssessmentRecord } from "@/shared/api/types";
import { someAssessment, someFirm } from "@/shared/testing/fixtures";

const { programme, rulebook, criteria, settles, facts } = someAssessment;

export const someRecord: AssessmentRecord = {
  number: "PG2026-000001",
  enterprise_name: someFirm.name,
  uscc: someFirm.uscc,
  is_synthetic: true,
  programme,
  rulebook: { ...rulebook, sha256: "b".repeat(64) },
  as_of: "2026-11-23",
  verdict: "undetermined",
  purpose: "企业有异议",
  issued_at: "2026-11-23T04:00:00Z",
  issued_by: { display_name: "李专员" },
  sha256: "a".repeat(64),
  explanation: { verdict: "undetermined", settles, score: null, criteria, class: null, classes: [] },
  measures: criteria.flatMap(({ measures }) => measures),
  facts,
  notes: [{ text: { zh: "依据转载文本。", en: "From a reprint." }, confidence: "secondary" }],
};
