import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { LikelihoodsTab } from "@/features/enterprise/LikelihoodsTab";
import { someLikelihood } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

vi.mock("@/shared/ui/Chart", () => ({
  Chart: ({ label }: { label: string }) => <div role="img" aria-label={label} />,
}));

const routes = [{ path: "/", element: <LikelihoodsTab uscc="X" /> }];
const path = "GET /api/v1/enterprises/X/likelihoods";

describe("LikelihoodsTab", () => {
  it("shows the probability, reasons that add up, and how good the model is", async () => {
    serve({ [path]: [someLikelihood] });
    renderAt("/", routes);
    expect(await screen.findByText("42.0%")).toBeInTheDocument();
    expect(screen.getByTestId("contributions")).toHaveTextContent("+1.20"); // −1.50 + 1.20 = −0.30
    expect(screen.getByText(/基准 −1.50 \+ 各项理由 = −0.30/)).toBeInTheDocument();
    expect(screen.getByText("0.861 (0.840–0.880)")).toBeInTheDocument();
    expect(screen.getAllByText("可努力")).toHaveLength(1);
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
});
