import type { FormInstance } from "antd";
import { isProblem } from "@/shared/api/problem";

export interface FieldError {
  name: string;
  errors: string[];
}

/** What the server refused, by the field of the form that it is about; `changes.name` is about `name`. */
export function fieldErrors(error: unknown, fields: readonly string[]): FieldError[] {
  if (!isProblem(error, 400)) return [];
  return error.errors.flatMap(({ field, message }) => {
    const name = field?.split(".").at(-1);
    return name && fields.includes(name) ? [{ name, errors: [message] }] : [];
  });
}

/** Show errors at their fields, the first of them in view. */
export function showErrors<Values>(form: FormInstance<Values>, errors: FieldError[]): void {
  form.setFields(errors as Parameters<typeof form.setFields>[0]);
  const [first] = errors;
  if (first) form.scrollToField(first.name as Parameters<typeof form.scrollToField>[0], { block: "center" });
}
