import { describe, expect, it } from "vitest";
import { apiQuery, changed, cursorOf } from "@/shared/urlState";

const params = (text: string) => new URLSearchParams(text);

describe("changed", () => {
  it("goes back to the first page when a filter changes", () => {
    expect(changed(params("region=411300&cursor=abc&page=3"), { tier: "2" }).toString()).toBe("region=411300&tier=2");
  });

  it("keeps the filters when only the page turns", () => {
    expect(changed(params("tier=2"), { cursor: "abc", page: "2" }).toString()).toBe("tier=2&cursor=abc&page=2");
  });

  it("leaves empty values out of the address, since the API refuses empty parameters", () => {
    expect(changed(params("tier=2&search=x"), { search: "" }).toString()).toBe("tier=2");
  });

  it("keeps what belongs to somebody else", () => {
    expect(changed(params("tab=facts"), { tier: "1" }).get("tab")).toBe("facts");
  });
});

describe("apiQuery", () => {
  it("passes on what is set, but not the page number, which only the reader needs", () => {
    expect(apiQuery({ tier: "2", search: "", cursor: "abc", page: "2" })).toEqual({ tier: "2", cursor: "abc" });
  });
});

describe("cursorOf", () => {
  it("reads the cursor out of an address and decodes it", () => {
    expect(cursorOf("http://host/api/v1/enterprises?cursor=a%3Ab&tier=2")).toBe("a:b");
  });

  it("takes a bare cursor as it is, and nothing as none", () => {
    expect(cursorOf("a:b")).toBe("a:b");
    expect(cursorOf(null)).toBeNull();
  });
});
