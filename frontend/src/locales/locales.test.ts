import { describe, expect, it } from "vitest";
import { en, zh } from "@/locales";

interface Tree {
  [key: string]: string | Tree;
}

/** Every key with the placeholders in its text: a translation that drops one shows a hole. */
function keys(tree: Tree, path = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    if (typeof value !== "string") return keys(value, at);
    const holes = [...value.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    return [`${at}(${holes.join()})`];
  });
}

function empty(tree: Tree, path = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    if (typeof value !== "string") return empty(value, at);
    return value.trim() === "" ? [at] : [];
  });
}

describe.each(Object.keys(zh) as (keyof typeof zh)[])("%s", (namespace) => {
  it("has the same keys and placeholders in both languages", () => {
    expect(keys(en[namespace])).toEqual(keys(zh[namespace]));
  });

  it("says something for each of them", () => {
    expect(empty(zh[namespace])).toEqual([]);
    expect(empty(en[namespace])).toEqual([]);
  });
});
