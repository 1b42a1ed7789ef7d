import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "@/api/schema";
import { problemOf, unreachable } from "@/shared/api/problem";
import { currentLanguage } from "@/shared/i18n";

const CSRF_COOKIE = /(?:^|;\s*)csrftoken=([^;]+)/;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** What every request carries: the user's language, and the CSRF token where something is changed. */
export function requestHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": currentLanguage() === "en" ? "en" : "zh-hans" };
  const token = CSRF_COOKIE.exec(document.cookie)?.[1];
  if (token && !SAFE.has(method.toUpperCase())) headers["X-CSRFToken"] = token;
  return headers;
}

const speaksForTheUser: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError() {
    return unreachable();
  },
};

/** The typed client of `/api/v1`; it throws an `ApiProblem` for whatever is not a success. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: (request) => fetch(request) });
api.use(speaksForTheUser);

/** The body of a successful answer. */
export async function body<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await answer;
  return data as Data;
}

/** A request that the typed client has no words for (files, login): same headers, same problems. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...requestHeaders(init.method ?? "GET"), ...(init.headers as Record<string, string> | undefined) };
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch {
    throw unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Fetch a file and hand it to the browser's downloads under the name that the server gave it. */
export async function download(path: string, fallbackName: string): Promise<void> {
  const response = await send(path);
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = named?.[1] ? decodeURIComponent(named[1]) : fallbackName;
  link.click();
  URL.revokeObjectURL(address);
}
