import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Controls } from "@/features/enterprise/factTables";
import type { Facts } from "@/shared/api/types";
import { renderAt, serve } from "@/shared/testing/render";

type Control = Facts["controls"][number];

const byParent: Control = {
  id: 1,
  kind: "organisation",
  controller_uscc: "91411300TT0000015U",
  controller_name: "示例控股集团有限公司",
  person_ref: "",
  share: 0.515,
  since: "2022-01-01",
  ended_on: null,
  known_on: "2022-02-01",
  source: "市场监管局",
  import: null,
};
const byPerson: Control = {
  ...byParent,
  id: 2,
  kind: "person",
  controller_uscc: "",
  controller_name: "",
  person_ref: "ZR-0012",
  share: null,
};

function show(rows: Control[]) {
  serve({});
  renderAt("/", [{ path: "/", element: <Controls rows={rows} empty="没有记录，情况未知" /> }]);
}

describe("Controls", () => {
  it("names an organisation by name and code, with its share", () => {
    show([byParent]);
    expect(screen.getByText("示例控股集团有限公司")).toBeInTheDocument();
    expect(screen.getByText("91411300TT0000015U")).toBeInTheDocument();
    expect(screen.getByText("51.5%")).toBeInTheDocument();
  });

  it("shows of a natural person the number and says that it is one", () => {
    show([byPerson]);
    expect(screen.getByText("ZR-0012")).toBeInTheDocument();
    expect(screen.getByText("自然人（只记编号）")).toBeInTheDocument();
  });

  it("says so where nothing is known", () => {
    show([]);
    expect(screen.getByText("没有记录，情况未知")).toBeInTheDocument();
  });
});
