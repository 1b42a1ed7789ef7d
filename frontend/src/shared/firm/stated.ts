/** What is stated of a firm, as a form holds it and as the API takes it. */
import dayjs, { type Dayjs } from "dayjs";
import type { EnterpriseDetail, FirmIn } from "@/shared/api/types";
import type { Coded } from "@/shared/ui/CodeTree";
import { wanOfYuan, yuanOfWan } from "@/shared/wan";

export interface FirmForm {
  name: string;
  registration_no: string;
  legal_form: string;
  status: EnterpriseDetail["status"];
  registered_on: Dayjs | null;
  ended_on: Dayjs | null;
  /** In 万元, as it was typed. */
  registered_capital: string;
  registered_region: Coded | null;
  operating_region: Coded | null;
  address: string;
  business_scope: string;
  industry: Coded | null;
  technology_field: string | null;
}
export type StatedField = keyof FirmForm;
export type Stated = Record<Exclude<StatedField, "status">, string | null> & { status: FirmForm["status"] | null };

export const STATED_FIELDS = [
  "name",
  "registration_no",
  "legal_form",
  "status",
  "registered_on",
  "ended_on",
  "registered_capital",
  "registered_region",
  "operating_region",
  "address",
  "business_scope",
  "industry",
  "technology_field",
] as const satisfies readonly (StatedField & keyof FirmIn)[];

export function formOf(firm: EnterpriseDetail): FirmForm {
  return {
    name: firm.name,
    registration_no: firm.registration_no,
    legal_form: firm.legal_form,
    status: firm.status,
    registered_on: firm.registered_on ? dayjs(firm.registered_on) : null,
    ended_on: firm.ended_on ? dayjs(firm.ended_on) : null,
    registered_capital: wanOfYuan(firm.registered_capital),
    registered_region: firm.registered_region,
    operating_region: firm.operating_region,
    address: firm.address,
    business_scope: firm.business_scope,
    industry: firm.industry,
    technology_field: firm.technology_field?.code ?? null,
  };
}

/** The form's entries as the API takes them; an empty one is null. */
export function statedOf(form: Partial<FirmForm>): Stated {
  const text = (value: string | null | undefined) => (value?.trim() === "" ? null : (value?.trim() ?? null));
  const on = (value: Dayjs | null | undefined) => value?.format("YYYY-MM-DD") ?? null;
  return {
    name: text(form.name),
    registration_no: text(form.registration_no),
    legal_form: text(form.legal_form),
    status: form.status ?? null,
    registered_on: on(form.registered_on),
    ended_on: on(form.ended_on),
    registered_capital: form.registered_capital ? yuanOfWan(form.registered_capital) : null,
    registered_region: form.registered_region?.code ?? null,
    operating_region: form.operating_region?.code ?? null,
    address: text(form.address),
    business_scope: text(form.business_scope),
    industry: form.industry?.code ?? null,
    technology_field: form.technology_field ?? null,
  };
}

/** The fields that an edit changes. */
export function changedFields(before: Stated, after: Stated): StatedField[] {
  return STATED_FIELDS.filter((field) => before[field] !== after[field]);
}

/** Only `fields` of what is stated. */
export function only(fields: readonly StatedField[], stated: Stated): Partial<Stated> {
  return Object.fromEntries(fields.map((field) => [field, stated[field]]));
}
