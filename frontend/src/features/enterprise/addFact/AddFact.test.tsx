import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { AddFact } from "@/features/enterprise/addFact/AddFact";
import { someFirm, someMe } from "@/shared/testing/fixtures";
import { someEntry, someEntryRow, someKind } from "@/shared/testing/kinds";
import { pageOf, renderAt, serve, type Answers } from "@/shared/testing/render";

const routes = [{ path: "/", element: <AddFact firm={someFirm} kind="financing_rounds" /> }];
const committed = { ...someEntry, state: "committed" as const };

const refused = [
  { ...someEntryRow.findings[0], column: "amount", holds: false, refuses: true, message: "金额不能为负。" },
];

async function fillIn(answers: Answers) {
  const sent: unknown[] = [];
  const batch = answers["POST /api/v1/imports/batch"];
  const post = (body: unknown) => {
    sent.push(body);
    return batch;
  };
  const asked = serve({ "GET /api/v1/import-kinds": [someKind], ...answers, "POST /api/v1/imports/batch": post });
  renderAt("/", routes);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: /补录数据/ }));
  await user.type(await screen.findByLabelText("到账日期"), "2026-05-01{Enter}");
  await user.type(screen.getByLabelText("金额"), "1200.5");
  await user.click(screen.getByRole("button", { name: "检查并保存" }));
  return { user, sent, asked };
}

describe("AddFact", () => {
  it("sends one row of the firm with money in yuan, and closes once it is written", async () => {
    const { sent } = await fillIn({
      "POST /api/v1/imports/batch": committed,
      "GET /api/v1/imports/40": committed,
      "GET /api/v1/imports/40/rows": pageOf({ ...someEntryRow, outcome: "create", findings: [] }),
    });
    expect(await screen.findByText("已保存。")).toBeInTheDocument();
    expect(sent).toEqual([
      {
        kind: "financing_rounds",
        source: "手工录入",
        known_on: "2026-11-23",
        rows: [{ uscc: someFirm.uscc, closed_on: "2026-05-01", amount: "12005000.00" }],
        commit: "all",
      },
    ]);
  });

  it("holds what looks odd until somebody confirms it, and then writes it", async () => {
    const { user, asked } = await fillIn({
      "POST /api/v1/imports/batch": someEntry,
      "GET /api/v1/imports/40": someEntry,
      "GET /api/v1/imports/40/rows": pageOf(someEntryRow),
      "PATCH /api/v1/imports/40/rows/400": { row: someEntryRow, also: [], counts: someEntry.counts },
      "POST /api/v1/imports/40/commit": committed,
    });
    const told = await within(await screen.findByRole("alert")).findByText(/不在合理范围内/);
    expect(told).toHaveTextContent("到账日期: 日期 2046-05-01 不在合理范围内。");
    await user.click(screen.getByRole("button", { name: "已核对无误，仍要写入" }));
    await waitFor(() => expect(asked).toContain("POST /api/v1/imports/40/commit"));
    expect(asked).toContain("PATCH /api/v1/imports/40/rows/400");
  });

  it("says why a row was refused, and offers no way round it", async () => {
    const problem = { code: "import.has_bad_rows", message: "有 1 行被退回或待决定。" };
    const back = { ...someEntry, problem };
    await fillIn({
      "POST /api/v1/imports/batch": back,
      "GET /api/v1/imports/40": back,
      "GET /api/v1/imports/40/rows": pageOf({ ...someEntryRow, outcome: "refuse", findings: refused }),
    });
    expect(await within(await screen.findByRole("alert")).findByText(/金额不能为负/)).toBeInTheDocument();
    expect(screen.queryByText(/有 1 行被退回/)).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "已核对无误，仍要写入" })).not.toBeInTheDocument();
  });

  it("marks the field that was refused, and sends the corrected row in place of the discarded one", async () => {
    const { user, asked, sent } = await fillIn({
      "POST /api/v1/imports/batch": someEntry,
      "GET /api/v1/imports/40": someEntry,
      "GET /api/v1/imports/40/rows": pageOf({ ...someEntryRow, outcome: "refuse", findings: refused }),
      "DELETE /api/v1/imports/40": someEntry,
    });
    const amount = screen.getByLabelText("金额");
    await waitFor(() => expect(amount).toHaveAccessibleDescription("金额不能为负。"));
    await user.clear(amount);
    await user.type(amount, "12");
    expect(amount).not.toHaveAttribute("aria-invalid", "true");
    await user.click(screen.getByRole("button", { name: "检查并保存" }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(asked).toContain("DELETE /api/v1/imports/40");
  });

  it("says that the same is on record already", async () => {
    await fillIn({
      "POST /api/v1/imports/batch": committed,
      "GET /api/v1/imports/40": committed,
      "GET /api/v1/imports/40/rows": pageOf({ ...someEntryRow, outcome: "repeat", findings: [] }),
    });
    expect(await screen.findByText("已有相同的数据，没有重复写入。")).toBeInTheDocument();
  });

  it("is not offered to whom the server would refuse it", () => {
    serve({});
    renderAt("/", routes, { ...someMe, permissions: { import_job: ["list", "view"] } });
    expect(screen.queryByRole("button", { name: /补录数据/ })).not.toBeInTheDocument();
  });
});
