import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App } from "antd";
import { createMemoryRouter, RouterProvider, type RouteObject } from "react-router";
import { vi } from "vitest";
import type { Me } from "@/shared/api/types";
import { newQueryClient } from "@/shared/queryClient";
import { meQuery } from "@/shared/session";
import { someMe } from "@/shared/testing/fixtures";

/** What a fake server answers: by "METHOD /path", the query aside; a number is a failing status. */
export type Answers = Record<string, unknown>;

/** Let `fetch` answer from `answers`; whatever they do not name fails the test as a 404 would. Gives back what was asked. */
export function serve(answers: Answers): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (input: Request | string, init?: RequestInit) => {
    const request = typeof input === "string" ? new Request(new URL(input, window.location.origin), init) : input;
    const url = new URL(request.url);
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    const answer = answers[`${request.method} ${url.pathname}`];
    const status = typeof answer === "number" ? answer : answer === undefined ? 404 : 200;
    const body = status === 200 ? answer : { code: `http.${status}`, detail: "" };
    return Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }),
    );
  });
  return asked;
}

/** Draw `routes` at `path` as `me` sees them. */
export function renderAt(path: string, routes: RouteObject[], me: Me | null = someMe) {
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  if (me) client.setQueryData(meQuery.queryKey, me);
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const view = render(
    <App>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </App>,
  );
  return { ...view, router, client };
}

export function pageOf<Row>(...results: Row[]) {
  return { total: results.length, next: null, previous: null, results };
}
