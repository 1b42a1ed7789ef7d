import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import DraftPage from "@/features/rulebooks/editor/DraftPage";
import { approver, editor, someDraft, someImpact, someVersion, submitted } from "@/features/rulebooks/fixtures";
import type { Draft } from "@/features/rulebooks/types";
import type { Me } from "@/shared/api/types";
import { pageOf, refusal, renderAt, serve } from "@/shared/testing/render";

// CodeMirror measures what it draws, which nothing does here; the browser tests type into the real one.
vi.mock("@/features/rulebooks/editor/CodeEditor", () => ({
  default: ({ value, label, onChange }: { value: string; label: string; onChange?: (text: string) => void }) => (
    <textarea
      aria-label={label}
      value={value}
      readOnly={!onChange}
      onChange={({ target }) => onChange?.(target.value)}
    />
  ),
}));

const routes = [{ path: "/drafts/:id", element: <DraftPage /> }];
const AT = "/api/v1/rulebook-drafts/5";

function show(
  draft: Draft,
  { path = "/drafts/5", me = editor, ...answers }: Record<string, unknown> & { me?: Me } = {},
) {
  const asked = serve({
    [`GET ${AT}`]: draft,
    [`GET ${AT}/impact`]: draft.impact ?? 404,
    "GET /api/v1/rulebooks": pageOf(someVersion),
    "GET /api/v1/rulebooks/compare": 404,
    ...answers,
  });
  renderAt(path as string, routes, me);
  return { asked, user: userEvent.setup() };
}

describe("writing a draft", () => {
  const wrong = { line: 2, column: 8, message: { zh: "不是数字", en: "no number" } };
  const check = { ...someDraft, rulebook: null, findings: [wrong] };

  it("checks what is typed, says what is wrong, and lets nobody submit it", async () => {
    const { user } = show(someDraft, { "POST /api/v1/rulebook-drafts/check": check });
    await user.type(await screen.findByRole("textbox", { name: "规则 YAML" }), "x");
    expect(await screen.findByText("发现 1 个问题")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "第 2 行 8 列" })).toBeInTheDocument();
    expect(screen.getByText("改正左侧的问题后，这里显示规则表。")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "提交审批" })).toHaveAccessibleDescription("有未保存的修改");
  });

  it("saves the revision that was read", async () => {
    const saved = vi.fn(({ source }: { source: string }) => ({ ...someDraft, source, revision: 4 }));
    const { user } = show(someDraft, { "POST /api/v1/rulebook-drafts/check": someDraft, [`PATCH ${AT}`]: saved });
    await user.type(await screen.findByRole("textbox", { name: "规则 YAML" }), "# 一");
    await user.click(screen.getByRole("button", { name: "保存 (Ctrl+S)" }));
    expect(await screen.findByRole("button", { name: "已保存" })).toBeDisabled();
    expect(saved).toHaveBeenCalledWith({ source: `${someDraft.source}# 一`, cases: someDraft.cases, revision: 3 });
    expect(screen.getByRole("button", { name: "提交审批" })).toBeEnabled();
  });

  it("loses nothing where somebody saved meanwhile, and asks which counts", async () => {
    const elsewhere = { ...someDraft, source: "programme: hnte\nbound: 0.2\n", revision: 4 };
    let moved = false;
    const { user } = show(someDraft, {
      [`GET ${AT}`]: () => (moved ? elsewhere : someDraft),
      "POST /api/v1/rulebook-drafts/check": someDraft,
      [`PATCH ${AT}`]: () => {
        moved = true;
        return refusal(409, { code: "draft.stale", detail: "已有新的修订" });
      },
    });
    await user.type(await screen.findByRole("textbox", { name: "规则 YAML" }), "mine");
    await user.click(screen.getByRole("button", { name: "保存 (Ctrl+S)" }));
    expect(await screen.findByText("这份草案在别处有了新的保存")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "规则 YAML" })).toHaveValue(`${someDraft.source}mine`);
    await user.click(screen.getByRole("button", { name: "放弃我的，载入已保存的" }));
    expect(screen.getByRole("textbox", { name: "规则 YAML" })).toHaveValue(elsewhere.source);
  });

  it("changes a number without the YAML", async () => {
    const changed = vi.fn(() => ({ ...someDraft, revision: 4, source: "programme: hnte\nbound: 0.15\n" }));
    const { user } = show(someDraft, { path: "/drafts/5?show=numbers", [`POST ${AT}/numbers`]: changed });
    const figure = await screen.findByLabelText("科技人员占比 · 界值");
    await user.clear(figure);
    await user.type(figure, "0.15");
    expect(screen.getByText("15.00%")).toBeInTheDocument();
    expect(screen.getByText("原为 10.00%")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "写入 1 处修改" }));
    await waitFor(() =>
      expect(changed).toHaveBeenCalledWith({ revision: 3, changes: [{ line: 2, column: 8, value: "0.15" }] }),
    );
  });
});

describe("deciding on a draft", () => {
  const waiting: Draft = { ...submitted, can: { ...submitted.can, take_back: false, publish: true, return: true } };

  it("is not for who wrote it", async () => {
    show(submitted);
    expect(await screen.findByText("等待审批员审批")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "发布" })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "撤回提交" })).toBeInTheDocument();
  });

  it("waits for the impact preview, and says so", async () => {
    show({ ...waiting, impact: null }, { me: approver });
    const publish = await screen.findByRole("button", { name: /发.?布/ });
    expect(publish).toBeDisabled();
    expect(publish).toHaveAccessibleDescription("尚无本修订的影响预览");
  });

  it("publishes the revision that was read, after saying whom it touches", async () => {
    let now: object = waiting;
    const published = vi.fn(() => (now = { ...waiting, state: "published", published_as: "2026", can: submitted.can }));
    const { user } = show(waiting, { me: approver, [`GET ${AT}`]: () => now, [`POST ${AT}/publish`]: published });
    await user.click(await screen.findByRole("button", { name: /发.?布/ }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("变为符合 <5 家、变为不符合 18 家");
    await user.click(within(dialog).getByRole("button", { name: /发.?布/ }));
    expect(await screen.findByRole("link", { name: /已发布为 2026 版/ })).toBeInTheDocument();
    expect(published).toHaveBeenCalledWith({ revision: 3, note: "" });
  });

  it("returns it with what has to be changed", async () => {
    const returned = vi.fn(() => ({ ...someDraft, note: "请补用例", decided_by: { display_name: "吴审批" } }));
    const { user } = show(waiting, { me: approver, [`POST ${AT}/return`]: returned });
    await user.click(await screen.findByRole("button", { name: "退回修改" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("需要修改什么"), "请补用例");
    await user.click(within(dialog).getByRole("button", { name: "退回修改" }));
    expect(await screen.findByText("吴审批 的审批意见：请补用例")).toBeInTheDocument();
    expect(returned).toHaveBeenCalledWith({ revision: 3, note: "请补用例" });
  });
});

describe("the impact of a draft", () => {
  const path = "/drafts/5?tab=impact";

  it("is started where there is none yet", async () => {
    const { user } = show(someDraft, { path, [`POST ${AT}/impact`]: { ...someImpact, state: "running", done: 200 } });
    await user.click(await screen.findByRole("button", { name: "开始预览" }));
    expect(await screen.findByText("已评估 200 / 500 家")).toBeInTheDocument();
  });

  it("leads from a number to its firms, and tells nobody's name who may not be seen", async () => {
    const flip = {
      enterprise: null,
      region: "411303",
      region_name: "卧龙区",
      tier: 2,
      before: "met",
      after: "unmet",
      criteria: [{ id: "staff", title: { zh: "科技人员占比", en: "" }, before: "met", after: "unmet" }],
    };
    const { asked, user } = show(
      { ...someDraft, impact: someImpact },
      { path, [`GET ${AT}/impact/flips`]: pageOf(flip) },
    );
    expect(await screen.findByText("不在您可查看的范围")).toBeInTheDocument();
    const county = screen.getByRole("row", { name: /^卧龙区/ });
    Element.prototype.scrollIntoView = vi.fn(); // nothing is laid out here
    const [inTier] = within(county).getAllByRole("button", { name: "变为不符合 12" });
    if (inTier) await user.click(inTier);
    await waitFor(() => expect(asked).toContain(`GET ${AT}/impact/flips?region=411303&tier=2&after=unmet`));
  });

  it("says that nobody's verdict changes, that it is outdated, and that it failed", async () => {
    const same = {
      ...someImpact,
      revision: 2,
      counts: [],
      summary: [{ before: "met" as const, after: "met" as const, firms: 9 }],
    };
    show(someDraft, { path, [`GET ${AT}/impact`]: same });
    expect(await screen.findByText("没有企业的结论会改变。")).toBeInTheDocument();
    expect(screen.getByText(/草案已改到第 3 次修订/)).toBeInTheDocument();
  });

  it("can be started again where nobody works on it any more", async () => {
    show(someDraft, { path, [`GET ${AT}/impact`]: { ...someImpact, state: "running", stalled: true, done: 200 } });
    expect(await screen.findByText("预览已中断，没有在进行。请重新预览。")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "重新预览" })).toBeEnabled();
  });

  it("shows what is done while the next one is made", async () => {
    const newer = { ...someImpact, id: 10, state: "running" as const, done: 200 };
    show(someDraft, { path, [`GET ${AT}/impact`]: { ...someImpact, newer }, [`GET ${AT}/impact/flips`]: pageOf() });
    expect(await screen.findByText("已评估 200 / 500 家")).toBeInTheDocument();
    expect(screen.getByText("结论变化总表")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "重新预览" })).not.toBeInTheDocument();
  });

  it("is not offered to who may only read the text", async () => {
    show({ ...someDraft, can: { ...someDraft.can, see_impact: false } });
    expect(await screen.findByRole("tab", { name: "修改对照" })).toBeInTheDocument();
    expect(screen.queryByRole("tab", { name: "影响预览" })).not.toBeInTheDocument();
  });

  it("tells why a preview failed", async () => {
    show(someDraft, { path, [`GET ${AT}/impact`]: { ...someImpact, state: "failed", problem: "数据库中断" } });
    expect(await screen.findByText("数据库中断")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "重新预览" })).toBeEnabled();
  });
});
