import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
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

configure({ asyncUtilTimeout: 5_000 }); // a busy machine draws a dialog in more than the one second that is usual

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
