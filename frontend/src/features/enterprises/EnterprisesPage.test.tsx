import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import EnterprisesPage from "@/features/enterprises/EnterprisesPage";
import { someMe, someRow } from "@/shared/testing/fixtures";
import { pageOf, renderAt, serve } from "@/shared/testing/render";

const routes = [{ path: "/enterprises", element: <EnterprisesPage /> }];
const LIST = "GET /api/v1/enterprises";
const reference = { "GET /api/v1/regions": pageOf(), "GET /api/v1/industries": pageOf() };

describe("EnterprisesPage", () => {
  it("asks for what the address says and shows name, code, money in 万元 and that the firm is invented", async () => {
    const asked = serve({ ...reference, [LIST]: pageOf(someRow) });
    renderAt("/enterprises?tier=1&page=2&cursor=abc", routes);
    expect(await screen.findByText(someRow.name)).toBeInTheDocument();
    expect(asked).toContain("GET /api/v1/enterprises?tier=1&cursor=abc");
    expect(screen.getByText(someRow.uscc)).toBeInTheDocument();
    expect(screen.getByText("1,234.57")).toBeInTheDocument();
    expect(screen.getByText("演示数据")).toBeInTheDocument();
    expect(screen.getByTestId("total")).toHaveTextContent("共 1 条");
  });

  it("writes a search into the address once the typing has paused, and goes back to the first page", async () => {
    serve({ ...reference, [LIST]: pageOf(someRow) });
    const { router } = renderAt("/enterprises?cursor=abc&page=2", routes);
    await userEvent.setup().type(await screen.findByRole("searchbox"), "防爆");
    await waitFor(() => expect(router.state.location.search).toBe(`?search=${encodeURIComponent("防爆")}`));
  });

  it("says that nothing matches instead of showing an empty box", async () => {
    serve({ ...reference, [LIST]: pageOf() });
    renderAt("/enterprises", routes);
    expect(await screen.findByText("没有符合条件的企业，请放宽筛选条件。")).toBeInTheDocument();
  });

  it("offers nothing to whom the server would not tell it", async () => {
    serve({ ...reference, [LIST]: pageOf(someRow) });
    const permissions = { enterprise: ["list", "view"] };
    renderAt("/enterprises", routes, { ...someMe, permissions });
    expect(await screen.findByText(someRow.name)).toBeInTheDocument();
    expect(screen.queryByText("高企评估")).not.toBeInTheDocument();
    expect(screen.queryByText("高企可能性")).not.toBeInTheDocument();
    expect(screen.queryByText(/营业收入/)).not.toBeInTheDocument();
    expect(screen.getAllByText("梯次").length).toBeGreaterThan(0);
  });

  it("offers to clear the conditions when the address has one that does not exist", async () => {
    serve({ ...reference, [LIST]: 400 });
    const { router } = renderAt("/enterprises?tier=9", routes);
    await screen.findByText("筛选条件有误");
    expect(screen.queryByRole("button", { name: /重\s*试/ })).not.toBeInTheDocument();
    serve({ ...reference, [LIST]: pageOf(someRow) });
    const clear = screen.getAllByText("清除条件").find((one) => one.closest("a"));
    await userEvent.setup().click(clear ?? document.body);
    expect(await screen.findByText(someRow.name)).toBeInTheDocument();
    expect(router.state.location.search).toBe("");
  });

  it("offers to try again when the list could not be had", async () => {
    serve({ ...reference, [LIST]: 500 });
    renderAt("/enterprises", routes);
    expect(await screen.findByText(/服务器出错了/)).toBeInTheDocument();
    expect(screen.getByText("http.500")).toBeInTheDocument();
    serve({ ...reference, [LIST]: pageOf(someRow) });
    await userEvent.setup().click(screen.getByRole("button", { name: /重\s*试/ }));
    expect(await screen.findByText(someRow.name)).toBeInTheDocument();
  });
});
