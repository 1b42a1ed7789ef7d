import { afterEach, describe, expect, it, vi } from "vitest";
import { api, body, requestHeaders, send } from "@/shared/api/client";
import { ApiProblem } from "@/shared/api/problem";
import { chooseLanguage } from "@/shared/i18n";

function answers(response: Response | Error) {
  vi.stubGlobal("fetch", () => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));
}

const problem = {
  type: "urn:x",
  title: "Refused",
  status: 409,
  detail: "已被确认。",
  code: "import.already_committed",
  instance: "/x",
};
const failing = () =>
  new Response(JSON.stringify(problem), { status: 409, headers: { "Content-Type": "application/problem+json" } });

afterEach(() => {
  vi.unstubAllGlobals();
  document.cookie = "csrftoken=; max-age=0";
});

describe("the client", () => {
  it("throws the server's problem with its code and words", async () => {
    answers(failing());
    const error = await body(api.GET("/api/v1/me")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status: 409, code: "import.already_committed", message: "已被确认。" });
  });

  it("tells a network that is down from a server that refuses", async () => {
    answers(new TypeError("failed to fetch"));
    await expect(body(api.GET("/api/v1/me"))).rejects.toMatchObject({ status: 0, code: "network.unreachable" });
    await expect(send("/x")).rejects.toMatchObject({ status: 0 });
  });

  it("keeps the status of an answer that is not problem+json", async () => {
    answers(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    await expect(body(api.GET("/api/v1/me"))).rejects.toMatchObject({ status: 502, code: "http.502" });
  });

  it("sends the CSRF token where something is changed, and nowhere else", () => {
    document.cookie = "csrftoken=abc123";
    expect(requestHeaders("POST")["X-CSRFToken"]).toBe("abc123");
    expect(requestHeaders("DELETE")["X-CSRFToken"]).toBe("abc123");
    expect(requestHeaders("GET")["X-CSRFToken"]).toBeUndefined();
  });

  it("asks for the language of the screen", async () => {
    expect(requestHeaders("GET")["Accept-Language"]).toBe("zh-hans");
    await chooseLanguage("en");
    expect(requestHeaders("GET")["Accept-Language"]).toBe("en");
  });
});
