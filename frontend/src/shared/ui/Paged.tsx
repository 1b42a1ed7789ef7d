import { type ReactNode, useRef } from "react";
import { CursorPager, type CursorPagerProps } from "@/shared/ui/CursorPager";
import styles from "@/shared/ui/Paged.module.css";
import { Problem } from "@/shared/ui/Problem";

interface PagedProps extends Pick<CursorPagerProps, "state" | "onChange"> {
  list: { data?: CursorPagerProps["page"]; error: Error | null; refetch: () => unknown };
  children: ReactNode;
}

/** A list with its pager below, or why it could not be had; whoever turns the page sees the new one from its top. */
export function Paged({ list, state, onChange, children }: PagedProps) {
  const top = useRef<HTMLDivElement>(null);
  const turn: CursorPagerProps["onChange"] = (changes) => {
    onChange(changes);
    top.current?.scrollIntoView({ block: "nearest" });
  };
  if (list.error) return <Problem of={list.error} onRetry={list.refetch} />;
  return (
    <>
      <div ref={top} className={styles["top"]} />
      {children}
      <CursorPager page={list.data} state={state} onChange={turn} />
    </>
  );
}
