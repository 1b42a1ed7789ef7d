import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import TargetPage from "@/features/models/target/TargetPage";
import type { TargetModels } from "@/features/models/types";
import { challenger, champion, doneTraining, someTarget, someTraining, tooFew } from "@/shared/testing/models";
import { type Answers, refusal, renderAt, serve } from "@/shared/testing/render";

vi.mock("@/shared/ui/Chart", () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const PATH = "/api/v1/models/hnte_12m";
const routes = [{ path: "/models/:target", element: <TargetPage /> }];

function show(target: TargetModels | (() => TargetModels), answers: Answers = {}) {
  const asked = serve({ [`GET ${PATH}`]: target, ...answers });
  renderAt("/models/hnte_12m", routes);
  return { asked, user: userEvent.setup() };
}

const card = async (title: string) => {
  const head = await screen.findByText(title, { selector: ".ant-card-head-title" });
  return head.closest<HTMLElement>(".ant-card") ?? head;
};

describe("a target", () => {
  it("sets the model in use beside a newer one, figure by figure", async () => {
    show(someTarget);
    const sides = await card("使用中与候选对比");
    expect(within(sides).getByText("AUC").closest("tr")).toHaveTextContent("AUC0.861 (0.840–0.880)0.874 (0.850–0.890)");
    expect(within(sides).getByText("1 项条件未达到")).toBeInTheDocument();
  });

  it("sets nothing beside the newest, once that is in use", async () => {
    show({ ...someTarget, versions: [champion, { ...challenger, version: "2025-05-01-cccc" }] });
    expect(await screen.findByText("全部版本")).toBeInTheDocument();
    expect(screen.queryByText("使用中与候选对比")).not.toBeInTheDocument();
  });

  it("tells who put what in use, in place of what, why, and what that person answers for", async () => {
    show(someTarget);
    const decided = within(await card("启用记录")).getByText("赵审批").closest("tr");
    expect(decided).toHaveTextContent(/启用2026-05-01-aaaa取代 2025-05-01-cccc赵审批检验全部通过/);
    expect(decided).toHaveTextContent("签字承担：没有疑似泄露结果的特征");
  });

  it("leads from a training to the version that came of it, and says why nothing came of another", async () => {
    show({
      ...someTarget,
      trainings: [{ ...doneTraining, id: 5, state: "refused", version: null, refusal: tooFew }, doneTraining],
    });
    const trainings = await card("训练记录");
    expect(within(trainings).getByRole("link", { name: challenger.version })).toBeInTheDocument();
    expect(within(trainings).getAllByText("1 个年度，达到目标 90 家次")).toHaveLength(2);
    expect(within(trainings).getByText("未训练出模型").closest("tr")).toHaveTextContent(tooFew.zh);
  });

  it("says how its data drift, and what came true once it has", async () => {
    const matured = {
      firms: 200,
      positives: 30,
      foretold: 0.14,
      happened: 0.15,
      brier: { name: "brier", value: 0.11, low: 0.1, high: 0.12 },
      shift: null,
      beyond_noise: false,
      curve: [],
    };
    show({ ...someTarget, watches: someTarget.watches.map((watch) => ({ ...watch, matured })) });
    const watched = await card("监测");
    expect(watched).toHaveTextContent("截至 2026-11-20，940 家企业");
    expect(watched).toHaveTextContent("营收增长率0.310");
    expect(watched).toHaveTextContent("已到期 200 家：预测平均 14.0%，实际 15.0%；Brier 分数 0.1100 (0.1000–0.1200)");
    expect(within(watched).queryByRole("img", { name: "校准图" })).not.toBeInTheDocument();
    expect(watched).toHaveTextContent("不显示校准图");
  });

  it("says why there is none, and shows no empty comparison", async () => {
    show({ ...someTarget, versions: [], decisions: [], trainings: [], watches: [], no_model_because: tooFew, can: [] });
    expect(await screen.findByText(tooFew.zh)).toBeInTheDocument();
    for (const empty of ["尚未训练出模型", "尚无记录", "尚未训练过"]) expect(screen.getByText(empty)).toBeInTheDocument();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});

describe("training", () => {
  it("is begun after a question, and followed", async () => {
    let now = someTarget;
    const begun = vi.fn(() => {
      now = { ...someTarget, trainings: [{ ...someTraining, state: "queued", step: "", done: 0, total: 0 }] };
      return someTraining;
    });
    const { user } = show(() => now, { [`POST ${PATH}/train`]: begun });
    await user.click(await screen.findByRole("button", { name: /训.?练/ }));
    await user.click(await screen.findByRole("button", { name: /确.?定|OK/ }));
    expect(await screen.findByRole("status")).toHaveTextContent("等待开始");
    expect(begun).toHaveBeenCalledOnce();
    const again = screen.getByRole("button", { name: /训.?练/ });
    expect(again).toBeDisabled();
    expect(again).toHaveAccessibleDescription("正在训练");
  });

  it("is not asked for twice while the server has not answered", async () => {
    const { user } = show(() => someTarget, { [`POST ${PATH}/train`]: () => new Promise(() => undefined) });
    await user.click(await screen.findByRole("button", { name: /训.?练/ }));
    await user.click(await screen.findByRole("button", { name: /确.?定|OK/ }));
    const again = screen.getByRole("button", { name: /训.?练/ });
    await waitFor(() => expect(again).toBeDisabled());
    expect(again).toHaveAccessibleDescription("正在训练");
  });

  it("says what the server says where somebody else was quicker, and shows that training", async () => {
    let now = someTarget;
    const detail = "该目标正在训练，请等待第 4 次训练结束。";
    const { user } = show(() => now, {
      [`POST ${PATH}/train`]: () => {
        now = { ...someTarget, trainings: [someTraining] };
        return refusal(409, { code: "training.running", detail });
      },
    });
    await user.click(await screen.findByRole("button", { name: /训.?练/ }));
    await user.click(await screen.findByRole("button", { name: /确.?定|OK/ }));
    expect(await screen.findByText(detail)).toBeInTheDocument();
    expect(await screen.findByRole("status")).toHaveTextContent("估计区间");
  });

  it("is offered again where the last one broke off", async () => {
    show({ ...someTarget, trainings: [{ ...someTraining, stalled: true }] });
    expect(await screen.findByText("已中断，请重新训练")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /训.?练/ })).toBeEnabled();
  });
});

describe("taking a model out", () => {
  it.each([
    ["恢复上一版", "roll-back"],
    [/停.?用/, "retire"],
  ])("asks why before %s, and says so on record", async (name, address) => {
    const after: TargetModels = { ...someTarget, versions: [], no_model_because: tooFew, can: ["train"] };
    let now = someTarget;
    const taken = vi.fn(() => (now = after));
    const { user } = show(() => now, { [`POST ${PATH}/${address}`]: taken });
    await user.click(await screen.findByRole("button", { name }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name }));
    expect(await within(dialog).findByText("请填写理由。")).toBeInTheDocument();
    expect(taken).not.toHaveBeenCalled();
    await user.type(within(dialog).getByLabelText("理由"), "  校准偏差过大  ");
    await user.click(within(dialog).getByRole("button", { name }));
    expect(await screen.findByText(tooFew.zh)).toBeInTheDocument();
    expect(taken).toHaveBeenCalledWith({ note: "校准偏差过大" });
  });

  it("keeps the note and says why where the server refuses", async () => {
    const detail = "没有可恢复的版本。";
    const { user } = show(someTarget, {
      [`POST ${PATH}/roll-back`]: refusal(409, { code: "model.nothing_before", detail }),
    });
    await user.click(await screen.findByRole("button", { name: "恢复上一版" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("理由"), "回退");
    await user.click(within(dialog).getByRole("button", { name: "恢复上一版" }));
    expect(await within(dialog).findByText(detail)).toBeInTheDocument();
    expect(within(dialog).getByLabelText("理由")).toHaveValue("回退");
  });

  it("is offered to nobody who may not", async () => {
    show({ ...someTarget, can: [] });
    expect(await screen.findByText("全部版本")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /恢复上一版|停.?用|训.?练/ })).not.toBeInTheDocument();
  });
});
