import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import ModelsPage from "@/features/models/ModelsPage";
import type { TargetRow } from "@/features/models/types";
import { renderAt, serve } from "@/shared/testing/render";
import { challenger, coldRow, someTargetRow, someTraining } from "@/shared/testing/models";

const PATH = "GET /api/v1/models";

function show(answer: unknown) {
  const asked = serve({ [PATH]: answer });
  renderAt("/models", [{ path: "/models", element: <ModelsPage /> }]);
  return asked;
}

const rowOf = async (target: { zh: string }) => (await screen.findByRole("link", { name: target.zh })).closest("tr");

describe("ModelsPage", () => {
  it("says of each target which model is in use, how good it is, and that a newer one waits", async () => {
    show([someTargetRow, coldRow]);
    const row = await rowOf(someTargetRow.target);
    expect(row).toHaveTextContent(/使用中 可加梯度提升.*0.861.*0.0123/);
    expect(row).toHaveTextContent(/2026-11-01-bbbb 1 项条件未达到/);
    expect(screen.getByRole("link", { name: challenger.version })).toHaveAttribute(
      "href",
      "/models/hnte_12m/2026-11-01-bbbb",
    );
  });

  it("says why there is no model where too little is known yet", async () => {
    show([coldRow]);
    expect(await rowOf(coldRow.target)).toHaveTextContent("训练年度仅 12 家达到，至少需要 30 家");
  });

  it("counts what wants to be looked at, and says it to who comes there by the keyboard", async () => {
    show([someTargetRow]);
    const tag = await screen.findByText("警报 1 项");
    tag.focus();
    expect(await screen.findByText(/“营收增长率”的分布与训练时相比已变化/)).toBeInTheDocument();
  });

  it("says that nothing is wrong where nothing is, and nothing where nobody looked", async () => {
    show([{ ...someTargetRow, watch: { ...someTargetRow.watch, alerts: [] } }, coldRow]);
    expect(await rowOf(someTargetRow.target)).toHaveTextContent("无异常");
    expect(await rowOf(coldRow.target)).not.toHaveTextContent("无异常");
  });

  it("follows a training to its end beside the model in use", async () => {
    let reads = 0;
    const now = (): TargetRow[] => {
      reads += 1;
      return [reads < 2 ? { ...someTargetRow, training: someTraining } : someTargetRow];
    };
    const asked = show(now);
    const status = await screen.findByRole("status");
    expect(status).toHaveTextContent("第 5 步，共 6 步：估计区间");
    expect(status.closest("tr")).toHaveTextContent("使用中");
    await screen.findByText("1 项条件未达到");
    await expect.poll(() => screen.queryByRole("status"), { timeout: 10_000 }).toBeNull();
    expect(asked).toEqual([PATH, PATH]);
  });

  it("does not follow a training that broke off, and says so", async () => {
    show([{ ...someTargetRow, training: { ...someTraining, stalled: true } }]);
    expect(await screen.findByText("已中断，请重新训练")).toBeInTheDocument();
    expect(screen.queryByRole("status")).not.toBeInTheDocument();
  });

  it("says what went wrong, and tries again", async () => {
    let answer: unknown = 503;
    show(() => answer);
    const again = await screen.findByRole("button", { name: /重.?试/ });
    answer = [someTargetRow];
    await userEvent.click(again);
    expect(await rowOf(someTargetRow.target)).toBeInTheDocument();
  });
});
