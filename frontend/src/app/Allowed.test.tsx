import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Allowed } from "@/app/Allowed";
import { someMe } from "@/shared/testing/fixtures";
import { renderAt } from "@/shared/testing/render";

const routes = [
  {
    element: <Allowed />,
    children: [
      { path: "/imports/:id?", element: <p>imports</p> },
      { path: "/imports/new", element: <p>form</p> },
      { path: "*", element: <p>elsewhere</p> },
    ],
  },
];
const reader = { ...someMe, permissions: { enterprise: ["list"] } };

describe("Allowed", () => {
  it("shows a section to whom the menu offers it", async () => {
    renderAt("/imports/3", routes);
    expect(await screen.findByText("imports")).toBeInTheDocument();
  });

  it.each(["/imports", "/imports/3"])("says at %s that the role has no use of the section", async (path) => {
    renderAt(path, routes, reader);
    expect(await screen.findByText("您的角色不能使用此功能")).toBeInTheDocument();
    expect(screen.queryByText("imports")).not.toBeInTheDocument();
  });

  it.each([
    [["list", "view"], "您的角色不能使用此功能"],
    [["list", "view", "create"], "form"],
  ])("shows whom it lets import (%s) the form of a new import, and nobody else", async (import_job, shown) => {
    renderAt("/imports/new", routes, { ...someMe, permissions: { import_job } });
    expect(await screen.findByText(shown)).toBeInTheDocument();
  });

  it("leaves other addresses alone", async () => {
    renderAt("/nowhere", routes, reader);
    expect(await screen.findByText("elsewhere")).toBeInTheDocument();
  });
});
