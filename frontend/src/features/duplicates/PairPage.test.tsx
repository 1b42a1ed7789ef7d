import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import PairPage from "@/features/duplicates/PairPage";
import { somePair, somePlan } from "@/shared/testing/facts";
import { someMe } from "@/shared/testing/fixtures";
import { refusal, renderAt, serve, type Answers } from "@/shared/testing/render";

const routes = [
  { path: "/duplicates/:id", element: <PairPage /> },
  { path: "/enterprises/:uscc", element: <p>the kept firm</p> },
];
const answers: Answers = {
  "GET /api/v1/duplicates/11": somePair,
  "GET /api/v1/merges/plan": somePlan,
};
const lead = { ...someMe, permissions: { ...someMe.permissions, duplicate: ["list", "view", "update", "approve"] } };

describe("PairPage", () => {
  it("begins with keeping the record that more hangs on, and asks for another plan when one chooses the other", async () => {
    const asked = serve(answers);
    renderAt("/duplicates/11", routes, lead);
    await screen.findByText("合并方案：保留“南阳示例防爆电机公司”");
    expect(asked.at(-1)).toBe(`GET /api/v1/merges/plan?keep=${somePair.other.uscc}&merge=${somePair.one.uscc}`);
    const [first] = screen.getAllByRole("radio", { name: "合并后保留这条" });
    if (!first) throw new Error("each side can be kept");
    await userEvent.setup().click(first);
    await waitFor(() =>
      expect(asked.at(-1)).toBe(`GET /api/v1/merges/plan?keep=${somePair.one.uscc}&merge=${somePair.other.uscc}`),
    );
  });

  it("shows which value stays and how many rows move or are set aside", async () => {
    serve(answers);
    renderAt("/duplicates/11", routes, lead);
    const fields = await screen.findByRole("region", { name: "基本信息" });
    expect(within(fields).getByRole("row", { name: /信臣路2号.*信臣路1号.*获知最近/ })).toBeInTheDocument();
    const relations = screen.getByRole("region", { name: "关联数据" });
    expect(within(relations).getByRole("row", { name: /知识产权 转移 2 1 0/ })).toBeInTheDocument();
    expect(within(relations).queryByText("事故与违法")).not.toBeInTheDocument();
    expect(within(relations).getByText(/其余 1 类/)).toBeInTheDocument();
  });

  it("merges only with a reason and the word that two codes are one firm", async () => {
    const sent: unknown[] = [];
    const merged = (body: unknown) => {
      sent.push(body);
      return { id: 1 };
    };
    serve({ ...answers, "POST /api/v1/merges": merged });
    renderAt("/duplicates/11", routes, lead);
    const user = userEvent.setup();
    const button = await screen.findByRole("button", { name: "合并到“南阳示例防爆电机公司”" });
    await user.click(button);
    expect(await screen.findByText("请填写理由。")).toBeInTheDocument();
    expect(screen.getByText("两条记录的信用代码不同，请先核实并勾选。")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.click(screen.getByRole("checkbox"));
    await user.type(screen.getByLabelText("合并的理由"), "同一主体");
    await user.click(button);
    expect(await screen.findByText("the kept firm")).toBeInTheDocument();
    expect(sent).toEqual([
      { keep: somePair.other.uscc, merge: somePair.one.uscc, reason: "同一主体", confirm_codes: true },
    ]);
  });

  it("does not offer a merge that a relation blocks, and names the relation", async () => {
    serve({ ...answers, "GET /api/v1/merges/plan": { ...somePlan, blocked_by: ["casework.Visit"] } });
    renderAt("/duplicates/11", routes, lead);
    expect(await screen.findByText("casework.Visit")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /合并到/ })).not.toBeInTheDocument();
  });

  it("takes the pair out of the queue with a note", async () => {
    const dismiss = (body: unknown) => ({
      ...somePair,
      state: "different",
      note: (body as { note: string }).note,
      decided_at: "2026-11-23T01:00:00Z",
    });
    serve({ ...answers, "POST /api/v1/duplicates/11/dismiss": dismiss });
    renderAt("/duplicates/11", routes, lead);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "不是同一家" }));
    await user.type(await screen.findByLabelText("判断依据"), "法人不同");
    await user.click(screen.getByRole("button", { name: "确认不是同一家" }));
    expect(await screen.findByText("已判定不是同一家企业。")).toBeInTheDocument();
    expect(screen.getByText(/法人不同/)).toBeInTheDocument();
    expect(screen.queryByText(/合并方案/)).not.toBeInTheDocument();
  });

  it("only shows the two to who may decide nothing", async () => {
    serve(answers);
    renderAt("/duplicates/11", routes, { ...someMe, permissions: { duplicate: ["list", "view"] } });
    expect(await screen.findByText("信臣路2号")).toBeInTheDocument();
    expect(screen.queryByRole("radio")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "不是同一家" })).not.toBeInTheDocument();
  });

  it("says in the server's words why a merge was refused", async () => {
    serve({
      ...answers,
      "POST /api/v1/merges": () => refusal(409, { code: "merge.already", detail: "已被他人合并。" }),
    });
    renderAt("/duplicates/11", routes, lead);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("checkbox"));
    await user.type(screen.getByLabelText("合并的理由"), "同一主体");
    await user.click(screen.getByRole("button", { name: /合并到/ }));
    expect(await screen.findByText("已被他人合并。")).toBeInTheDocument();
  });
});
