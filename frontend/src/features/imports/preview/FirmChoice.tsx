import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Radio, Spin, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { nameIn } from "@/features/imports/preview/decisions";
import styles from "@/features/imports/preview/preview.module.css";
import { candidatesOf, firmsNamed } from "@/features/imports/queries";
import type { Import, Row } from "@/features/imports/types";
import { percent } from "@/shared/format";
import { problemText } from "@/shared/ui/Problem";
import { SearchBox } from "@/shared/ui/SearchBox";

interface FirmChoiceProps {
  table: Import;
  row: Row;
  busy: boolean;
  onChoose: (uscc: string) => void;
}

interface Offered {
  uscc: string;
  name: string;
  region: string;
  /** Absent for firms that were searched for. */
  similarity?: number;
  former?: string;
}

/** Which firm a row is about: those whose names resemble it, or any that is searched for. Nothing is taken by itself. */
export function FirmChoice({ table, row, busy, onChoose }: FirmChoiceProps) {
  const { t } = useTranslation("imports");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const { firms, loading, error } = useOffered(table.id, row, search);
  const { t: common } = useTranslation();
  return (
    <section className={styles["firms"]} aria-label={t("firm.title")}>
      <strong>{t("firm.title")}</strong>
      <div className="muted">{t("firm.note", { name: nameIn(row) })}</div>
      <SearchBox value={search} placeholder={t("firm.search")} onSearch={setSearch} />
      <div className={styles["offered"]}>
        {loading && <Spin size="small" />}
        {error && <span>{problemText(common, error)}</span>}
        {!loading && !error && firms.length === 0 && <span className="muted">{t("firm.none")}</span>}
        <Radio.Group value={chosen} onChange={(event) => setChosen(String(event.target.value))}>
          <Flex vertical gap={6}>
            {firms.map((firm) => (
              <Radio key={firm.uscc} value={firm.uscc}>
                <OneFirm firm={firm} />
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </div>
      <Button type="primary" disabled={chosen === null} loading={busy} onClick={() => chosen && onChoose(chosen)}>
        {t("firm.choose")}
      </Button>
    </section>
  );
}

function OneFirm({ firm }: { firm: Offered }) {
  const { t } = useTranslation("imports");
  return (
    <span>
      {firm.name}{" "}
      {firm.similarity !== undefined && (
        <Tag variant="filled">{t("firm.similarity", { similarity: percent(firm.similarity, 0) })}</Tag>
      )}
      <span className="muted">
        {firm.region} <span className="code">{firm.uscc}</span>
        {firm.former && ` ${t("firm.former", { name: firm.former })}`}
      </span>
    </span>
  );
}

/** The candidates, or the firms that a search finds. */
function useOffered(number: number, row: Row, search: string) {
  const candidates = useQuery(candidatesOf(number, row.id));
  const found = useQuery({ ...firmsNamed(search), enabled: search !== "" });
  const asked = search === "" ? candidates : found;
  const firms: Offered[] =
    search === ""
      ? (candidates.data ?? []).map((one) => ({ ...one, former: one.former_name }))
      : (found.data ?? []).map(({ uscc, name, region }) => ({ uscc, name, region: region?.name ?? "" }));
  return { firms, loading: asked.isLoading, error: asked.error };
}
