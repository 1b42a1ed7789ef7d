import type { ProblemDetails } from "@/shared/api/types";

/** A request that did not do what was asked, with what the server (RFC 9457) or the network said about it. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: NonNullable<ProblemDetails["errors"]>;
  /** What a refusal is about, by its code. */
  readonly details: NonNullable<ProblemDetails["details"]>;

  constructor(given: {
    status: number;
    code: string;
    detail: string;
    errors?: ProblemDetails["errors"];
    details?: ProblemDetails["details"];
  }) {
    super(given.detail);
    this.name = "ApiProblem";
    this.status = given.status;
    this.code = given.code;
    this.errors = given.errors ?? [];
    this.details = given.details ?? {};
  }
}

/** The machine could not be reached at all: status 0, in the user's words by its code. */
export function unreachable(): ApiProblem {
  return new ApiProblem({ status: 0, code: "network.unreachable", detail: "" });
}

/** Whatever came back with a failing status, as a problem; a body that is not problem+json leaves the status only. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const given = typeof body === "object" && body !== null ? (body as Partial<ProblemDetails>) : {};
  return new ApiProblem({
    status: response.status,
    code: given.code ?? `http.${response.status}`,
    detail: given.detail ?? given.title ?? "",
    errors: given.errors,
    details: given.details,
  });
}

export function isProblem(error: unknown, ...statuses: number[]): error is ApiProblem {
  return error instanceof ApiProblem && (statuses.length === 0 || statuses.includes(error.status));
}
