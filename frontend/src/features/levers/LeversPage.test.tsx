import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { changesOf } from "@/features/levers/changes";
import LeversPage from "@/features/levers/LeversPage";
import type { Lever } from "@/features/levers/types";
import { someMe } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

const lever: Lever = {
  code: "hire_st",
  zh: "招聘科技人员",
  en: "Hire S&T staff",
  unit: "people",
  amount: 1,
  effort: 3,
  lead_days: 60,
  max_steps: 50,
  is_offered: true,
  note: null,
  editable: ["effort", "lead_days", "max_steps", "is_offered"],
  effects: [],
  updated_by: { display_name: "周编制" },
  updated_at: "2026-11-20T02:00:00Z",
};

const establish: Lever = {
  ...lever,
  code: "establish",
  zh: "查明情况",
  en: "Find out a fact",
  editable: ["effort", "is_offered"],
};

function show(actions: string[], ...more: Lever[]) {
  const changed = vi.fn((change: object) => ({ ...lever, ...change }));
  serve({ "GET /api/v1/levers": [lever, ...more], "PATCH /api/v1/levers/hire_st": changed });
  const me = { ...someMe, permissions: { lever: actions } };
  renderAt("/levers", [{ path: "/levers", element: <LeversPage /> }], me);
  return { changed, user: userEvent.setup() };
}

describe("changesOf", () => {
  it("leaves out what was typed back", () => {
    expect(changesOf([lever], { hire_st: { effort: 3, lead_days: 30 } })).toEqual([[lever, { lead_days: 30 }]]);
    expect(changesOf([lever], { hire_st: { effort: 3 } })).toEqual([]);
  });
});

describe("the levers", () => {
  it("are read by who may not change them, with who changed them last", async () => {
    show(["list"]);
    expect(await screen.findByText("周编制 · 2026-11-20 10:00")).toBeInTheDocument();
    expect(screen.queryByRole("spinbutton")).not.toBeInTheDocument();
  });

  it("leave alone what a lever does not have, and say why", async () => {
    show(["list", "update"], establish);
    expect(await screen.findByRole("spinbutton", { name: "查明情况 投入权重" })).toBeEnabled();
    expect(screen.queryByRole("spinbutton", { name: "查明情况 最多步数" })).not.toBeInTheDocument();
    expect(screen.getByText("只做一次")).toBeInTheDocument();
    expect(screen.getByText("查明即生效")).toBeInTheDocument();
  });

  it("are saved with only what changed", async () => {
    const { changed, user } = show(["list", "update"]);
    const effort = await screen.findByRole("spinbutton", { name: "招聘科技人员 投入权重" });
    expect(screen.getByRole("button", { name: /保.?存/ })).toHaveAccessibleDescription("尚未修改");
    await user.clear(effort);
    await user.type(effort, "0.125");
    await user.click(screen.getByRole("switch"));
    await user.click(screen.getByRole("button", { name: "保存 1 项修改" }));
    await waitFor(() => expect(changed).toHaveBeenCalledWith({ effort: "0.125", is_offered: false }));
  });
});
