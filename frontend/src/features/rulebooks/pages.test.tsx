import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import ComparePage from "@/features/rulebooks/compare/ComparePage";
import DraftsPage from "@/features/rulebooks/drafts/DraftsPage";
import { approver, editor, someDraft, somePublished, someVersion, submitted } from "@/features/rulebooks/fixtures";
import RulebookPage from "@/features/rulebooks/RulebookPage";
import RulebooksPage from "@/features/rulebooks/RulebooksPage";
import type { Comparison } from "@/features/rulebooks/types";
import type { Me } from "@/shared/api/types";
import { pageOf, renderAt, serve } from "@/shared/testing/render";

vi.mock("@/features/rulebooks/editor/CodeEditor", () => ({
  default: ({ value }: { value: string }) => <pre>{value}</pre>,
}));

const routes = [
  { path: "/rulebooks", element: <RulebooksPage /> },
  { path: "/rulebooks/compare", element: <ComparePage /> },
  { path: "/rulebooks/:programme/:version", element: <RulebookPage /> },
  { path: "/drafts", element: <DraftsPage /> },
  { path: "/drafts/:id", element: <p>the draft</p> },
];

const versions = [someVersion, { ...someVersion, version: "2008", effective_from: "2008-04-14", in_force: false }];

function show(path: string, answers: Record<string, unknown>, me: Me = editor) {
  const asked = serve({ "GET /api/v1/rulebooks": pageOf(...versions), ...answers });
  const { router } = renderAt(path, routes, me);
  return { asked, router, user: userEvent.setup() };
}

describe("the overview", () => {
  it("says which version decides today, and leads two ticked ones to their comparison", async () => {
    const { router, user } = show("/rulebooks", { "GET /api/v1/rulebooks/compare": 404 });
    const group = await screen.findByTestId("group-path");
    expect(within(group).getAllByText("今日适用")).toHaveLength(1);
    const compare = screen.getByRole("button", { name: "对比所选" });
    expect(compare).toBeDisabled();
    expect(compare).toHaveAccessibleDescription("请勾选两个版本");
    for (const box of within(group).getAllByRole("checkbox")) await user.click(box);
    await user.click(compare);
    expect(router.state.location.search).toBe("?left=hnte@2008&right=hnte@2016");
  });
});

describe("a rulebook", () => {
  const path = "/rulebooks/hnte/2016";

  it("reads like the official table: exact conditions, bands, articles and what is doubtful", async () => {
    show(path, { [`GET /api/v1${path}`]: somePublished });
    expect(await screen.findByText("科技人员 ÷ 职工总数 ≥ 10%")).toBeInTheDocument();
    expect(screen.getByText("第十一条（四）")).toBeInTheDocument();
    expect(screen.getByText("7–8 分")).toBeInTheDocument();
    expect(screen.getAllByText("有疑义")).not.toHaveLength(0);
    expect(screen.getByRole("tab", { name: "用例 1/1" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "撤回此版本" })).not.toBeInTheDocument();
  });

  it("is withdrawn for a reason only", async () => {
    let now: object = { ...somePublished, can: { ...somePublished.can, withdraw: true } };
    const sent = vi.fn(() => (now = { ...somePublished, withdrawn: true, withdrawn_because: "数字有误" }));
    const { user } = show(path, {
      [`GET /api/v1${path}`]: () => now,
      [`POST /api/v1${path}/withdraw`]: sent,
    });
    await user.click(await screen.findByRole("button", { name: "撤回此版本" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("撤回后，由 2008 版适用。");
    await user.click(within(dialog).getByRole("button", { name: "撤回此版本" }));
    expect(await within(dialog).findByText("请填写理由。")).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("撤回的理由"), "数字有误");
    await user.click(within(dialog).getByRole("button", { name: "撤回此版本" }));
    expect(await screen.findByText(/撤回本版本：数字有误/)).toBeInTheDocument();
    expect(sent).toHaveBeenCalledWith({ reason: "数字有误" });
  });

  it("is not withdrawn while others take its criteria over, and says which", async () => {
    const referring = [{ programme: "little_giant", version: "2026" }];
    const { user } = show(path, {
      [`GET /api/v1${path}`]: {
        ...somePublished,
        can: { ...somePublished.can, withdraw: true },
        if_withdrawn: { ...somePublished.if_withdrawn, referring },
      },
    });
    await user.click(await screen.findByRole("button", { name: "撤回此版本" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByRole("link", { name: "little_giant@2026" })).toBeInTheDocument();
    expect(within(dialog).queryByRole("textbox")).not.toBeInTheDocument();
  });

  it("is reinstated for a reason", async () => {
    let now: object = { ...somePublished, withdrawn: true, can: { ...somePublished.can, reinstate: true } };
    const sent = vi.fn(
      () => (now = { ...somePublished, reinstated_at: "2026-11-23T01:00:00Z", reinstated_because: "撤错了" }),
    );
    const { user } = show(path, { [`GET /api/v1${path}`]: () => now, [`POST /api/v1${path}/reinstate`]: sent });
    await user.click(await screen.findByRole("button", { name: "恢复此版本" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("恢复的理由"), "撤错了");
    await user.click(within(dialog).getByRole("button", { name: "恢复此版本" }));
    expect(await screen.findByText(/恢复本版本：撤错了/)).toBeInTheDocument();
    expect(sent).toHaveBeenCalledWith({ reason: "撤错了" });
  });

  it("begins the next version's draft with its text", async () => {
    const { router, user } = show(path, {
      [`GET /api/v1${path}`]: { ...somePublished, can: { ...somePublished.can, draft: true } },
      "POST /api/v1/rulebook-drafts": someDraft,
    });
    await user.click(await screen.findByRole("button", { name: "起草新版本" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/drafts/5"));
  });
});

describe("a comparison", () => {
  const comparison: Comparison = {
    left: { programme: "hnte", version: "2008", title: someVersion.title, draft: null },
    right: { programme: "hnte", version: "2016", title: someVersion.title, draft: null },
    changes: [
      {
        kind: "changed",
        what: "criterion",
        id: "staff",
        title: { zh: "科技人员占比", en: "" },
        fields: [{ name: "condition", before: { zh: "≥ 30%", en: "" }, after: { zh: "≥ 10%", en: "" } }],
      },
    ],
  };

  it("shows side by side what goes and what comes", async () => {
    show("/rulebooks/compare?left=hnte@2008&right=hnte@2016", { "GET /api/v1/rulebooks/compare": comparison });
    const changes = await screen.findByTestId("changes-criterion");
    expect(within(changes).getByText("30").tagName).toBe("DEL");
    expect(within(changes).getByText("10").tagName).toBe("INS");
  });

  it("says that there is no difference, and what to choose while there is nothing to compare", async () => {
    show("/rulebooks/compare?left=a@1&right=a@1", { "GET /api/v1/rulebooks/compare": { ...comparison, changes: [] } });
    expect(await screen.findByText("两个版本没有差异。")).toBeInTheDocument();
  });
});

describe("the list of drafts", () => {
  const answers = {
    "GET /api/v1/rulebook-drafts": pageOf(someDraft, { ...submitted, id: 6 }),
    "GET /api/v1/programmes": { results: [] },
  };

  it("shows who wrote what and how it stands", async () => {
    show("/drafts", answers);
    expect(await screen.findByText("编制中")).toBeInTheDocument();
    expect(screen.getByText("待审批")).toBeInTheDocument();
    expect(screen.getAllByRole("link", { name: "高新技术企业 2026" })[1]).toHaveAttribute("href", "/drafts/6");
    expect(screen.getByRole("button", { name: /新建草案/ })).toBeInTheDocument();
  });

  it("offers a new one only to who may write", async () => {
    show("/drafts", answers, approver);
    expect(await screen.findByText("编制中")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /新建草案/ })).not.toBeInTheDocument();
  });
});
