import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { ModelCard } from "@/features/models/types";
import VersionPage from "@/features/models/version/VersionPage";
import { notCalibrated, someCard, someTarget } from "@/shared/testing/models";
import { type Answers, refusal, renderAt, serve } from "@/shared/testing/render";

vi.mock("@/shared/ui/Chart", () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const PATH = `/api/v1/models/${someCard.target}/${someCard.version}`;
const routes = [{ path: "/models/:target/:version", element: <VersionPage /> }];
const PROMOTE = /启.?用/;

function show(card: ModelCard | (() => ModelCard), answers: Answers = {}, tab = "") {
  serve({ [`GET ${PATH}`]: card, "GET /api/v1/models/hnte_12m": someTarget, ...answers });
  const { router } = renderAt(`/models/${someCard.target}/${someCard.version}${tab}`, routes);
  return { router, user: userEvent.setup() };
}

describe("a version", () => {
  it("says what it foretells, who trained it, and each condition with its figures", async () => {
    show(someCard);
    expect(await screen.findByRole("link", { name: someTarget.target.zh })).toHaveAttribute("href", "/models/hnte_12m");
    expect(screen.getByText(/逻辑回归 · 王工 训练于 2026-11-01 10:00/)).toBeInTheDocument();
    const conditions = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(conditions).toEqual([
      expect.stringContaining("预测优于总体比例对数损失相差 -0.0610"),
      expect.stringContaining("排序不差于总体比例平均精确率相差 +0.2100"),
      expect.stringMatching(/没有明显偏差的分组 可由审批人签字.*规模“微型”/),
    ]);
    expect(screen.getAllByLabelText("达到")).toHaveLength(2);
    expect(screen.getByLabelText("未达到")).toBeInTheDocument();
  });

  it("shows the plot beside the figures, the candidates, and where it all comes from", async () => {
    show(someCard);
    expect(await screen.findByRole("img", { name: "校准图" })).toBeInTheDocument();
    expect(screen.getByText("1,200 家企业，其中 90 家达到目标")).toBeInTheDocument();
    expect(screen.getByText("选用").closest("tr")).toHaveTextContent("逻辑回归");
    expect(screen.getByText(someCard.data_sha256)).toBeInTheDocument();
    expect(screen.getByText("检验（从未见过）")).toBeInTheDocument();
  });

  it("shows no plot of so few firms that one could be told", async () => {
    show({ ...someCard, curve: [] });
    expect(await screen.findByText(/不显示校准图/)).toBeInTheDocument();
    expect(screen.queryByRole("img", { name: "校准图" })).not.toBeInTheDocument();
  });

  it("leads to its card as a file, in the language of the screen", async () => {
    show(someCard);
    expect(await screen.findByRole("link", { name: /下载模型卡/ })).toHaveAttribute("href", `${PATH}/card?lang=zh`);
  });

  it("marks the slices that are worse than the whole, and hides what too few firms stand behind", async () => {
    const { router, user } = show(someCard);
    await user.click(await screen.findByRole("tab", { name: "分组检验" }));
    expect(router.state.location.search).toBe("?tab=slices");
    const worse = screen.getByText("微型").closest("tr");
    expect(worse).toHaveTextContent(/区分能力差于整体校准差于整体210/);
    expect(worse).toHaveTextContent("0.610(0.520–0.700)");
    const small = screen.getByText("镇平县").closest("tr");
    expect(small).toHaveTextContent(/^镇平县—+$/);
    expect(screen.getByText(/“—”为不显示/)).toBeInTheDocument();
    expect(screen.getAllByText("没有这一分组的样本")).not.toHaveLength(0);
  });

  it("tells each county's precision at its capacity, but not of a handful of firms", async () => {
    show(someCard, {}, "?tab=counties");
    const row = (await screen.findByText("卧龙区")).closest("tr");
    expect(row).toHaveTextContent("卧龙区6032045.0% (35.0%–55.0%)3.5 (2.9–4.1)13.1%12.8%0.3% (-2.0%–2.6%)");
    expect(screen.getByText("镇平县").closest("tr")).toHaveTextContent(/^镇平县60—+$/);
  });

  it("lists what it reads and draws its curves", async () => {
    const { user } = show(someCard, {}, "?tab=features");
    expect((await screen.findByText("研发费用占营收比")).closest("tr")).toHaveTextContent("0.412越多越有利可改变");
    await user.click(screen.getByRole("tab", { name: "影响曲线" }));
    expect(await screen.findByRole("img", { name: "研发费用占营收比 的影响曲线" })).toBeInTheDocument();
    expect(screen.getByText("数据缺失时：−0.20")).toBeInTheDocument();
  });

  it("says why a model whose features act together has no curves", async () => {
    show({ ...someCard, curves: [], reasons_by: "tree_shap" }, {}, "?tab=curves");
    expect(await screen.findByText(/没有单独的曲线/)).toBeInTheDocument();
  });

  it("opens at the card where the address names no part of it", async () => {
    show(someCard, {}, "?tab=nonsense");
    expect(await screen.findByRole("tab", { name: "模型卡", selected: true })).toBeInTheDocument();
  });
});

describe("putting a version in use", () => {
  it("cannot be done while a condition that nobody may sign for did not hold, and the page says so", async () => {
    show({ ...someCard, findings: [notCalibrated], open_findings: ["calibrated"], signable: [], can: [] });
    expect(await screen.findByText("不能启用：有 1 项必要条件未达到")).toBeInTheDocument();
    expect(screen.getByText("概率校准").closest("li")).toHaveTextContent("必要条件");
    expect(screen.queryByRole("button", { name: PROMOTE })).not.toBeInTheDocument();
  });

  it("takes a signature for each open condition, and a reason", async () => {
    let now = someCard;
    const taken = vi.fn(() => {
      now = { ...someCard, is_promoted: true, can: [] };
      return someTarget;
    });
    const { user } = show(() => now, { [`POST ${PATH}/promote`]: taken });
    await user.click(await screen.findByRole("button", { name: PROMOTE }));
    const dialog = await screen.findByRole("dialog");
    const ok = within(dialog).getByRole("button", { name: PROMOTE });
    expect(ok).toBeDisabled();
    expect(ok).toHaveAccessibleDescription("请先逐项确认未达到的条件");
    await user.click(within(dialog).getByRole("checkbox", { name: /没有明显偏差的分组/ }));
    await user.click(ok);
    expect(await within(dialog).findByText("请填写理由。")).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("理由"), "微型企业样本少，下季度复核");
    await user.click(ok);
    expect(await screen.findByText("使用中")).toBeInTheDocument();
    expect(taken).toHaveBeenCalledWith({ note: "微型企业样本少，下季度复核", signed_for: ["slices"] });
  });

  it("needs no signature where all held, and says what the server refused", async () => {
    const detail = "该模型由您训练，须由他人启用。";
    const [first] = someCard.findings;
    const { user } = show(
      { ...someCard, findings: first ? [first] : [], open_findings: [], signable: [], earned: true },
      { [`POST ${PATH}/promote`]: refusal(403, { code: "model.own", detail }) },
    );
    await user.click(await screen.findByRole("button", { name: PROMOTE }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).queryByRole("checkbox")).not.toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("理由"), "检验全部通过");
    await user.click(within(dialog).getByRole("button", { name: PROMOTE }));
    expect(await within(dialog).findByText(detail)).toBeInTheDocument();
    expect(within(dialog).getByLabelText("理由")).toHaveValue("检验全部通过");
  });
});
