import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { meQuery } from "@/shared/session";
import { Loading } from "@/shared/ui/Loading";
import { Problem } from "@/shared/ui/Problem";

/** Lets only those in who are signed in; others go to the login and come back to where they wanted to be. */
export function Guard() {
  const { data: me, isPending, error, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  const [wasIn, setWasIn] = useState(false);
  if (me && !wasIn) setWasIn(true);
  if (isPending) return <Loading />;
  if (error && !me) return <Problem of={error} onRetry={refetch} />;
  if (me) return <Outlet />;
  const next = new URLSearchParams({
    ...(pathname === "/" ? {} : { next: pathname + search }),
    ...(wasIn ? { expired: "1" } : {}),
  });
  return <Navigate to={`/login${next.size ? `?${next.toString()}` : ""}`} replace />;
}
