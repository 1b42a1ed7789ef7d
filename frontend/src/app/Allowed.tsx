import { Outlet, useLocation } from "react-router";
import { Forbidden } from "@/app/Lost";
import { SECTIONS, sectionsOf } from "@/app/sections";
import { useMe } from "@/shared/session";

/** Shows a section only to those to whom the menu offers it; others read that their role has no use of it. */
export function Allowed() {
  const me = useMe();
  const first = useLocation().pathname.split("/")[1];
  const asked = SECTIONS.find((section) => section === first);
  return asked && !sectionsOf(me).includes(asked) ? <Forbidden /> : <Outlet />;
}
