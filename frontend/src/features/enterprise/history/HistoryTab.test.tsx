import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { HistoryTab } from "@/features/enterprise/history/HistoryTab";
import type { VerdictChange } from "@/shared/api/types";
import { someAssessment, someFirm } from "@/shared/testing/fixtures";
import { someRecord } from "@/shared/testing/records";
import { pageOf, refusal, renderAt, serve, type Answers } from "@/shared/testing/render";

const at = `/api/v1/enterprises/${someFirm.uscc}`;
const { programme, rulebook } = someAssessment;
const change: VerdictChange = {
  programme,
  rulebook,
  as_of: "2026-11-20",
  before: "undetermined",
  verdict: "unmet",
  cause: "facts",
  points_low: 40,
  points_high: 62,
  turned: [{ id: "c4", title: { zh: "科技人员占比不低于10%", en: "staff" } }],
  recorded_at: "2026-11-20T04:00:00Z",
};
const routes = [
  { path: "/", element: <HistoryTab uscc={someFirm.uscc} /> },
  { path: "/records/:number", element: <p>paper</p> },
];

function show(answers: Answers = {}) {
  const asked = serve({
    [`GET ${at}/assessments`]: [someAssessment],
    [`GET ${at}/verdict-changes`]: pageOf(change),
    [`GET ${at}/assessment-records`]: pageOf(someRecord),
    "GET /api/v1/programmes": pageOf({ ...programme, kind: "recognition", tier: 2 }),
    ...answers,
  });
  return { ...renderAt("/", routes), asked };
}

describe("HistoryTab", () => {
  it("says of each change from what to what, by which version, why, and what turned", async () => {
    show();
    const one = await screen.findByTestId("verdict-change");
    expect(one).toHaveTextContent("高新技术企业 2016");
    expect(one).toHaveTextContent(/待定.*不符合得分 40–62数据有变化/);
    expect(one).toHaveTextContent("变化的条件：科技人员占比不低于10%");
  });

  it("reads on and asks for one programme where the address does", async () => {
    const { asked, router } = show({
      [`GET ${at}/verdict-changes`]: {
        ...pageOf(change, { ...change, programme: { ...programme, code: "tech_sme" } }),
        next: "http://x/?cursor=abc",
      },
    });
    await userEvent.setup().click(await screen.findByRole("button", { name: "显示更早的" }));
    await waitFor(() => expect(asked).toContain(`GET ${at}/verdict-changes?cursor=abc`));
    await router.navigate("/?programme=hnte");
    await waitFor(() => expect(asked).toContain(`GET ${at}/verdict-changes?programme=hnte`));
  });

  it("issues a record for a purpose and opens it", async () => {
    const sent: unknown[] = [];
    const issue = (given: unknown) => {
      sent.push(given);
      return someRecord;
    };
    const { router } = show({ [`POST ${at}/assessment-records`]: issue });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: /出具评估记录/ }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("用途"), "企业有异议");
    await user.click(within(dialog).getByRole("button", { name: /出\s*具/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/records/${someRecord.number}`));
    expect(sent).toEqual([{ programme: "hnte", as_of: "2026-11-23", purpose: "企业有异议" }]);
  });

  it("says in the dialog what the server refuses", async () => {
    show({
      [`POST ${at}/assessment-records`]: refusal(409, { code: "record.no_rulebook", detail: "没有生效的规则。" }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: /出具评估记录/ }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: /出\s*具/ }));
    expect(await screen.findByText("没有生效的规则。")).toBeInTheDocument();
  });
});
