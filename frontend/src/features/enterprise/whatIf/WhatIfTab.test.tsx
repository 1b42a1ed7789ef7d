import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { WhatIfTab } from "@/features/enterprise/whatIf/WhatIfTab";
import type { WhatIf } from "@/shared/api/types";
import { someAssessment, someFirm } from "@/shared/testing/fixtures";
import { pageOf, refusal, renderAt, serve } from "@/shared/testing/render";
import { someMeasures } from "@/shared/testing/whatIf";

const at = `/api/v1/enterprises/${someFirm.uscc}`;
const unmet = { verdict: "unmet", low: 40, high: 60, class: null } as const;
const asNow: WhatIf = {
  as_of: "2026-11-23",
  on: "2026-11-23",
  changed: [],
  followed: [],
  rulebooks: [
    {
      programme: someAssessment.programme,
      rulebook: someAssessment.rulebook,
      before: unmet,
      after: unmet,
      criteria: [],
      settles: [],
    },
  ],
};
const supposed: WhatIf = {
  ...asNow,
  changed: someMeasures.slice(1, 2).map((one) => ({ ...one, before: 5, after: 9 })),
  rulebooks: asNow.rulebooks.map((one) => ({
    ...one,
    after: { verdict: "met", low: 72, high: 80, class: null },
    criteria: [{ id: "c4", title: { zh: "科技人员占比不低于10%", en: "staff" }, before: "unmet", after: "met" }],
  })),
};
const routes = [{ path: "/", element: <WhatIfTab uscc={someFirm.uscc} /> }];

function show(path = "/", whatIf?: unknown, measures = someMeasures) {
  const sent: unknown[] = [];
  serve({
    [`GET ${at}/measures`]: measures,
    [`GET ${at}/assessments`]: [someAssessment],
    "GET /api/v1/programmes": pageOf(),
    [`POST ${at}/what-if`]: (given: { changes: object }) => {
      sent.push(given.changes);
      return whatIf ?? (Object.keys(given.changes).length > 0 ? supposed : asNow);
    },
  });
  return { ...renderAt(path, routes), sent };
}

describe("WhatIfTab", () => {
  it("lets every rulebook respond to another figure, and marks what comes out as supposed", async () => {
    const { sent, router } = show();
    const response = await screen.findByTestId("what-if-hnte");
    expect(response).not.toHaveTextContent("假设");
    await userEvent.setup().type(screen.getByRole("textbox", { name: "2025 科技人员数" }), "9");
    await waitFor(() => expect(response).toHaveTextContent(/不符合40–60符合72–80假设.*科技人员占比不低于10%/));
    expect(screen.getByTestId("turned")).toHaveTextContent("假设 1 项，结论变化 1 项");
    expect(sent).toEqual([{}, { st_staff_y0: 9 }]);
    expect(router.state.location.search).toBe("?set=st_staff_y0%3A9");
  });

  it("shows the present value beside, and a fact not known as such, which may be supposed", async () => {
    const { sent } = show();
    expect(await screen.findByTestId("measure-st_staff_y0")).toHaveTextContent("现：5 人");
    const user = userEvent.setup();
    await user.click(screen.getByText(/人工判断与专家评分/));
    const field = await screen.findByTestId("measure-core_ip");
    expect(field).toHaveTextContent("现：未知");
    await user.click(within(field).getByText("是"));
    await waitFor(() => expect(sent).toContainEqual({ core_ip: true }));
  });

  it("offers no other value for what follows from a day, and says why", async () => {
    const why = { zh: "由成立日期决定", en: "follows from the day of registration" };
    show("/", undefined, [...someMeasures.slice(1, 2).map((one) => ({ ...one, fixed: why }))]);
    const field = await screen.findByTestId("measure-st_staff_y0");
    expect(field).toHaveTextContent("由成立日期决定");
    expect(within(field).queryByRole("textbox")).toBeNull();
    expect(within(field).queryByRole("button")).toBeNull();
  });

  it("begins with what the address supposes, as a plan gives it, and takes it back at once", async () => {
    const { sent, router } = show("/?set=st_staff_y0:9");
    expect(await screen.findByRole("textbox", { name: "2025 科技人员数" })).toHaveValue("9");
    expect(sent).toEqual([{ st_staff_y0: 9 }]);
    await userEvent.setup().click(screen.getByRole("button", { name: "清除全部假设（1 项）" }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "2025 科技人员数" })).toHaveValue(""));
    expect(router.state.location.search).toBe("");
  });

  it("says what is no number and asks nothing of the server", async () => {
    const { sent } = show();
    await userEvent.setup().type(await screen.findByRole("textbox", { name: "2025 科技人员数" }), "x9");
    expect(await screen.findByText("请填数字。")).toBeInTheDocument();
    expect(sent).toEqual([{}]);
  });

  it("says in the server's words what it refuses", async () => {
    show("/?set=st_staff_y0:9", refusal(400, { code: "invalid", detail: "科技人员数不能多于职工总数。" }));
    expect(await screen.findByText("科技人员数不能多于职工总数。")).toBeInTheDocument();
  });
});
