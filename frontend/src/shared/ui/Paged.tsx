import type { ReactNode } from "react";
import { CursorPager, type CursorPagerProps } from "@/shared/ui/CursorPager";
import { Problem } from "@/shared/ui/Problem";

interface PagedProps extends Pick<CursorPagerProps, "state" | "onChange"> {
  list: { data?: CursorPagerProps["page"]; error: Error | null; refetch: () => unknown };
  children: ReactNode;
}

/** A list with its pager below, or why it could not be had. */
export function Paged({ list, state, onChange, children }: PagedProps) {
  if (list.error) return <Problem of={list.error} onRetry={list.refetch} />;
  return (
    <>
      {children}
      <CursorPager page={list.data} state={state} onChange={onChange} />
    </>
  );
}
