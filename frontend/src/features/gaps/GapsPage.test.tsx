import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import GapsPage from "@/features/gaps/GapsPage";
import type { GapRow, GapRun } from "@/shared/api/types";
import { someRow } from "@/shared/testing/fixtures";
import { someGapPlan } from "@/shared/testing/gaps";
import { pageOf, renderAt, serve, type Answers } from "@/shared/testing/render";

const row: GapRow = {
  uscc: someRow.uscc,
  name: someRow.name,
  region: { code: "411303", name: "卧龙区" },
  is_synthetic: true,
  programme: someGapPlan.programme,
  rulebook: someGapPlan.rulebook,
  as_of: "2026-11-23",
  outcome: "certain",
  effort: 12.5,
  ready_on: "2027-01-01",
  steps: [
    { lever: "hire", zh: "招聘科技人员", en: "Hire", year: 2026, steps: 2, amount: 2, unit: "people" },
    {
      lever: "establish",
      zh: "自有知识产权支撑主要产品",
      en: "own IP",
      year: null,
      steps: 1,
      amount: null,
      unit: "flag",
    },
  ],
};
const done: GapRun = {
  state: "done",
  as_of: "2026-11-23",
  total: 10,
  done: 10,
  left_out: 0,
  started_at: "2026-11-23T04:00:00Z",
  finished_at: "2026-11-23T04:10:00Z",
  may_run: true,
};
const routes = [{ path: "/gaps", element: <GapsPage /> }];

function show(answers: Answers = {}, at = "/gaps") {
  const asked = serve({
    "GET /api/v1/gaps": pageOf(row),
    "GET /api/v1/gaps/run": done,
    "GET /api/v1/regions": pageOf(),
    "GET /api/v1/programmes": pageOf(),
    ...answers,
  });
  return { ...renderAt(at, routes), asked };
}

describe("GapsPage", () => {
  it("says for each firm what to do, at what effort and by when, and leads to the plan", async () => {
    show();
    const firm = (await screen.findByRole("link", { name: someRow.name })).closest("tr");
    expect(firm).toHaveTextContent(
      /高新技术企业.*可以达到.*12.5.*2027-01-01.*招聘科技人员 2 人查清：自有知识产权支撑主要产品/,
    );
    expect(screen.getByRole("link", { name: someRow.name })).toHaveAttribute(
      "href",
      `/enterprises/${someRow.uscc}?tab=gap&programme=hnte`,
    );
  });

  it("asks for what the address filters, and says so where nothing matches", async () => {
    const { asked } = show({ "GET /api/v1/gaps": pageOf() }, "/gaps?programme=hnte&outcome=certain&ordering=ready_on");
    expect(await screen.findByText("没有符合条件的企业，请放宽筛选条件。")).toBeInTheDocument();
    expect(asked).toContain("GET /api/v1/gaps?programme=hnte&outcome=certain&ordering=ready_on");
  });

  it("starts a run, and says while one goes on how far it is", async () => {
    const { asked } = show({ "POST /api/v1/gaps/run": { ...done, state: "queued" } });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: /重新计算/ }));
    await user.click(await screen.findByRole("button", { name: /确\s*定|OK/ }));
    await waitFor(() => expect(asked).toContain("POST /api/v1/gaps/run"));
  });

  it("offers a run only to whom the server would let start one", async () => {
    show({ "GET /api/v1/gaps/run": { ...done, may_run: false } });
    expect(await screen.findByText(/数据截至 2026-11-23/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /重新计算/ })).not.toBeInTheDocument();
  });

  it("does not offer a second run beside one under way", async () => {
    show({ "GET /api/v1/gaps/run": { ...done, state: "running", done: 4 } });
    expect(await screen.findByText("已算 4 / 10 家")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /重新计算/ })).toBeDisabled();
  });
});
