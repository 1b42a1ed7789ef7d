import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { LoginPage } from "@/features/session/LoginPage";
import { failureOf } from "@/features/session/signIn";
import { ApiProblem } from "@/shared/api/problem";
import { someMe } from "@/shared/testing/fixtures";
import { renderAt, serve } from "@/shared/testing/render";

const routes = [
  { path: "/login", element: <LoginPage /> },
  { path: "/", element: <p>home</p> },
  { path: "/enterprises", element: <p>list</p> },
];
const SESSION = "GET /_allauth/browser/v1/auth/session";
const LOGIN = "POST /_allauth/browser/v1/auth/login";
const ME = "GET /api/v1/me";

async function submit() {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("用户名"), "wolong");
  await user.type(screen.getByLabelText("密码"), "secret");
  await user.click(screen.getByRole("button", { name: /登\s*录/ }));
}

describe("LoginPage", () => {
  it.each([
    [400, "用户名或密码不正确。"],
    [429, /登录失败次数过多/],
    [500, /暂时无法登录/],
  ])("puts a status of %i into words", async (status, words) => {
    serve({ [SESSION]: 401, [ME]: 401, [LOGIN]: status });
    renderAt("/login", routes, null);
    await submit();
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it("says when the server cannot be reached", async () => {
    serve({ [ME]: 401 });
    renderAt("/login", routes, null);
    await screen.findByLabelText("用户名");
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed to fetch")));
    await submit();
    expect(await screen.findByText(/连不上服务器/)).toBeInTheDocument();
  });

  it("returns to the page that was asked for", async () => {
    serve({ [SESSION]: 401, [ME]: 401, [LOGIN]: {} });
    const { router } = renderAt("/login?next=/enterprises?tier=2", routes, null);
    await screen.findByLabelText("用户名");
    serve({ [LOGIN]: {}, [SESSION]: {}, [ME]: someMe });
    await submit();
    await waitFor(() => expect(router.state.location.pathname).toBe("/enterprises"));
  });

  it("says that the session has ended, where it has", async () => {
    serve({ [ME]: 401 });
    renderAt("/login?expired=1", routes, null);
    expect(await screen.findByText(/登录已过期/)).toBeInTheDocument();
  });
});

describe("failureOf", () => {
  it("tells a locked account and a second factor from a wrong password", () => {
    const problem = (status: number, code: string) => new ApiProblem({ status, code, detail: "" });
    expect(failureOf(problem(400, "too_many_login_attempts"))).toBe("tooMany");
    expect(failureOf(problem(401, "mfa_authenticate"))).toBe("secondFactor");
    expect(failureOf(problem(400, "username_password_mismatch"))).toBe("wrong");
    expect(failureOf(new TypeError("failed to fetch"))).toBe("network");
  });
});
