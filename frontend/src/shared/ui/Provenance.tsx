import { Link } from "react-router";
import { useTranslation } from "react-i18next";
import type { ImportPlace } from "@/shared/api/types";
import { day } from "@/shared/format";

type Place = Pick<ImportPlace, "id" | "file_name" | "sheet" | "row">;

/** What was written down or sent as rows, without a file, is kept under this name. */
const BATCH = "batch.json";

/** Whether no file stands behind an import: its rows were written down here or came by the API. */
export function isByHand({ file_name }: Pick<Place, "file_name">): boolean {
  return file_name === BATCH;
}

/** The row of an import as its preview shows it. */
export function placeLink({ id, sheet, row }: Pick<Place, "id" | "sheet" | "row">): string {
  return `/imports/${id}?${new URLSearchParams({ ...(sheet ? { sheet } : {}), row: String(row) }).toString()}`;
}

/** Where a figure comes from: who said so, since when it is known, and the file, sheet and row it was read from. */
export function Provenance({ of }: { of: { source: string; known_on: string; import?: Place | null } }) {
  const { t } = useTranslation();
  return (
    <span>
      {t("provenance.source", { source: of.source || t("provenance.unnamed"), on: day(of.known_on) })}
      {of.import && (
        <>
          {" · "}
          <Link to={placeLink(of.import)}>
            {isByHand(of.import)
              ? t("provenance.byHand")
              : t("provenance.row", { file: of.import.file_name, sheet: of.import.sheet || "1", row: of.import.row })}
          </Link>
        </>
      )}
    </span>
  );
}
