import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { GapTab } from "@/features/enterprise/gap/GapTab";
import type { GapPlan } from "@/shared/api/types";
import { someAssessment, someFirm } from "@/shared/testing/fixtures";
import { someGapPlan } from "@/shared/testing/gaps";
import { pageOf, refusal, renderAt, serve } from "@/shared/testing/render";

const at = `/api/v1/enterprises/${someFirm.uscc}`;
const routes = [{ path: "/", element: <GapTab uscc={someFirm.uscc} /> }];

function show(plan: unknown) {
  serve({
    [`GET ${at}/assessments`]: [someAssessment],
    "GET /api/v1/programmes": pageOf(),
    [`GET ${at}/gap-plans/hnte`]: plan,
  });
  return renderAt("/", routes);
}

describe("GapTab", () => {
  it("says what to do, how much of it, at what effort and by when", async () => {
    show(someGapPlan);
    const plan = await screen.findByTestId("plan-cheapest");
    expect(plan).toHaveTextContent("方案 1：最省力");
    expect(plan).toHaveTextContent("最早 2027-01-01 达到");
    const step = within(plan).getAllByRole("listitem")[0];
    expect(step).toHaveTextContent(/招聘科技人员2 人2026 年内工作量 10.*2026 科技人员数 5 人.*7 人/);
    expect(plan).toHaveTextContent(/须先查清，并且应为.*自有知识产权支撑主要产品 是.*2026 研究开发费用 ≥ 50.00 万元/);
    expect(screen.getByText("2026年度其他数据与2025年度相同。")).toBeInTheDocument();
  });

  it("hands the plan over to the what-if", async () => {
    show(someGapPlan);
    const link = within(await screen.findByTestId("plan-cheapest")).getByRole("link");
    expect(new URLSearchParams(link.getAttribute("href") ?? "").get("set")).toContain("headcount_y0:30");
    expect(link.getAttribute("href")).toContain("tab=what-if");
    expect(link.getAttribute("href")).toContain("on=2027-01-01");
  });

  it("names what cannot be changed where no plan helps", async () => {
    const obstacle: GapPlan["obstacles"][number] = {
      criterion: { id: "c1", title: { zh: "注册成立满一年", en: "A year old" } },
      why: "fixed",
      zh: "成立日期不能改变",
      en: "cannot be changed",
    };
    show({ ...someGapPlan, outcome: "out_of_reach", plans: [], obstacles: [obstacle] });
    expect(await screen.findByText("在现有可行措施内达不到，原因见下。")).toBeInTheDocument();
    expect(screen.getByText("注册成立满一年").closest("li")).toHaveTextContent("成立日期不能改变");
  });

  it("says in the server's words why there is no plan", async () => {
    show(refusal(404, { code: "not_found", detail: "该资质没有生效的认定规则。" }));
    expect(await screen.findByText("该资质没有生效的认定规则。")).toBeInTheDocument();
  });
});
