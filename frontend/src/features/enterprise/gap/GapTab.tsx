import { useQuery } from "@tanstack/react-query";
import { Button, Empty, Select, Skeleton } from "antd";
import { PrinterOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { AsOf } from "@/features/enterprise/AsOf";
import { useAsOf } from "@/features/enterprise/asOf";
import { GapCard } from "@/features/enterprise/gap/GapCard";
import { gapPlanOf } from "@/features/enterprise/gap/queries";
import { assessmentsOf } from "@/features/enterprise/queries";
import type { Assessment } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { inGroups } from "@/shared/programmes";
import { programmesQuery } from "@/shared/reference";
import { Problem } from "@/shared/ui/Problem";

/** 差距方案: for one programme, the least that would have to change, as a plan. */
export function GapTab({ uscc }: { uscc: string }) {
  const { t } = useTranslation("enterprise");
  const { asOf } = useAsOf();
  const { data, isPending, error, refetch } = useQuery(assessmentsOf(uscc, asOf));
  if (error) return <Problem of={error} onRetry={refetch} />;
  return (
    <div className="stack">
      <AsOf />
      {isPending ? (
        <Skeleton active paragraph={{ rows: 10 }} />
      ) : data.length === 0 ? (
        <Empty description={t("assessment.none")} />
      ) : (
        <Chosen uscc={uscc} asOf={asOf} assessments={data} />
      )}
    </div>
  );
}

interface ChosenProps {
  uscc: string;
  asOf: string;
  assessments: Assessment[];
}

function Chosen({ uscc, asOf, assessments }: ChosenProps) {
  const { t } = useTranslation("gaps");
  const { t: own } = useTranslation("assessments");
  const { t: common } = useTranslation();
  const words = useWords();
  const [params, setParams] = useSearchParams();
  const kinds = useQuery(programmesQuery).data ?? [];
  const groups = inGroups(assessments, kinds);
  const all = groups.flatMap(({ members }) => members);
  const asked = params.get("programme");
  const chosen =
    all.find(({ programme }) => programme.code === asked) ?? all.find(({ verdict }) => verdict !== "met") ?? all[0];
  const choose = (code: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.set("programme", code);
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <div className="tags middle no-print">
        <Select
          aria-label={t("plan.programme")}
          value={chosen?.programme.code ?? null}
          showSearch={{ optionFilterProp: "title" }}
          popupMatchSelectWidth={false}
          style={{ minWidth: 260 }}
          options={groups.map(({ group, members: those }) => ({
            label: own(`group.${group}`),
            options: those.map(({ programme, verdict }) => ({
              value: programme.code,
              title: words(programme),
              label: `${words(programme)} · ${common(`verdict.${verdict}`)}`,
            })),
          }))}
          onChange={choose}
        />
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t("plan.print")}
        </Button>
      </div>
      {chosen && <PlanOf key={chosen.programme.code} uscc={uscc} asOf={asOf} programme={chosen.programme.code} />}
    </>
  );
}

function PlanOf({ uscc, asOf, programme }: { uscc: string; asOf: string; programme: string }) {
  const { data, isPending, error, refetch } = useQuery(gapPlanOf(uscc, programme, asOf));
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  return <GapCard gap={data} />;
}
