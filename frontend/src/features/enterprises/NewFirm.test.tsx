import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { NewFirm } from "@/features/enterprises/NewFirm";
import { renderAt, serve } from "@/shared/testing/render";

describe("NewFirm", () => {
  it("asks where the firm operates before it sends anything", async () => {
    const asked = serve({});
    renderAt("/", [{ path: "/", element: <NewFirm /> }]);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: /新增企业/ }));
    expect(await screen.findByText("经营地")).toHaveClass("ant-form-item-required");
    await user.click(screen.getByRole("button", { name: /保\s*存|^新增|登记/ }));
    expect(await screen.findByText("请选择经营地。")).toBeInTheDocument();
    expect(asked.filter((one) => one.startsWith("POST /api/v1/enterprises "))).toEqual([]);
  });
});
