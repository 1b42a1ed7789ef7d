import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { startI18n } from "@/shared/i18n";

// jsdom lays nothing out: what Ant Design and ECharts ask of a browser stands still here.
class StillObserver {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}
const stillMedia = (media: string) => ({
  matches: false,
  media,
  onchange: null,
  addEventListener: vi.fn(),
  removeEventListener: vi.fn(),
  addListener: vi.fn(),
  removeListener: vi.fn(),
});

beforeEach(async () => {
  vi.stubGlobal("matchMedia", stillMedia);
  vi.stubGlobal("ResizeObserver", StillObserver);
  localStorage.clear();
  await startI18n("zh-CN");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
