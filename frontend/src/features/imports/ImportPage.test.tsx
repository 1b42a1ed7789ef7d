import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { PREVIEWED, someFinding, someImport, someKind, someRow, UNCLEAR } from "@/features/imports/fixtures";
import ImportPage from "@/features/imports/ImportPage";
import type { Import, Row } from "@/features/imports/types";
import { pageOf, renderAt, serve } from "@/shared/testing/render";

configure({ asyncUtilTimeout: 10_000 }); // a busy machine is not a finding

/** A wide screen: rows show as a sheet, not as cards. */
beforeEach(() => {
  const wide = (media: string) => ({ matches: true, media, addEventListener: vi.fn(), removeEventListener: vi.fn() });
  vi.stubGlobal("matchMedia", wide);
});

const routes = [{ path: "/imports/:id", element: <ImportPage /> }];

function show(table: Import, rows: Row[] = [], more: Record<string, unknown> = {}, path = "/imports/7") {
  const asked = serve({
    "GET /api/v1/imports/7": table,
    "GET /api/v1/import-kinds": [someKind],
    "GET /api/v1/imports/7/rows": pageOf(...rows),
    ...more,
  });
  renderAt(path, routes);
  return { asked, user: userEvent.setup() };
}

describe("a table whose columns are unclear", () => {
  it("says what is needed and reads again once it is answered", async () => {
    const { asked, user } = show(UNCLEAR, [], { "PUT /api/v1/imports/7/mapping": someImport("reading") });
    expect(await screen.findByText("还需要您确定 2 处，才能读取")).toBeInTheDocument();
    const read = screen.getByRole("button", { name: "按此对照读取" });
    expect(read).toBeDisabled();
    await user.click(await screen.findByRole("button", { name: /年度 90%/ }));
    expect(screen.queryByRole("button", { name: /60%/ })).not.toBeInTheDocument();
    await user.click(screen.getByLabelText("“营业收入”的单位"));
    await user.click(await screen.findByTitle("万元"));
    expect(screen.getByText("各列都已对照清楚，可以读取。")).toBeInTheDocument();
    await user.click(read);
    expect(await screen.findByText("等待开始…")).toBeInTheDocument();
    expect(asked).toContain("PUT /api/v1/imports/7/mapping");
  });
});

describe("a preview", () => {
  it("tells findings in few words, those it has no words for in the server's, the gravest first", async () => {
    show(PREVIEWED);
    const found = await screen.findByRole("group", { name: "问题汇总" });
    const told = within(found)
      .getAllByRole("button")
      .map(({ textContent }) => textContent);
    expect(told).toEqual([
      "拒绝所填内容不对。2 行",
      "待决定与上一年相差千倍，单位可能填错1 行",
      "提示与另一来源的数字不同5 行",
    ]);
  });

  it("mends a cell in place and shows the row as it is now", async () => {
    const mended = someRow({ outcome: "create", findings: [], edits: { C: "1,2O0" } });
    const { user } = show(PREVIEWED, [someRow()], {
      "PATCH /api/v1/imports/7/rows/41": {
        row: { ...mended, cells: [...mended.cells.slice(0, 2), "1200", 2025, null] },
        also: [],
        counts: { ...PREVIEWED.counts, create: 4, refuse: 1 },
        findings_by_code: [],
      },
    });
    await user.click(await screen.findByRole("button", { name: "营业收入：1,2O0，修改" }));
    const input = screen.getByRole("textbox", { name: "营业收入" });
    await user.clear(input);
    await user.type(input, "1200{Enter}");
    expect(await screen.findByRole("button", { name: "营业收入：1200，修改" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /^拒绝\s?1$/ })).toBeInTheDocument();
    expect(screen.queryByText("(amount.letter_in_number)")).not.toBeInTheDocument();
  });

  it("leaves a cell alone on Escape", async () => {
    const { asked, user } = show(PREVIEWED, [someRow()]);
    await user.click(await screen.findByRole("button", { name: "营业收入：1,2O0，修改" }));
    await user.keyboard("9{Escape}");
    expect(await screen.findByRole("button", { name: "营业收入：1,2O0，修改" })).toHaveFocus();
    expect(asked.filter((one) => one.startsWith("PATCH"))).toEqual([]);
  });

  it("writes only the good rows after saying which stay behind", async () => {
    const { asked, user } = show(PREVIEWED, [], { "POST /api/v1/imports/7/commit": someImport("committing") });
    await user.click(await screen.findByRole("button", { name: "只写入没有问题的 4 行" }));
    const sure = await screen.findByRole("dialog");
    expect(within(sure).getByText("2 行被拒绝、1 行待决定，这些行不会写入。")).toBeInTheDocument();
    await user.click(within(sure).getByRole("button", { name: "只写入没有问题的 4 行" }));
    await waitFor(() => expect(asked).toContain("POST /api/v1/imports/7/commit"));
  });

  it("opens the row that a link of provenance names, and offers the firms it may be about", async () => {
    const row = someRow({
      outcome: "conflict",
      findings: [someFinding("enterprise.unidentified", "hold")],
      enterprise: null,
    });
    const firm = {
      uscc: "91411300MA00000029",
      name: "示例科技公司",
      region: "卧龙区",
      similarity: 0.8,
      former_name: "",
    };
    const more = {
      "GET /api/v1/imports/7/rows/41/candidates": [firm],
      "PATCH /api/v1/imports/7/rows/41": { row, also: [], counts: PREVIEWED.counts, findings_by_code: [] },
    };
    const { asked, user } = show(PREVIEWED, [row], more, "/imports/7?sheet=表&row=3");
    await user.click(await screen.findByRole("radio", { name: /示例科技公司/ }));
    await user.click(screen.getByRole("button", { name: "就是这家企业" }));
    await waitFor(() => expect(asked).toContain("PATCH /api/v1/imports/7/rows/41"));
    expect(screen.queryByRole("button", { name: "已核对无误，照此导入" })).not.toBeInTheDocument();
  });

  it("changes nothing for whom the server allows nothing", async () => {
    show({ ...PREVIEWED, can: someImport("previewed").can }, [someRow()]);
    expect(await screen.findByText("1,2O0")).toBeInTheDocument();
    for (const name of [/修改/, /写入/, "放弃导入", "修改列对照"]) {
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    }
  });
});

describe("an import that is done with", () => {
  const held = someRow({ outcome: "conflict", findings: [someFinding("amount.thousandfold", "hold")] });

  it.each(["committed", "undone"] as const)("invites no editing once %s", async (state) => {
    show(someImport(state), [held]);
    expect(await screen.findByRole("button", { name: /查\s?看/ })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^决\s?定$/ })).not.toBeInTheDocument();
    expect(screen.queryByText(/点格子直接改/)).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /修改/ })).not.toBeInTheDocument();
  });

  it("shows no table where no row was read", async () => {
    show(someImport("discarded", { counts: { create: 0, update: 0, repeat: 0, conflict: 0, refuse: 0 } }));
    expect(await screen.findByText("已放弃，没有写入任何数据。")).toBeInTheDocument();
    expect(screen.queryByRole("group", { name: "按处理结果筛选" })).not.toBeInTheDocument();
  });
});

describe("rows that somebody left out", () => {
  it("are told apart from the refused ones", async () => {
    const out = { code: "row.left_out", message: "…", refuses: true, holds: false, count: 2 };
    const { user } = show({ ...PREVIEWED, findings_by_code: [out] });
    expect(await screen.findByText("其中 2 行已决定不导入")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "只写入没有问题的 4 行" }));
    const sure = await screen.findByRole("dialog");
    expect(within(sure).getByText(/被拒绝的行中，2 行是已决定不导入的/)).toBeInTheDocument();
  });
});

describe("other states", () => {
  it("says why a file was not read and leads to the next try", async () => {
    const problem = { code: "file.old_xls", message: "旧版 Excel，请另存为 .xlsx。" };
    show(someImport("failed", { problem, sheets: [], mapping: [] }));
    expect(await screen.findByText("旧版 Excel，请另存为 .xlsx。")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "重新上传" })).toHaveAttribute("href", "/imports/new?kind=financial_years");
  });

  it("shows how far a job is and stops it when asked", async () => {
    const progress = { stage: "planning", done: 231, total: 500, stopping: false };
    const table = someImport("reading", { progress, can: { ...someImport("reading").can, cancel: true } });
    const stopping = { ...table, progress: { ...progress, stopping: true } };
    const { asked, user } = show(table, [], { "POST /api/v1/imports/7/cancel": stopping });
    expect(await screen.findByText("逐行核对 231 / 500 行")).toBeInTheDocument();
    expect(screen.getByText("46%")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /停\s*止/ }));
    expect(await screen.findByRole("button", { name: /正在停止/ })).toBeDisabled();
    expect(asked).toContain("POST /api/v1/imports/7/cancel");
  });

  it("goes on following a step when an answer from before it comes late", async () => {
    const table = someImport("reading", { can: { ...someImport("reading").can, cancel: true } });
    const stopping = { ...table, progress: { stage: "reading", done: 0, total: 0, stopping: true } };
    let answerLate: (old: Import) => void = () => undefined;
    const late = new Promise<Import>((resolve) => (answerLate = resolve));
    const answers = [table, late, stopping];
    const { asked, user } = show(table, [], {
      "GET /api/v1/imports/7": () => answers.shift() ?? stopping,
      "POST /api/v1/imports/7/cancel": stopping,
    });
    const follows = (times: number) => expect(asked.filter((one) => one === "GET /api/v1/imports/7")).toHaveLength(times);
    await waitFor(() => follows(2));
    await user.click(screen.getByRole("button", { name: /停\s*止/ }));
    expect(await screen.findByRole("button", { name: /正在停止/ })).toBeDisabled();
    answerLate(someImport("previewed"));
    await waitFor(() => follows(3));
    expect(screen.getByRole("button", { name: /正在停止/ })).toBeDisabled();
  });

  it("shows what undoing would do before it does it", async () => {
    const kept = {
      table: "x",
      code: "edited_since",
      zh: "年度数据",
      en: "years",
      what: "示例公司 2025",
      uscc: null,
      why: "此后又被改过。",
    };
    const table = someImport("committed", { can: { ...someImport("committed").can, undo: true } });
    const { user, asked } = show(table, [], {
      "GET /api/v1/imports/7/undo": {
        deletes: [{ table: "x", zh: "年度数据", en: "years", count: 3 }],
        restores: 1,
        kept: [kept],
      },
      "POST /api/v1/imports/7/undo": someImport("undoing"),
    });
    await user.click(await screen.findByRole("button", { name: "撤销这次导入" }));
    expect(await screen.findByText("年度数据：这次新增的 3 条将删除")).toBeInTheDocument();
    expect(screen.getByText("此后又被改过。")).toBeInTheDocument();
    expect(asked).not.toContain("POST /api/v1/imports/7/undo");
    await user.click(screen.getByRole("button", { name: /撤\s*销$/ }));
    await waitFor(() => expect(asked).toContain("POST /api/v1/imports/7/undo"));
  });
});
