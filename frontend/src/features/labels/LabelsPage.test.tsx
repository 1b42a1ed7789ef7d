import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import LabelsPage from "@/features/labels/LabelsPage";
import type { Label } from "@/features/labels/queries";
import type { Me } from "@/shared/api/types";
import { someMe } from "@/shared/testing/fixtures";
import { type Answers, pageOf, refusal, renderAt, serve } from "@/shared/testing/render";

const PATH = "/api/v1/training-labels";
const label: Label = {
  id: 7,
  uscc: "91411300MA00000010",
  enterprise: { uscc: "91411300MA00000010", name: "南阳示例防爆电机有限公司" },
  target: "hnte_if_applied",
  year: 2024,
  outcome: "reached",
  basis: "豫科〔2024〕12号附件第35行",
  state: "proposed",
  stated_by: { display_name: "李负责人" },
  stated_at: "2026-11-20T02:00:00Z",
  decided_by: null,
  decided_at: null,
  note: "",
  can: [],
};
const lead: Me = { ...someMe, permissions: { training_label: ["list", "view", "create"] } };
const approver: Me = { ...someMe, permissions: { training_label: ["list", "view", "approve"] } };

interface Shown {
  as?: Me;
  answers?: Answers;
  at?: string;
}

function show(labels: Label[] | (() => Label[]), { as = lead, answers = {}, at = "/labels" }: Shown = {}) {
  const page = typeof labels === "function" ? () => pageOf(...labels()) : pageOf(...labels);
  const asked = serve({ [`GET ${PATH}`]: page, ...answers });
  renderAt(at, [{ path: "/labels", element: <LabelsPage /> }], as);
  return { asked, user: userEvent.setup() };
}

const rowOf = async (text: string) => (await screen.findByText(text)).closest("tr");

describe("the list", () => {
  it("says of each label what was stated of whom, on what it rests, and who decided", async () => {
    const decided = { decided_by: { display_name: "赵审批" }, decided_at: "2026-11-21T02:00:00Z", note: "与文件一致" };
    show([{ ...label, state: "approved", ...decided }]);
    const row = await rowOf("南阳示例防爆电机有限公司");
    expect(row).toHaveTextContent(/高企：若申报能否通过2024 年起达到目标豫科〔2024〕12号附件第35行李负责人.*已核准/);
    expect(row).toHaveTextContent("赵审批2026-11-21 10:00与文件一致");
  });

  it("names no firm to who may not see it", async () => {
    show([{ ...label, enterprise: null, uscc: null }]);
    expect(await screen.findByText("（不显示企业名称）")).toBeInTheDocument();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("shows who approves labels the code that documents name, and no more of the firm", async () => {
    show([{ ...label, enterprise: null }]);
    expect(await screen.findByText("（不显示企业名称）")).toBeInTheDocument();
    expect(screen.getByText("91411300MA00000010")).toBeInTheDocument();
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });

  it("asks for what the address filters, and tells an empty list from one without a match", async () => {
    const { asked, user } = show([], { at: "/labels?target=hnte_12m&state=proposed" });
    expect(await screen.findByText("没有符合条件的标签")).toBeInTheDocument();
    expect(asked).toContain(`GET ${PATH}?target=hnte_12m&state=proposed`);
    await user.click(screen.getByRole("button", { name: /清除条件/ }));
    expect(await screen.findByText("没有训练标签")).toBeInTheDocument();
  });
});

describe("stating", () => {
  async function fillIn(user: ReturnType<typeof userEvent.setup>) {
    await user.click(await screen.findByRole("button", { name: /提出标签/ }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("统一社会信用代码"), " 91411300ma00000010 ");
    await user.click(within(dialog).getByLabelText("预测目标"));
    await user.click(await screen.findByText("高企：若申报能否通过", { selector: ".ant-select-item-option-content" }));
    await user.type(within(dialog).getByLabelText("起始年度"), "2024");
    await user.click(within(dialog).getByLabelText("结果"));
    await user.click(await screen.findByText("未达到目标", { selector: ".ant-select-item-option-content" }));
    await user.type(within(dialog).getByLabelText(/^依据/), "认定办公告2024年第3号");
    return dialog;
  }

  it("takes a firm by its code, an outcome and a source, and shows the label waiting", async () => {
    let now: Label[] = [];
    const stated = vi.fn(() => {
      now = [label];
      return label;
    });
    const { user } = show(() => now, { answers: { [`POST ${PATH}`]: stated } });
    const dialog = await fillIn(user);
    await user.click(within(dialog).getByRole("button", { name: "提出标签" }));
    expect(await screen.findByText("待核准")).toBeInTheDocument();
    expect(stated).toHaveBeenCalledWith({
      uscc: "91411300MA00000010",
      target: "hnte_if_applied",
      year: 2024,
      outcome: "not_reached",
      basis: "认定办公告2024年第3号",
    });
  });

  it("asks for what is missing before anything is sent", async () => {
    const { asked, user } = show([]);
    await user.click(await screen.findByRole("button", { name: /提出标签/ }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("统一社会信用代码"), "9141");
    await user.type(within(dialog).getByLabelText(/^依据/), "听说");
    await user.click(within(dialog).getByRole("button", { name: "提出标签" }));
    expect(await within(dialog).findByText("统一社会信用代码为 18 位字母和数字。")).toBeInTheDocument();
    expect(within(dialog).getByText("请至少写 10 个字，说明出处。")).toBeInTheDocument();
    expect(asked).not.toContain(`POST ${PATH}`);
  });

  it.each([
    [404, "app.not_found", "", "没有这个统一社会信用代码的企业，或不在您的管辖范围内。"],
    [409, "label.stands", "该企业 2024 年已有标签。", "该企业 2024 年已有标签。"],
  ])("keeps what was typed where the server answers %s, and says why", async (status, code, detail, said) => {
    const { user } = show([], { answers: { [`POST ${PATH}`]: refusal(status, { code, detail }) } });
    const dialog = await fillIn(user);
    await user.click(within(dialog).getByRole("button", { name: "提出标签" }));
    expect(await within(dialog).findByText(said)).toBeInTheDocument();
    expect(within(dialog).getByLabelText(/^依据/)).toHaveValue("认定办公告2024年第3号");
  });

  it("is offered to nobody who may only approve", async () => {
    show([label], { as: approver });
    expect(await rowOf("待核准")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /提出标签/ })).not.toBeInTheDocument();
  });
});

describe("deciding", () => {
  it("is not offered on a label of one's own, which can be taken back", async () => {
    let now: Label[] = [{ ...label, can: ["withdraw"] }];
    const taken = vi.fn(() => {
      now = [{ ...label, state: "withdrawn" }];
      return now[0];
    });
    const { user } = show(() => now, { answers: { [`POST ${PATH}/7/withdraw`]: taken } });
    await user.click(await screen.findByRole("button", { name: /撤.?回/ }));
    expect(screen.queryByRole("button", { name: /核.?准/ })).not.toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: /确.?定|OK/ }));
    expect(await rowOf("已撤回")).toBeInTheDocument();
    expect(taken).toHaveBeenCalledOnce();
  });

  it("approves without a remark", async () => {
    let now: Label[] = [{ ...label, can: ["approve", "refuse"] }];
    const taken = vi.fn(() => {
      now = [{ ...label, state: "approved" }];
      return now[0];
    });
    const { user } = show(() => now, { as: approver, answers: { [`POST ${PATH}/7/approve`]: taken } });
    await user.click(await screen.findByRole("button", { name: /^核.?准$/ }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: /^核.?准$/ }));
    expect(await rowOf("已核准")).toBeInTheDocument();
    expect(taken).toHaveBeenCalledWith({ note: "" });
  });

  it("refuses for a reason only", async () => {
    const taken = vi.fn(() => ({ ...label, state: "refused" }));
    const { user } = show([{ ...label, can: ["approve", "refuse"] }], {
      as: approver,
      answers: { [`POST ${PATH}/7/refuse`]: taken },
    });
    await user.click(await screen.findByRole("button", { name: "不予核准" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "不予核准" }));
    expect(await within(dialog).findByText("请填写理由。")).toBeInTheDocument();
    await user.type(within(dialog).getByLabelText("理由"), "公告中没有该企业");
    await user.click(within(dialog).getByRole("button", { name: "不予核准" }));
    await waitFor(() => expect(taken).toHaveBeenCalledWith({ note: "公告中没有该企业" }));
  });
});
