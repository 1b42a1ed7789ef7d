import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { LikelihoodsTab } from "@/features/enterprise/likelihood/LikelihoodsTab";
import type { Likelihood } from "@/shared/api/types";
import { someLikelihood, someMe, someOverride as override } from "@/shared/testing/fixtures";
import { refusal, renderAt, serve } from "@/shared/testing/render";

vi.mock("@/shared/ui/Chart", () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const routes = [{ path: "/", element: <LikelihoodsTab uscc="X" /> }];
const path = "GET /api/v1/enterprises/X/likelihoods";
const history = { recorded: [], recomputed: [], overrides: [] };
const historyPath = (target: string) => `GET /api/v1/enterprises/X/likelihoods/${target}/history`;

function asked(question: Likelihood["target"]["question"], code: string, more: Partial<Likelihood>): Likelihood {
  return { ...someLikelihood, target: { ...someLikelihood.target, question, code }, ...more };
}

const nothing = { probability: null, low: null, high: null, base_log_odds: null, log_odds: null, reasons: [] } as const;

describe("LikelihoodsTab", () => {
  it("shows the probability with its interval, the rules first, and reasons in words", async () => {
    serve({ [path]: [someLikelihood], [historyPath("hnte_12m")]: history });
    renderAt("/", routes);
    const figure = await screen.findByTestId("question-hnte_12m");
    expect(figure).toHaveTextContent("42%");
    expect(figure).toHaveTextContent("波动范围 31%–54%（90%，仅抽样误差）");
    expect(screen.getByText(/不符合 2 项条件。概率不使用只有走访才知道的事实/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "查看差距" })).toHaveAttribute("href", "/enterprises/X?tab=gap&programme=hnte");
    expect(within(screen.getByRole("region", { name: "有利因素" })).getByText(/高于同类企业的 5.0%/)).toBeInTheDocument();
    expect(within(screen.getByRole("region", { name: "不利因素" })).getByText(/短于同类企业的 7 年/)).toBeInTheDocument();
  });

  it("adds the reasons up to the log-odds for who wants to see the sum", async () => {
    serve({ [path]: [someLikelihood], [historyPath("hnte_12m")]: history });
    renderAt("/", routes);
    await userEvent.click(await screen.findByText("逐项相加（对数几率）"));
    expect(screen.getByTestId("contributions")).toHaveTextContent("+1.20"); // −1.50 + 1.20 = −0.30
    expect(screen.getByText(/基准 −1.50 \+ 各项理由 = −0.30/)).toBeInTheDocument();
  });

  it("says why the model keeps silent instead of showing a figure", async () => {
    const because = { code: "facts_missing", zh: "缺少事实：营业收入", en: "facts are missing: revenue" };
    serve({ [path]: [{ ...someLikelihood, ...nothing, state: "silent", abstained_because: because }] });
    renderAt("/", routes);
    expect(await screen.findByText("缺少事实：营业收入")).toBeInTheDocument();
    expect(screen.getByTestId("question-hnte_12m")).not.toHaveTextContent("%");
  });

  it("says why there is no model, and that the rules count then", async () => {
    const why = { code: "too_few_outcomes", zh: "训练年度仅 12 家达到，至少需要 30 家", en: "", found: 12, needed: 30 };
    serve({ [path]: [{ ...someLikelihood, ...nothing, state: "no_model", model: null, no_model_because: why }] });
    renderAt("/", routes);
    expect(await screen.findByText("训练年度仅 12 家达到，至少需要 30 家")).toBeInTheDocument();
    expect(screen.getByText(/没有概率时以此为准/)).toBeInTheDocument();
  });

  it("reads the two questions together", async () => {
    serve({
      [path]: [
        asked("applies", "hnte_applies_12m", { probability: 0.1 }),
        asked("if_applied", "hnte_if_applied", { probability: 0.7 }),
      ],
      [historyPath("hnte_if_applied")]: history,
    });
    renderAt("/", routes);
    expect(await screen.findByText(/值得上门动员/)).toBeInTheDocument();
    const shown = screen.getAllByTestId(/^question-/).map(({ dataset }) => dataset["testid"]);
    expect(shown).toEqual(["question-hnte_if_applied", "question-hnte_applies_12m"]);
  });

  it("keeps the probability and says so when facts moved after the run", async () => {
    serve({
      [path]: [{ ...someLikelihood, reasons: [], base_log_odds: null, log_odds: null, reasons_stale: true }],
      [historyPath("hnte_12m")]: history,
    });
    renderAt("/", routes);
    expect(await screen.findByText(/理由将在下次计算后更新/)).toBeInTheDocument();
    expect(screen.getByTestId("question-hnte_12m")).toHaveTextContent("42%");
  });
});

describe("an override", () => {
  const caseworker = { ...someMe, permissions: { score: ["view"], score_override: ["create", "update"] } };

  it("stands beside the probability, with who made it and until when", async () => {
    serve({ [path]: [{ ...someLikelihood, override }], [historyPath("hnte_12m")]: history });
    renderAt("/", routes);
    const figure = await screen.findByTestId("question-hnte_12m");
    expect(figure).toHaveTextContent("42%");
    expect(figure).toHaveTextContent("80%");
    expect(figure).toHaveTextContent("李专员 于 2026-11-20 提出，有效至 2027-05-01；当时模型给出 42%");
  });

  it("says so where there was no probability to set it beside", async () => {
    const alone = { ...override, model_probability: null, confirmed_by: { display_name: "赵主任" }, can: [] };
    const because = { code: "never_trained", zh: "尚未训练过该目标的模型", en: "", found: null, needed: null };
    serve({
      [path]: [
        { ...someLikelihood, ...nothing, state: "no_model", model: null, no_model_because: because, override: alone },
      ],
    });
    renderAt("/", routes);
    const figure = await screen.findByTestId("question-hnte_12m");
    expect(figure).toHaveTextContent("有效至 2027-05-01；当时没有模型概率");
    expect(figure).toHaveTextContent("赵主任 已确认");
    expect(within(figure).queryByRole("button")).not.toBeInTheDocument();
  });

  it("stays on record when it is over", async () => {
    const over = { ...override, stands: false, can: [] };
    const ended = { ended_by: { display_name: "赵主任" }, ended_at: "2026-11-22T02:00:00Z", end_note: "企业已撤回申报" };
    const overrides = [{ ...over, id: 6, ...ended }, { ...over, until: "2026-11-21" }];
    serve({ [path]: [someLikelihood], [historyPath("hnte_12m")]: { ...history, overrides } });
    renderAt("/", routes);
    const past = await screen.findByRole("region", { name: "以往的人工判断" });
    expect(past).toHaveTextContent(/赵主任 于 2026-11-22 结束 企业已撤回申报.*2026-11-21 到期/);
  });

  it("is ended for a reason, and stays on record", async () => {
    const ended = vi.fn(() => ({ ...override, stands: false }));
    const user = userEvent.setup();
    const requests = serve({
      [path]: [{ ...someLikelihood, override }],
      [historyPath("hnte_12m")]: history,
      "POST /api/v1/enterprises/X/likelihoods/hnte_12m/overrides/5/end": ended,
    });
    renderAt("/", routes);
    await user.click(await screen.findByRole("button", { name: /^结.?束$/ }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("理由"), "企业已撤回申报");
    await user.click(within(dialog).getByRole("button", { name: /^结.?束$/ }));
    await vi.waitFor(() => expect(ended).toHaveBeenCalledWith({ note: "企业已撤回申报" }));
    await vi.waitFor(() => expect(requests.filter((one) => one.endsWith("/likelihoods"))).toHaveLength(2));
  });

  it("is not for who may only read, nor of a firm that is past the target", async () => {
    serve({ [path]: [{ ...someLikelihood, ...nothing, state: "not_at_risk" }] });
    renderAt("/", routes, caseworker);
    expect(await screen.findByText("不适用")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /人工判断/ })).not.toBeInTheDocument();
  });

  it("is stated with a probability, a reason and an end, and read again", async () => {
    const made = vi.fn(() => override);
    const answers = {
      [path]: [someLikelihood],
      [historyPath("hnte_12m")]: history,
      "POST /api/v1/enterprises/X/likelihoods/hnte_12m/overrides": made,
    };
    const requests = serve(answers);
    renderAt("/", routes, caseworker);
    await userEvent.click(await screen.findByRole("button", { name: "提出人工判断" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByRole("spinbutton"), "80");
    await userEvent.type(within(dialog).getByRole("textbox", { name: /理由/ }), "已与会计师确认研发归集");
    await userEvent.click(within(dialog).getByRole("button", { name: "提出人工判断" }));
    await vi.waitFor(() => expect(made).toHaveBeenCalledOnce());
    expect(made).toHaveBeenCalledWith(expect.objectContaining({ probability: 0.8, reason: "已与会计师确认研发归集" }));
    await vi.waitFor(() => expect(requests.filter((one) => one.endsWith("/likelihoods"))).toHaveLength(2));
  });

  it("keeps what was typed and says what the server refused", async () => {
    serve({
      [path]: [someLikelihood],
      [historyPath("hnte_12m")]: history,
      "POST /api/v1/enterprises/X/likelihoods/hnte_12m/overrides": refusal(400, {
        code: "override.until",
        detail: "有效期最长 366 天",
      }),
    });
    renderAt("/", routes, caseworker);
    await userEvent.click(await screen.findByRole("button", { name: "提出人工判断" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByRole("spinbutton"), "80");
    await userEvent.type(within(dialog).getByRole("textbox", { name: /理由/ }), "已与会计师确认研发归集");
    await userEvent.click(within(dialog).getByRole("button", { name: "提出人工判断" }));
    expect(await within(dialog).findByText("有效期最长 366 天")).toBeInTheDocument();
    expect(within(dialog).getByRole("textbox", { name: /理由/ })).toHaveValue("已与会计师确认研发归集");
  });

  it("is confirmed by a lead", async () => {
    const confirmed = vi.fn(() => override);
    serve({
      [path]: [{ ...someLikelihood, override }],
      [historyPath("hnte_12m")]: history,
      "POST /api/v1/enterprises/X/likelihoods/hnte_12m/overrides/5/confirm": confirmed,
    });
    renderAt("/", routes);
    await userEvent.click(await screen.findByRole("button", { name: "确 认" }));
    await vi.waitFor(() => expect(confirmed).toHaveBeenCalledOnce());
  });
});
