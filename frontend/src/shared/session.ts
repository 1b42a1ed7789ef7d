import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, body } from "@/shared/api/client";
import { isProblem } from "@/shared/api/problem";
import type { Me } from "@/shared/api/types";

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await body(api.GET("/api/v1/me"));
    } catch (error) {
      if (isProblem(error, 401)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** The user signed in. Only for what stands inside the guarded part of the app, where there is one. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("useMe is for pages behind the login");
  return data;
}

/** Whether the server would let this user do it: the screen hides what it would refuse, and decides nothing. */
export function can(me: Me, object: string, action: string): boolean {
  return me.permissions[object]?.includes(action) ?? false;
}

/** Where to go after signing in: a path of this app, never another site's address. */
export function safeReturn(path: string | null): string {
  return path?.startsWith("/") && !path.startsWith("//") && !path.startsWith("/login") ? path : "/";
}
