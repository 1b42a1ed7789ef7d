import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import WorklistPage from "@/features/worklist/WorklistPage";
import { chooseLanguage } from "@/shared/i18n";
import { someStep } from "@/shared/testing/fixtures";
import { pageOf, renderAt, serve } from "@/shared/testing/render";

const routes = [{ path: "/worklist", element: <WorklistPage /> }];
const answers = { "GET /api/v1/worklist": pageOf(someStep), "GET /api/v1/regions": pageOf() };

describe("WorklistPage", () => {
  it("says for each firm what to do, why, and by when", async () => {
    serve(answers);
    renderAt("/worklist", routes);
    expect(await screen.findByText("对照高新技术企业规则只差1项：研发费用占比")).toBeInTheDocument();
    expect(screen.getByText("补齐差距")).toBeInTheDocument();
    expect(screen.getByText("还剩 38 天")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: someStep.name })).toHaveAttribute("href", `/enterprises/${someStep.uscc}`);
  });

  it("gives the reasons in English to who reads English", async () => {
    await chooseLanguage("en");
    serve(answers);
    renderAt("/worklist", routes);
    expect(await screen.findByText("Only 1 short of the rulebook: R&D intensity")).toBeInTheDocument();
    expect(screen.getByText("38 days left")).toBeInTheDocument();
  });
});
