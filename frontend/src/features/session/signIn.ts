import { isProblem, ApiProblem } from "@/shared/api/problem";
import { requestHeaders, send } from "@/shared/api/client";

const SESSION = "/_allauth/browser/v1/auth/session";
const LOGIN = "/_allauth/browser/v1/auth/login";

/** Why a sign-in failed, as far as the user can do something about it. */
export type SignInFailure = "wrong" | "tooMany" | "network" | "secondFactor" | "server";

interface AllauthAnswer {
  errors?: { code?: string }[];
  data?: { flows?: { id: string; is_pending?: boolean }[] };
}

/** Sign in with name and password; the session cookie is the server's business. */
export async function signIn(credentials: { username: string; password: string }): Promise<void> {
  if (!requestHeaders("POST")["X-CSRFToken"]) await openSession();
  const response = await fetch(LOGIN, {
    method: "POST",
    headers: { ...requestHeaders("POST"), "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(credentials),
  });
  if (response.ok || response.status === 409) return; // 409: already signed in
  const answer = (await response.json().catch(() => ({}))) as AllauthAnswer;
  throw new ApiProblem({ status: response.status, code: codeOf(response.status, answer), detail: "" });
}

function codeOf(status: number, answer: AllauthAnswer): string {
  const pending = answer.data?.flows?.find((flow) => flow.is_pending)?.id;
  return answer.errors?.[0]?.code ?? pending ?? `http.${status}`;
}

/** Asks who is signed in, only for the CSRF cookie that comes with the answer. */
async function openSession(): Promise<void> {
  await fetch(SESSION, { headers: requestHeaders("GET") });
}

/** Sign out. Allauth answers 401 (“nobody is signed in now”), which is the success here. */
export async function signOut(): Promise<void> {
  try {
    await send(SESSION, { method: "DELETE" });
  } catch (error) {
    if (!isProblem(error, 401)) throw error;
  }
}

export function failureOf(error: unknown): SignInFailure {
  if (!(error instanceof ApiProblem)) return "network";
  if (error.status === 429 || error.code === "too_many_login_attempts") return "tooMany";
  if (error.code === "mfa_authenticate") return "secondFactor";
  return error.status >= 400 && error.status < 500 ? "wrong" : "server";
}
