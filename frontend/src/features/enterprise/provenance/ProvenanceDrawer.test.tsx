import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { FirmValuesProvider } from "@/features/enterprise/provenance/FirmValuesProvider";
import { Value } from "@/features/enterprise/provenance/Value";
import { someFacts, someProvenance, someSources } from "@/shared/testing/facts";
import { someMe } from "@/shared/testing/fixtures";
import { refusal, renderAt, serve, type Answers } from "@/shared/testing/render";

const USCC = "91411300MA00000010";
const FIRM = `/api/v1/enterprises/${USCC}`;
const page = (
  <FirmValuesProvider uscc={USCC}>
    <Value of={{ table: "financial_year", field: "revenue", year: 2025 }}>1,234.57</Value>
    <Value of={{ table: "financial_year", field: "costs", year: 2025 }}>900.00</Value>
  </FirmValuesProvider>
);
const routes = [
  { path: "/", element: page },
  { path: "/imports/:id", element: <p>the import</p> },
];
const answers: Answers = {
  [`GET ${FIRM}/sources`]: someSources,
  [`GET ${FIRM}/facts`]: someFacts,
  "GET /api/v1/facts/financial_year/7/provenance": someProvenance,
  "GET /api/v1/facts/financial_year/8/provenance": {
    ...someProvenance,
    id: 8,
    field: "costs",
    import: null,
    history: [],
  },
};

describe("a value", () => {
  it("is marked where another source says something else, and only there", async () => {
    serve(answers);
    renderAt("/", routes);
    expect(await screen.findByLabelText("另有 1 个来源的数值不同")).toBeInTheDocument();
    expect(screen.getAllByText("≠")).toHaveLength(1);
  });

  it("opens the cell that it was read from, as it stands and as it stood before it was mended", async () => {
    serve(answers);
    const { router } = renderAt("/", routes);
    await userEvent.setup().click(screen.getByRole("button", { name: "1,234.57" }));
    expect(router.state.location.search).toBe("?fact=financial_year.revenue.2025");
    expect(await screen.findByRole("link", { name: "研发投入.xlsx · Sheet1 · D17" })).toHaveAttribute(
      "href",
      "/imports/3?sheet=Sheet1&row=17",
    );
    expect(screen.getByText("1234.56789")).toBeInTheDocument();
    expect(screen.getByText("1234．56789")).toBeInTheDocument();
    expect(screen.getByText("12,345,678.90 元")).toBeInTheDocument();
    expect(screen.getByText(/税务口径优先于企业填报/)).toBeInTheDocument();
    expect(screen.getByText(/12000000.00 →/)).toHaveTextContent("12000000.00 → 12345678.90");
  });

  it("of which only one source speaks opens too", async () => {
    serve(answers);
    renderAt("/?fact=financial_year.costs.2025", routes);
    expect(await screen.findByText("不是从文件导入的")).toBeInTheDocument();
    expect(screen.queryByText("各来源的说法")).not.toBeInTheDocument();
  });

  it("of which nothing is on record says so", async () => {
    serve(answers);
    renderAt("/?fact=financial_year.tax_paid.2025", routes);
    expect(await screen.findByText("没有这项数据的记录。")).toBeInTheDocument();
  });
});

describe("choosing another source", () => {
  const me = {
    ...someMe,
    permissions: { ...someMe.permissions, financials: ["view", "update"], enterprise: ["view", "update"] },
  };

  it("asks for the reason, and passes on which source is to count", async () => {
    const sent: unknown[] = [];
    const choose = (body: unknown) => {
      sent.push(body);
      return { ...someSources.choices[0], id: 6 };
    };
    serve({ ...answers, [`POST ${FIRM}/source-choices`]: choose });
    renderAt("/?fact=financial_year.revenue.2025", routes, me);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "改用此来源" }));
    expect(await screen.findByText("改用“企业自报”的数值")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "确认改用" }));
    expect(await screen.findByText("请填写理由。")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.type(screen.getByLabelText("改用的理由"), "已与企业核对");
    await user.click(screen.getByRole("button", { name: "确认改用" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      table: "financial_year",
      field: "revenue",
      year: 2025,
      source: "企业自报",
      basis: "declared",
      reason: "已与企业核对",
    });
    await waitFor(() => expect(screen.queryByLabelText("改用的理由")).not.toBeInTheDocument());
  });

  it("says what the server refused", async () => {
    const refused = refusal(409, { code: "source_choice.nothing_stated", detail: "该来源没有这项数据。" });
    serve({ ...answers, [`POST ${FIRM}/source-choices`]: () => refused });
    renderAt("/?fact=financial_year.revenue.2025", routes, me);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "改用此来源" }));
    await user.type(await screen.findByLabelText("改用的理由"), "x");
    await user.click(screen.getByRole("button", { name: "确认改用" }));
    expect(await screen.findByText("该来源没有这项数据。")).toBeInTheDocument();
  });

  it("is offered only to who may change the facts", async () => {
    serve(answers);
    renderAt("/?fact=financial_year.revenue.2025", routes);
    expect(await screen.findByText("各来源的说法")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "改用此来源" })).not.toBeInTheDocument();
  });

  it("can be taken back, with who chose and why in view", async () => {
    const asked = serve({
      ...answers,
      "GET /api/v1/facts/registration/21/provenance": {
        ...someProvenance,
        table: "registration",
        field: "address",
        import: null,
      },
      [`DELETE ${FIRM}/source-choices/5`]: someSources.choices[0],
    });
    renderAt("/?fact=registration.address", routes, me);
    expect(await screen.findByText("李专员 于 2026-10-01 选定采用“市场监管局”")).toBeInTheDocument();
    expect(screen.getByText("理由：执照为准")).toBeInTheDocument();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "撤销选定" }));
    await user.click(await screen.findByRole("button", { name: "OK" }));
    await waitFor(() => expect(asked).toContain(`DELETE ${FIRM}/source-choices/5`));
  });
});
