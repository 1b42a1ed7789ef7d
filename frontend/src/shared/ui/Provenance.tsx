import { Link } from "react-router";
import { useTranslation } from "react-i18next";
import type { ImportPlace } from "@/shared/api/types";
import { day } from "@/shared/format";

/** Where a figure comes from: who said so, since when it is known, and the file, sheet and row it was read from. */
export function Provenance({ of }: { of: { source: string; known_on: string; import?: ImportPlace | null } }) {
  const { t } = useTranslation();
  return (
    <span>
      {t("provenance.source", { source: of.source || t("provenance.unnamed"), on: day(of.known_on) })}
      {of.import && (
        <>
          {" · "}
          <Link to={`/imports/${of.import.id}`}>
            {t("provenance.row", { file: of.import.file_name, sheet: of.import.sheet || "1", row: of.import.row })}
          </Link>
        </>
      )}
    </span>
  );
}
