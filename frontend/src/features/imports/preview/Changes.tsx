import { ArrowRightOutlined } from "@ant-design/icons";
import type { Change } from "@/features/imports/preview/grid";
import styles from "@/features/imports/preview/preview.module.css";
import type { Field } from "@/features/imports/types";
import { MISSING } from "@/shared/format";
import { useWords } from "@/shared/i18n";

/** What an update changes: old → new, field by field. */
export function Changes({ of, fields }: { of: Change[]; fields: ReadonlyMap<string, Field> }) {
  const words = useWords();
  if (of.length === 0) return null;
  return (
    <ul className={styles["changes"]}>
      {of.map(({ field, old, now }) => (
        <li key={field}>
          {words(fields.get(field)) || field}：<del className={styles["old"]}>{old || MISSING}</del>{" "}
          <ArrowRightOutlined className="muted" /> {now || MISSING}
        </li>
      ))}
    </ul>
  );
}
