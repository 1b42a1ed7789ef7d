import { Collapse, Empty, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import type { Changes, Supposed } from "@/features/enterprise/whatIf/changes";
import { type MeasureLine, type MeasureSection, sections } from "@/features/enterprise/whatIf/measureGroups";
import { MeasureField } from "@/features/enterprise/whatIf/MeasureField";
import styles from "@/features/enterprise/whatIf/whatIf.module.css";
import type { FirmMeasure } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { programmesQuery } from "@/shared/reference";
import { SearchBox } from "@/shared/ui/SearchBox";

interface MeasureFormProps {
  measures: FirmMeasure[];
  asOf: string;
  changes: Changes;
  onChange: (name: string, value: Supposed | undefined) => void;
}

/** All facts that rulebooks read, in groups, each with its value now and room for another. */
export function MeasureForm({ measures, ...rest }: MeasureFormProps) {
  const { t } = useTranslation("whatIf");
  const words = useWords();
  const [search, setSearch] = useState("");
  const [programme, setProgramme] = useState("");
  const programmes = useQuery(programmesQuery).data ?? [];
  const read = new Set(measures.flatMap((one) => one.programmes));
  const found = sections(measures, { search, programme });
  return (
    <>
      <div className={styles["filters"]}>
        <SearchBox value={search} placeholder={t("form.search")} onSearch={setSearch} />
        <Select
          aria-label={t("form.programme")}
          placeholder={t("form.programme")}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false}
          value={programme || null}
          options={programmes
            .filter(({ code }) => read.has(code))
            .map((one) => ({ value: one.code, label: words(one) }))}
          onChange={(code: string | null | undefined) => setProgramme(code ?? "")}
        />
      </div>
      {found.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("form.none")} />}
      <Sections key={`${search}-${programme}`} found={found} all={search !== "" || programme !== ""} {...rest} />
    </>
  );
}

type SectionsProps = Omit<MeasureFormProps, "measures"> & { found: MeasureSection[]; all: boolean };

function Sections({ found, all, ...rest }: SectionsProps) {
  const { t } = useTranslation("whatIf");
  const changed = (section: MeasureSection) =>
    section.lines.flatMap(({ measures }) => measures).filter(({ name }) => name in rest.changes).length;
  const open = found.filter((section) => all || section.group === "years" || changed(section) > 0);
  return (
    <Collapse
      ghost
      size="small"
      defaultActiveKey={open.map(({ group }) => group)}
      items={found.map((section) => ({
        key: section.group,
        label: (
          <>
            <strong>{t(`group.${section.group}`)}</strong>{" "}
            <span className="muted">
              {changed(section) > 0
                ? t("group.changed", { count: changed(section) })
                : t("group.count", { count: section.lines.length })}
            </span>
          </>
        ),
        children: section.lines.map((line) => <Line key={line.key} line={line} {...rest} />),
      }))}
    />
  );
}

function Line({ line, asOf, changes, onChange }: Omit<MeasureFormProps, "measures"> & { line: MeasureLine }) {
  const words = useWords();
  return (
    <div className={styles["line"]} role="group" aria-label={words(line)}>
      <div className={styles["name"]}>{words(line)}</div>
      <div className={styles["cells"]}>
        {line.measures.map((measure) => (
          <MeasureField
            key={measure.name}
            measure={measure}
            asOf={asOf}
            supposed={changes[measure.name]}
            onChange={(value) => onChange(measure.name, value)}
          />
        ))}
      </div>
    </div>
  );
}
