import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Guard } from "@/app/Guard";
import { meQuery } from "@/shared/session";
import { renderAt, serve } from "@/shared/testing/render";

const routes = [
  { path: "/login", element: <p>login</p> },
  { element: <Guard />, children: [{ path: "/enterprises", element: <p>list</p> }] },
];

describe("Guard", () => {
  it("sends who is not signed in to the login, with the way back", async () => {
    serve({ "GET /api/v1/me": 401 });
    const { router } = renderAt("/enterprises?tier=2", routes, null);
    expect(await screen.findByText("login")).toBeInTheDocument();
    expect(router.state.location.search).toBe("?next=%2Fenterprises%3Ftier%3D2");
  });

  it("says so when a session ends in the middle of the work", async () => {
    const { router, client } = renderAt("/enterprises", routes);
    expect(await screen.findByText("list")).toBeInTheDocument();
    client.setQueryData(meQuery.queryKey, null);
    await waitFor(() => expect(router.state.location.search).toContain("expired=1"));
  });

  it("does not take a server that is down for nobody being signed in", async () => {
    serve({ "GET /api/v1/me": 503 });
    const { router } = renderAt("/enterprises", routes, null);
    expect(await screen.findByText("http.503")).toBeInTheDocument();
    expect(router.state.location.pathname).toBe("/enterprises");
  });
});
