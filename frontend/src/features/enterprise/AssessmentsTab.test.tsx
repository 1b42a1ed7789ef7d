import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { AssessmentsTab } from "@/features/enterprise/AssessmentsTab";
import { linesOf } from "@/features/enterprise/FactsBehind";
import type { Assessment } from "@/shared/api/types";
import { someAssessment, someFirm, someMe, staffCriterion } from "@/shared/testing/fixtures";
import { pageOf, renderAt, serve } from "@/shared/testing/render";

const path = `GET /api/v1/enterprises/${someFirm.uscc}/assessments`;
const programmes = pageOf(
  { code: "hnte", zh: "高新技术企业", en: "High-tech enterprise", kind: "recognition", tier: 2 },
  { code: "gazelle", zh: "瞪羚企业", en: "Gazelle", kind: "recognition", tier: 3 },
  { code: "gazelle_oecd", zh: "瞪羚企业（经合组织口径）", en: "Gazelle (OECD)", kind: "standard", tier: null },
);
const routes = [{ path: "/", element: <AssessmentsTab uscc={someFirm.uscc} /> }];
const standard: Assessment = {
  ...someAssessment,
  programme: { code: "gazelle_oecd", zh: "瞪羚企业（经合组织口径）", en: "Gazelle (OECD)" },
  rulebook: { ...someAssessment.rulebook, version: "2007", status: "reference" },
  verdict: "unmet",
  settles: [],
  criteria: [{ ...staffCriterion, status: "unmet", title: { zh: "成立不超过5年", en: "At most 5 years old" } }],
};

function show(assessments: Assessment[], at = "/?programme=hnte") {
  const asked = serve({ [path]: assessments, "GET /api/v1/programmes": programmes });
  return { ...renderAt(at, routes), asked };
}

describe("AssessmentsTab", () => {
  it("says of each rulebook in one line what comes out and what it hangs on, in groups", async () => {
    show([someAssessment, standard], "/");
    const hnte = await screen.findByTestId("assessment-hnte");
    expect(hnte).toHaveTextContent(/待定.*待查清：2025 上年职工总数/);
    expect(screen.getByTestId("assessment-gazelle_oecd")).toHaveTextContent(/参考标准2007不符合未满足：成立不超过5年/);
    expect(screen.getByText("瞪羚企业：认定条件未公布，暂不评估。")).toBeInTheDocument();
    expect(screen.queryByRole("table")).not.toBeInTheDocument();
  });

  it("opens a rulebook to each criterion with value, threshold and article", async () => {
    show([someAssessment], "/");
    const row = await screen.findByTestId("assessment-hnte");
    await userEvent.setup().click(within(row).getByRole("button"));
    expect(await screen.findByText("科技人员占比不低于10%")).toBeInTheDocument();
    expect(screen.getByText("25.00%")).toBeInTheDocument();
    expect(screen.getByText("≥ 10.00%")).toBeInTheDocument();
    expect(screen.getByText("第十一条（四）")).toBeInTheDocument();
    expect(screen.getByText("查清以下 1 项数据即可得出结论")).toBeInTheDocument();
  });

  it("opens a criterion to the fact behind it, down to the row of the file", async () => {
    show([someAssessment]);
    await userEvent.setup().click(await screen.findByRole("button", { name: "Expand row" }));
    expect(screen.getByText(/统计局年报/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "年报2025.xlsx · Sheet1 · 第 12 行" })).toHaveAttribute(
      "href",
      "/imports/3?sheet=Sheet1&row=12",
    );
    expect(screen.getByText("没有记录")).toBeInTheDocument();
  });

  it("flags an article whose text is not certain", async () => {
    show([{ ...someAssessment, criteria: [{ ...staffCriterion, confidence: "doubtful" as const }] }]);
    expect(await screen.findByText("有疑义")).toBeInTheDocument();
  });

  it("names the size class instead of points", async () => {
    const classes = [{ id: "small", title: { zh: "小型", en: "small" }, status: "met" as const }];
    show([{ ...someAssessment, verdict: "met", settles: [], class: "small", classes }], "/");
    expect(await screen.findByTestId("assessment-hnte")).toHaveTextContent("小型");
  });

  it("looks at the day in the address, and says so", async () => {
    const { asked } = show([someAssessment], "/?as_of=2025-06-30");
    expect(await screen.findByText("只用当日已知的数据")).toBeInTheDocument();
    expect(asked).toContain(`${path}?as_of=2025-06-30`);
  });

  it("offers plans and records only to whom the server would give them", async () => {
    serve({ [path]: [someAssessment], "GET /api/v1/programmes": programmes });
    renderAt("/?programme=hnte", routes, { ...someMe, permissions: { assessment: ["view"] } });
    expect(await screen.findByText(/查看规则全文/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /出具评估记录/ })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "差距方案" })).not.toBeInTheDocument();
  });

  it("says why there is nothing", async () => {
    show([]);
    expect(await screen.findByText("该企业在评估日尚未存续，没有评估结果。")).toBeInTheDocument();
  });
});

describe("linesOf", () => {
  it("keeps a line for a measure of which nothing is on record", () => {
    const lines = staffCriterion.measures.flatMap((measure) => linesOf(measure, someAssessment.facts));
    expect(lines.map(({ fact }) => fact?.id ?? null)).toEqual([7, null]);
  });
});
