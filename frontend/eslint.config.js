import { readdirSync } from "node:fs";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

/** One room of the house: its files, and the rooms that they may not import from. */
function room(files, forbidden, message) {
  const patterns = [
    { group: ["./*", "../*"], message: "Import by @/…, so that every path says which room it leads to." },
    { group: forbidden, message },
  ];
  return { files: [files], rules: { "no-restricted-imports": ["error", { patterns }] } };
}

export default defineConfig(
  globalIgnores(["dist", "src/api/schema.d.ts"]),
  js.configs.recommended,
  { files: ["*.js"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      reactHooks.configs.flat["recommended-latest"],
    ],
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/dot-notation": "off", // index signatures are read with brackets, to be seen as such
      "no-console": "error",
      "max-lines": ["error", 400],
      complexity: ["error", 12],
    },
  },
  room("src/shared/**", ["@/features/**", "@/app/**"], "shared knows neither features nor the app."),
  ...features.map((own) =>
    room(
      `src/features/${own}/**`,
      ["@/app/**", ...features.filter((other) => other !== own).map((other) => `@/features/${other}/**`)],
      "A feature imports from shared and from itself.",
    ),
  ),
);
