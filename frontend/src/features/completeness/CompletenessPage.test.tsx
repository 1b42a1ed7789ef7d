import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import CompletenessPage from "@/features/completeness/CompletenessPage";
import type { CompletenessRow, CompletenessSummary } from "@/shared/api/types";
import { someMe, someRow } from "@/shared/testing/fixtures";
import { pageOf, renderAt, serve, type Answers } from "@/shared/testing/render";

const summary: CompletenessSummary = {
  as_of: "2026-11-23",
  facts: [{ fact: "rnd_expense_2025", zh: "2025年研发费用", en: "R&D expense 2025" }],
  rows: [
    {
      region: { code: "411303", name: "卧龙区" },
      total: 40,
      incomplete: 12,
      counts: { rnd_expense_2025: { missing: 6, stale: 4 } },
    },
  ],
};
const row: CompletenessRow = {
  uscc: someRow.uscc,
  name: someRow.name,
  region: { code: "411303", name: "卧龙区" },
  is_synthetic: true,
  as_of: "2026-11-23",
  blocked: 1,
  missing: [
    {
      fact: "rnd_expense_2025",
      zh: "2025年研发费用",
      en: "R&D expense 2025",
      kind: "financial_year",
      year: 2025,
      state: "missing",
      since: null,
      blocks: [{ programme: "hnte", zh: "高新技术企业", en: "HNTE", verdict: "undetermined" }],
    },
    {
      fact: "registration",
      zh: "登记信息",
      en: "Register entry",
      kind: "registration",
      year: null,
      state: "stale",
      since: "2023-02-01",
      blocks: [],
    },
  ],
};
const me = {
  ...someMe,
  permissions: { ...someMe.permissions, assessment: ["list", "view"], financials: ["list", "view"] },
};
const routes = [{ path: "/completeness", element: <CompletenessPage /> }];
const answers: Answers = {
  "GET /api/v1/completeness/summary": summary,
  "GET /api/v1/completeness": pageOf(row),
  "GET /api/v1/regions": pageOf(),
  "GET /api/v1/programmes": pageOf(),
};

describe("CompletenessPage", () => {
  it("leads from a number of the summary to its firms, and says in words what is blocked", async () => {
    const asked = serve(answers);
    renderAt("/completeness", routes, me);
    await userEvent.setup().click(await screen.findByRole("link", { name: "10" }));
    const firm = (await screen.findByRole("link", { name: someRow.name })).closest("tr");
    if (!firm) throw new Error("firms stand in rows");
    expect(firm).toHaveTextContent("2025年研发费用 缺失→高新技术企业 待定");
    expect(firm).toHaveTextContent("登记信息 过期（2023-02-01）");
    expect(asked).toContain("GET /api/v1/completeness?region=411303&fact=rnd_expense_2025");
  });

  it("shows who may see counts only no way to the firms", async () => {
    serve(answers);
    renderAt("/completeness", routes, { ...someMe, permissions: { assessment: ["list"], enterprise: ["list"] } });
    expect(await screen.findByText("10")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "10" })).not.toBeInTheDocument();
    expect(screen.queryByRole("tab", { name: "企业清单" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /导出待填表/ })).not.toBeInTheDocument();
  });

  it("asks for which county and which table before it gives the sheet", async () => {
    serve(answers);
    renderAt("/completeness", routes, me);
    await userEvent.setup().click(screen.getByRole("button", { name: /导出待填表/ }));
    const dialog = await screen.findByRole("dialog", { name: "导出待填表" });
    expect(within(dialog).getByText("年度数据表")).toBeInTheDocument();
    expect(within(dialog).getByText("卧龙区")).toBeInTheDocument();
  });

  it("says why there is nothing to see", async () => {
    serve({ ...answers, "GET /api/v1/completeness": pageOf(), "GET /api/v1/completeness/summary": 500 });
    renderAt("/completeness?view=list", routes, me);
    expect(await screen.findByText("数据齐全，没有缺失。")).toBeInTheDocument();
    await userEvent.setup().click(screen.getByRole("tab", { name: "按县区汇总" }));
    expect(await screen.findByText(/服务器出错了/)).toBeInTheDocument();
  });
});
