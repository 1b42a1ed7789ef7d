import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { ClassTable as Classes } from "@/features/rulebooks/types";
import { useWords } from "@/shared/i18n";
import { DataTable } from "@/shared/ui/DataTable";

type Row = Classes["rows"][number];

/** Which class a firm is in: a row an industry, a column a class, in each cell all that it takes. */
export function ClassTable({ of }: { of: Classes }) {
  const { t } = useTranslation("rulebooks");
  const words = useWords();
  const bounded = of.classes.filter(({ id }) => of.rows.some(({ bounds }) => id in bounds));
  const rest = of.classes.find((one) => !bounded.includes(one));
  const columns: TableColumnsType<Row> = [
    {
      key: "title",
      title: words(of.measure),
      width: 200,
      render: (_, row) => (
        <>
          {words(row.title)} <div className="muted">{row.codes.join("、")}</div>
        </>
      ),
    },
    ...bounded.map(({ id, title }) => ({
      key: id,
      title: words(title),
      render: (_: unknown, { bounds }: Row) => words(bounds[id]),
    })),
  ];
  return (
    <>
      <DataTable<Row> bordered rows={of.rows} rowKey={({ title }) => title.zh} columns={columns} scroll={{ x: 760 }} />
      <p className="muted">
        {t("classes.all")} {rest && t("classes.rest", { name: words(rest.title) })}
      </p>
    </>
  );
}
