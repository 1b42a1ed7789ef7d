import { SwapOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Empty, Select, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/rulebooks/compare/compare.module.css";
import { Differences } from "@/features/rulebooks/compare/Differences";
import { nameOf } from "@/features/rulebooks/overview/groups";
import { comparisonOf, draftsOf, versionsQuery } from "@/features/rulebooks/queries";
import { useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";
import { useListState } from "@/shared/urlState";

const NAMES = ["left", "right"] as const;

/** Two versions of rulebooks side by side; which ones is in the address. */
export default function ComparePage() {
  const { t } = useTranslation("rulebooks");
  const { state, change } = useListState(NAMES);
  return (
    <>
      <PageHeader title={t("compare.title")} note={t("compare.note")} />
      <div className="stack">
        <Card size="small">
          <div className={styles["sides"]}>
            <SideSelect label={t("compare.left")} value={state.left} onChange={(left) => change({ left })} />
            <Button
              icon={<SwapOutlined />}
              aria-label={t("compare.swap")}
              title={t("compare.swap")}
              onClick={() => change({ left: state.right, right: state.left })}
            />
            <SideSelect label={t("compare.right")} value={state.right} onChange={(right) => change({ right })} />
          </div>
        </Card>
        <Result left={state.left} right={state.right} />
      </div>
    </>
  );
}

function Result({ left, right }: { left: string; right: string }) {
  const { t } = useTranslation("rulebooks");
  const { data, isPending, error, refetch } = useQuery(comparisonOf(left, right));
  if (!left || !right) return <Empty description={t("compare.chooseBoth")} />;
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  return <Differences of={data} />;
}

interface SideSelectProps {
  label: string;
  value: string;
  onChange: (name: string) => void;
}

function SideSelect({ label, value, onChange }: SideSelectProps) {
  const { data, isPending } = useQuery(versionsQuery);
  const drafts = useDraftOptions();
  const words = useWords();
  const { t } = useTranslation("rulebooks");
  const versions = (data ?? []).map((one) => ({
    value: nameOf(one),
    label: `${words(one.title)} ${one.version} · ${t(`status.${one.status}`)}`,
  }));
  return (
    <Select
      className={styles["side"]}
      aria-label={label}
      placeholder={label}
      loading={isPending}
      value={value || null}
      showSearch={{ optionFilterProp: "label" }}
      options={[
        { label: t("compare.versions"), options: versions },
        ...(drafts.length > 0 ? [{ label: t("compare.drafts"), options: drafts }] : []),
      ]}
      onChange={(name: string) => onChange(name)}
    />
  );
}

function useDraftOptions() {
  const may = can(useMe(), "rulebook_draft", "list");
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const { data } = useQuery({ ...draftsOf({ page_size: "100" }), enabled: may });
  return (data?.results ?? []).map((draft) => ({
    value: `draft:${draft.id}`,
    label: `${words(draft.programme)} ${draft.version} · ${t("compare.draft", { id: draft.id })}`,
  }));
}
