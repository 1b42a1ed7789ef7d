import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { numbered } from "@/features/enterprise/record/CriteriaPaper";
import RecordPage from "@/features/enterprise/record/RecordPage";
import type { Verification } from "@/shared/api/types";
import { someMe, staffCriterion } from "@/shared/testing/fixtures";
import { someRecord } from "@/shared/testing/records";
import { renderAt, serve, type Answers } from "@/shared/testing/render";

const path = `/api/v1/assessment-records/${someRecord.number}`;
const routes = [{ path: "/records/:number", element: <RecordPage /> }];
const verified: Verification = {
  number: someRecord.number,
  same_bytes: true,
  same_verdict: true,
  sha256: someRecord.sha256,
  found_sha256: someRecord.sha256,
  verdict: "undetermined",
  found_verdict: "undetermined",
  differs_in: [],
  facts_now_read_otherwise: [],
};

function show(answers: Answers, me = someMe) {
  serve({ [`GET ${path}`]: someRecord, ...answers });
  return renderAt(`/records/${someRecord.number}`, routes, me);
}

describe("RecordPage", () => {
  it("holds what an appeal needs: firm, version, day, criteria, facts with files, notes, digest, issuer", async () => {
    show({});
    const paper = await screen.findByTestId("paper");
    for (const text of [
      someRecord.enterprise_name,
      someRecord.uscc,
      "2016 版",
      "2026-11-23（只用当日已知的数据）",
      "科技人员占比不低于10%",
      "≥ 10.00%",
      "第十一条（四）",
      "年报2025.xlsx · Sheet1 · 第 12 行",
      "D12",
      "[待核对] 依据转载文本。",
      someRecord.sha256,
      someRecord.rulebook.sha256,
      "李专员",
      "企业有异议",
      "虚构的企业和数字",
    ])
      expect(paper).toHaveTextContent(text);
  });

  it("checks the record and says that the same comes out, and what reads otherwise since", async () => {
    const otherwise = staffCriterion.measures.slice(0, 1).map((one) => ({ ...one, before: 25, after: 26 }));
    show({ [`POST ${path}/verify`]: { ...verified, facts_now_read_otherwise: otherwise } });
    await userEvent.setup().click(await screen.findByRole("button", { name: /复\s*核/ }));
    expect(await screen.findByText(/复核一致/)).toBeInTheDocument();
    expect(screen.getByText(/出具后有 1 项数据被更正或补充/)).toBeInTheDocument();
    expect(screen.getByText(/上年科技人员: 25 人 → 26 人/)).toBeInTheDocument();
  });

  it("does not hide that something else comes out", async () => {
    const found = { ...verified, same_bytes: false, found_verdict: "met", differs_in: ["criteria[0].status"] };
    show({ [`POST ${path}/verify`]: found });
    await userEvent.setup().click(await screen.findByRole("button", { name: /复\s*核/ }));
    expect(await screen.findByText(/复核不一致：重新评估的结论为“符合”/)).toBeInTheDocument();
    expect(screen.getByText(/criteria\[0\]\.status/)).toBeInTheDocument();
  });

  it("says why it cannot be checked by who only reads", async () => {
    show({}, { ...someMe, permissions: { assessment: ["view"] } });
    expect(await screen.findByRole("button", { name: /复\s*核/ })).toBeDisabled();
    expect(screen.getByText("您的角色不能复核评估记录。")).toBeInTheDocument();
  });

  it("says that there is no such record", async () => {
    show({ [`GET ${path}`]: 404 });
    expect(await screen.findByText("没有这份评估记录")).toBeInTheDocument();
  });
});

describe("numbered", () => {
  it("numbers members beneath their group", () => {
    const group = { ...staffCriterion, members: [staffCriterion, staffCriterion] };
    expect(numbered([staffCriterion, group]).map(({ place }) => place)).toEqual(["1", "2", "2.1", "2.2"]);
  });
});
