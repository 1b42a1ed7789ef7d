import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import styles from "@/features/imports/About.module.css";
import { useFields, useKindName } from "@/features/imports/kinds";
import { shownValue } from "@/features/imports/preview/grid";
import { downloadFile } from "@/features/imports/queries";
import type { Import } from "@/features/imports/types";
import { day, instant } from "@/shared/format";
import { useWords } from "@/shared/i18n";
import { problemText } from "@/shared/ui/Problem";

/** What the table is, from whom, since when it is known, and the file itself: one line. */
export function About({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const kindName = useKindName();
  const words = useWords();
  const fields = useFields(table.kind);
  const fixed = Object.entries(table.fixed).map(([name, value]) => {
    const field = fields.get(name);
    return [words(field) || name, shownValue(value, field)] as const;
  });
  const facts: (readonly [string, string])[] = [
    [t("field.kind"), kindName(table.kind)],
    [t("field.source"), table.source],
    [t("field.known_on"), day(table.known_on)],
    [t("field.uploaded"), `${instant(table.uploaded_at)} ${table.uploaded_by?.display_name ?? ""}`],
    [t("field.format"), [table.format?.toUpperCase(), table.encoding].filter(Boolean).join(" · ")],
    ...(table.saved_mapping ? [[t("upload.mapping"), table.saved_mapping.name] as const] : []),
    ...fixed,
  ];
  return (
    <div className={styles["about"]}>
      {facts
        .filter(([, value]) => value.trim() !== "")
        .map(([name, value]) => (
          <span key={name}>
            <span className="muted">{name}</span> {value}
          </span>
        ))}
      <FileLink table={table} />
    </div>
  );
}

function FileLink({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { t: common } = useTranslation();
  const { message } = App.useApp();
  const take = useMutation({
    mutationFn: () => downloadFile(table.id, table.file_name),
    onError: (error) => void message.error(problemText(common, error)),
  });
  return (
    <Button type="link" size="small" icon={<DownloadOutlined />} loading={take.isPending} onClick={() => take.mutate()}>
      {t("file.download")}
    </Button>
  );
}
