import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { App } from "antd";
import { createMemoryRouter, RouterProvider, type RouteObject } from "react-router";
import { vi } from "vitest";
import type { Me } from "@/shared/api/types";
import { newQueryClient } from "@/shared/queryClient";
import { meQuery } from "@/shared/session";
import { someMe } from "@/shared/testing/fixtures";

/**
 * What a fake server answers: by "METHOD /path", the query aside. A number is a failing status, a `refusal` a problem
 * with its code; a function is given the body that was sent, and may take its time.
 */
export type Answers = Record<string, unknown>;

/** A problem as the server words it. */
export function refusal(
  status: number,
  problem: { code: string; detail?: string; details?: object; errors?: object[] },
) {
  return new Refusal(status, { detail: "", ...problem });
}

class Refusal {
  constructor(
    readonly status: number,
    readonly problem: object,
  ) {}
}

async function answerTo(request: Request, answer: unknown): Promise<Response> {
  const given: unknown =
    typeof answer === "function" ? await (answer as (sent: unknown) => unknown)(await sentIn(request)) : answer;
  if (given instanceof Refusal) return json(given.problem, given.status);
  const status = typeof given === "number" ? given : given === undefined ? 404 : 200;
  return json(status === 200 ? given : { code: `http.${status}`, detail: "" }, status);
}

async function sentIn(request: Request): Promise<unknown> {
  const text = await request.text();
  return text === "" ? null : (JSON.parse(text) as unknown);
}

function json(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/** Let `fetch` answer from `answers`; whatever they do not name fails the test as a 404 would. Gives back what was asked. */
export function serve(answers: Answers): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (input: Request | string, init?: RequestInit) => {
    const request = typeof input === "string" ? new Request(new URL(input, window.location.origin), init) : input;
    const url = new URL(request.url);
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    return answerTo(request, answers[`${request.method} ${url.pathname}`]);
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
