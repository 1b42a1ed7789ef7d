import type { KeyboardEvent } from "react";

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go from cell to cell, as in a spreadsheet. For the element around a table whose cells are `[data-cell]`. */
export function goByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-cell]") : null;
  const line = cell?.closest("tr");
  if (!step || !cell || !line) return;
  const lines = [...event.currentTarget.querySelectorAll("tr")].filter((one) => one.querySelector("[data-cell]"));
  const [rows, columns] = step;
  const cells = cellsOf(lines[lines.indexOf(line) + rows]);
  const target = cells[cellsOf(line).indexOf(cell) + columns];
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function cellsOf(line: Element | undefined): HTMLElement[] {
  return line ? [...line.querySelectorAll<HTMLElement>("[data-cell]")] : [];
}
