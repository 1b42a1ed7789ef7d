import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env["TIDU_BACKEND"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // Only while developing: the built files are served by the backend itself, from one origin.
  server: { port: 5173, proxy: { "/api": backend, "/_allauth": backend } },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Groups swallow what they depend on, so React stands first with the higher priority.
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|react-router|scheduler)\//, priority: 30 },
            { name: "echarts", test: /node_modules\/(echarts|zrender)\//, priority: 20 },
            { name: "antd", test: /node_modules\/(antd|@ant-design|@rc-component|rc-[^/]+|dayjs)\//, priority: 10 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/shared/testing/setup.ts"],
    isolate: false, // one jsdom a worker and not a file, which saves most of the time; setup.ts takes down what a test set up
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
