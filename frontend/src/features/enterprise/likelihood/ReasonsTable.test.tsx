import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ReasonsTable } from "@/features/enterprise/likelihood/ReasonsTable";
import { someLikelihood } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

it("reads a value in its own words, and calls a lever only what lowers the likelihood", async () => {
  const of = (feature: string, unit: string, value: number | string, contribution: number) => ({
    ...{ feature, zh: feature, en: feature, unit, value, contribution },
    ...{ changeable: true, peer_value: null, sentence: null },
  });
  const reasons = [
    of("tier", "rank", 1, 0.8),
    of("industry_section", "code", "C", 0.4),
    of("headcount_y0", "people", 25, -0.3),
    of("on_abnormal_list", "yes_no", 0, 0),
  ];
  serve({});
  renderAt("/", [{ path: "/", element: <ReasonsTable likelihood={{ ...someLikelihood, reasons }} /> }]);
  expect(await screen.findByText("科技型中小企业")).toBeInTheDocument();
  expect(screen.getByText("门类 C")).toBeInTheDocument();
  expect(screen.getByText("25 人")).toBeInTheDocument();
  expect(screen.getByText("可努力").closest("tr")).toHaveTextContent("headcount_y0");
  expect(screen.getByTestId("contributions")).toHaveTextContent("+0.90");
});
