import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { AssessmentsTab } from "@/features/enterprise/AssessmentsTab";
import { linesOf } from "@/features/enterprise/FactsBehind";
import { someAssessment, someFirm, staffCriterion } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

const path = `GET /api/v1/enterprises/${someFirm.uscc}/assessments`;
const routes = [{ path: "/", element: <AssessmentsTab uscc={someFirm.uscc} /> }];

describe("AssessmentsTab", () => {
  it("shows each criterion with value, threshold and article, and what would settle the verdict", async () => {
    serve({ [path]: [someAssessment] });
    renderAt("/", routes);
    expect(await screen.findByText("科技人员占比不低于10%")).toBeInTheDocument();
    expect(screen.getByText("25.00%")).toBeInTheDocument();
    expect(screen.getByText("≥ 10.00%")).toBeInTheDocument();
    expect(screen.getByText("第十一条（四）")).toBeInTheDocument();
    expect(screen.getByText("查清以下 1 项数据即可得出结论")).toBeInTheDocument();
  });

  it("opens a criterion to the fact behind it, down to the row of the file", async () => {
    serve({ [path]: [someAssessment] });
    renderAt("/", routes);
    await userEvent.setup().click(await screen.findByRole("button", { name: "Expand row" }));
    expect(screen.getByText(/统计局年报/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "年报2025.xlsx · Sheet1 · 第 12 行" })).toHaveAttribute(
      "href",
      "/imports/3?sheet=Sheet1&row=12",
    );
    expect(screen.getByText("没有记录")).toBeInTheDocument();
  });

  it("flags an article whose text is not certain", async () => {
    const doubtful = { ...staffCriterion, confidence: "doubtful" as const };
    serve({ [path]: [{ ...someAssessment, criteria: [doubtful] }] });
    renderAt("/", routes);
    expect(await screen.findByText("有疑义")).toBeInTheDocument();
  });
});

describe("linesOf", () => {
  it("keeps a line for a measure of which nothing is on record", () => {
    const lines = staffCriterion.measures.flatMap((measure) => linesOf(measure, someAssessment.facts));
    expect(lines.map(({ fact }) => fact?.id ?? null)).toEqual([7, null]);
  });
});
