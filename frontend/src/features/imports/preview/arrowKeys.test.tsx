import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { goByArrows } from "@/features/imports/preview/arrowKeys";

it("goes from cell to cell as in a spreadsheet, and stays at the edges", async () => {
  render(
    <div onKeyDown={goByArrows}>
      <table>
        <tbody>
          {["1", "2"].map((line) => (
            <tr key={line}>
              {["a", "b"].map((name) => (
                <td key={name}>
                  <button data-cell>{name + line}</button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
  );
  screen.getByText("a1").focus();
  const user = userEvent.setup();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByText("b1")).toHaveFocus();
  await user.keyboard("{ArrowDown}");
  expect(screen.getByText("b2")).toHaveFocus();
  await user.keyboard("{ArrowDown}{ArrowRight}");
  expect(screen.getByText("b2")).toHaveFocus();
  await user.keyboard("{ArrowLeft}{ArrowUp}");
  expect(screen.getByText("a1")).toHaveFocus();
});
