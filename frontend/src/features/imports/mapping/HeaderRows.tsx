import { Collapse, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { cellText, letterOfPlace, type SheetDraft } from "@/features/imports/mapping/draft";
import styles from "@/features/imports/mapping/mapping.module.css";
import type { SampleRow } from "@/features/imports/types";

const MOST_COLUMNS = 40;

interface HeaderRowsProps {
  sheet: SheetDraft;
  onChoose: (row: number) => void;
}

/** The first rows as they stand in the file; whoever picks another header row has the columns recognised anew. */
export function HeaderRows({ sheet, onChoose }: HeaderRowsProps) {
  const { t } = useTranslation("imports");
  const label = sheet.headerRow === null ? t("header.choose") : t("header.chosen", { row: sheet.headerRow });
  return (
    <Collapse
      size="small"
      defaultActiveKey={sheet.headerRow === null ? ["rows"] : []}
      items={[
        {
          key: "rows",
          label,
          extra: <span className="muted">{t("header.hint")}</span>,
          children: <Raw sheet={sheet} onChoose={onChoose} />,
        },
      ]}
    />
  );
}

function Raw({ sheet, onChoose }: HeaderRowsProps) {
  const { t } = useTranslation("imports");
  const width = Math.min(MOST_COLUMNS, Math.max(0, ...sheet.sample.map(({ cells }) => cells.length)));
  const places = Array.from({ length: width }, (_, place) => place);
  return (
    <Radio.Group
      className={styles["raw"]}
      value={sheet.headerRow}
      aria-label={t("header.choose")}
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      <table>
        <thead>
          <tr>
            <th>{t("header.row")}</th>
            {places.map((place) => (
              <th key={place}>{letterOfPlace(place)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.sample.map((row) => (
            <RawRow key={row.number} row={row} places={places} chosen={row.number === sheet.headerRow} />
          ))}
        </tbody>
      </table>
    </Radio.Group>
  );
}

function RawRow({ row, places, chosen }: { row: SampleRow; places: number[]; chosen: boolean }) {
  return (
    <tr className={chosen ? styles["headerRow"] : undefined}>
      <td>
        <Radio value={row.number}>{row.number}</Radio>
      </td>
      {places.map((place) => (
        <td key={place} title={cellText(row.cells[place])}>
          {cellText(row.cells[place])}
        </td>
      ))}
    </tr>
  );
}
