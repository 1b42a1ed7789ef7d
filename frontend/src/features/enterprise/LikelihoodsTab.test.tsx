import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { LikelihoodsTab } from "@/features/enterprise/LikelihoodsTab";
import { someFirm, someLikelihood } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

vi.mock("@/shared/ui/Chart", () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const routes = [{ path: "/", element: <LikelihoodsTab firm={{ uscc: "X", path: someFirm.path }} /> }];
const path = "GET /api/v1/enterprises/X/likelihoods";

describe("LikelihoodsTab", () => {
  it("shows the probability, reasons that add up, and how good the model is", async () => {
    serve({ [path]: [someLikelihood] });
    renderAt("/", routes);
    expect(await screen.findByText("42.0%")).toBeInTheDocument();
    expect(screen.getByTestId("contributions")).toHaveTextContent("+1.20"); // −1.50 + 1.20 = −0.30
    expect(screen.getByText(/基准 −1.50 \+ 各项理由 = −0.30/)).toBeInTheDocument();
    expect(screen.getByText("0.861 (0.840–0.880)")).toBeInTheDocument();
  });

  it("says why the model keeps silent instead of showing a figure", async () => {
    const silent = {
      ...someLikelihood,
      probability: null,
      base_log_odds: null,
      log_odds: null,
      reasons: [],
      abstained_because: { code: "facts_missing", zh: "缺少事实：营业收入", en: "facts are missing: revenue" },
    };
    serve({ [path]: [silent] });
    renderAt("/", routes);
    expect(await screen.findByText("缺少事实：营业收入")).toBeInTheDocument();
    expect(screen.queryByText(/%/)).not.toBeInTheDocument();
  });

  it("says of each target without a model in use that there is none", async () => {
    serve({ [path]: [someLikelihood] });
    renderAt("/", routes);
    expect(await screen.findByTestId("likelihood-gazelle_3y")).toHaveTextContent("模型未启用（未通过检验）");
  });

  it.each([[[]], [[{ ...someLikelihood, probability: null, reasons: [] }]]])(
    "says that a firm which holds the title needs no prediction",
    async (said) => {
      serve({ [path]: said });
      const steps = someFirm.path.steps.map((step) => (step.code === "hnte" ? { ...step, state: "held" as const } : step));
      renderAt("/", [{ path: "/", element: <LikelihoodsTab firm={{ uscc: "X", path: { tier: 2, steps } }} /> }]);
      expect(await screen.findByTestId("likelihood-hnte_12m")).toHaveTextContent("该企业已获认定，无需预测");
    },
  );

  it("reads a value in its own words, and calls a lever only what lowers the likelihood", async () => {
    const of = (feature: string, unit: string, value: number | string, contribution: number) => ({
      ...{ feature, zh: feature, en: feature, unit, value, contribution },
      changeable: true,
    });
    const reasons = [
      of("tier", "rank", 1, 0.8),
      of("industry_section", "code", "C", 0.4),
      of("headcount_y0", "people", 25, -0.3),
      of("on_abnormal_list", "yes_no", 0, 0),
    ];
    serve({ [path]: [{ ...someLikelihood, reasons }] });
    renderAt("/", routes);
    expect(await screen.findByText("科技型中小企业")).toBeInTheDocument();
    expect(screen.getByText("门类 C")).toBeInTheDocument();
    expect(screen.getByText("25 人")).toBeInTheDocument();
    expect(screen.getByText("可努力").closest("tr")).toHaveTextContent("headcount_y0");
  });
});
