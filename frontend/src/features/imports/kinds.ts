import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { kindsQuery } from "@/features/imports/queries";
import type { Field, ImportKind } from "@/features/imports/types";
import { useWords } from "@/shared/i18n";

/** The name of a kind of facts; its code until the names have arrived. */
export function useKindName(): (kind: string) => string {
  const words = useWords();
  const { data } = useQuery(kindsQuery);
  return (kind) => words(data?.find((one) => one.kind === kind)) || kind;
}

export function useKind(kind: string | undefined): ImportKind | undefined {
  return useQuery(kindsQuery).data?.find((one) => one.kind === kind);
}

/** The fields of a kind by their names. */
export function useFields(kind: string | undefined): ReadonlyMap<string, Field> {
  const fields = useKind(kind)?.fields;
  return useMemo(() => new Map(fields?.map((field) => [field.name, field])), [fields]);
}
