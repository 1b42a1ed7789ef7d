import { Outlet, useLocation } from "react-router";
import { Forbidden } from "@/app/Lost";
import { mayEnter, SECTIONS, sectionsOf } from "@/app/sections";
import { useMe } from "@/shared/session";

/** Shows a section only to those to whom the menu offers it; others read that their role has no use of it. */
export function Allowed() {
  const me = useMe();
  const { pathname } = useLocation();
  const first = pathname.split("/")[1];
  const asked = SECTIONS.find((section) => section === first);
  const offered = asked === undefined || sectionsOf(me).includes(asked);
  return offered && mayEnter(me, pathname) ? <Outlet /> : <Forbidden />;
}
