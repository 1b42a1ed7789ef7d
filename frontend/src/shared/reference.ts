import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import { useMe } from "@/shared/session";

const DAY = 24 * 60 * 60_000;

export const regionsBelow = (parent: string) =>
  queryOptions({
    queryKey: ["regions", parent],
    queryFn: async () => (await body(api.GET("/api/v1/regions", { params: { query: { parent } } }))).results,
    staleTime: DAY,
  });

export const industriesBelow = (parent: string | null) =>
  queryOptions({
    queryKey: ["industries", parent],
    queryFn: async () =>
      (await body(api.GET("/api/v1/industries", { params: { query: parent ? { parent } : { level: ["section"] } } })))
        .results,
    staleTime: DAY,
  });

export const provincesQuery = queryOptions({
  queryKey: ["regions", "provinces"],
  queryFn: async () => (await body(api.GET("/api/v1/regions", { params: { query: { level: ["province"] } } }))).results,
  staleTime: DAY,
});

export const technologyFieldsQuery = queryOptions({
  queryKey: ["technology-fields"],
  queryFn: async () =>
    (await body(api.GET("/api/v1/technology-fields", { params: { query: { page_size: 200 } } }))).results,
  staleTime: DAY,
});

export const programmesQuery = queryOptions({
  queryKey: ["programmes"],
  queryFn: async () => (await body(api.GET("/api/v1/programmes"))).results,
  staleTime: DAY,
});

export interface Option {
  value: string;
  label: string;
}

/** The regions to filter by: what the user answers for and what lies directly below it. */
export function useRegionOptions(): Option[] {
  const own = useMe().regions;
  const below = useQuery({ ...regionsBelow(own[0]?.code ?? ""), enabled: own.length === 1 });
  const named = own.length === 1 ? [...own, ...(below.data ?? [])] : own;
  return named.map(({ code, name }) => ({ value: code, label: name }));
}
