import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { useTranslation } from "react-i18next";
import { ColumnSettings } from "@/features/enterprises/ColumnSettings";
import { EnterprisesTable } from "@/features/enterprises/EnterprisesTable";
import { ExportMenu } from "@/features/enterprises/ExportMenu";
import { Filters } from "@/features/enterprises/Filters";
import { NewFirm } from "@/features/enterprises/NewFirm";
import { enterprisesOf } from "@/features/enterprises/queries";
import { SavedViews } from "@/features/enterprises/SavedViews";
import { DEFAULT_COLUMNS, isReadable, NAMES, type OptionalColumn } from "@/features/enterprises/state";
import { useKept } from "@/shared/kept";
import { can, useMe } from "@/shared/session";
import { Paged } from "@/shared/ui/Paged";
import { PageHeader } from "@/shared/ui/PageHeader";
import { SyntheticBanner } from "@/shared/ui/SyntheticBanner";
import { apiQuery, useListState } from "@/shared/urlState";

/** 企业: every firm that the user may see. */
export default function EnterprisesPage() {
  const { t } = useTranslation("enterprises");
  const me = useMe();
  const { state, change, replaceAll, params } = useListState(NAMES);
  const [columns, setColumns] = useKept<OptionalColumn[]>("enterprises.columns", DEFAULT_COLUMNS);
  const query = apiQuery(state);
  const list = useQuery(enterprisesOf(query));
  const actions = (
    <>
      <SavedViews params={params} onOpen={replaceAll} />
      <ColumnSettings shown={columns} onChange={setColumns} />
      {can(me, "enterprise", "export") && <ExportMenu query={query} />}
      {can(me, "enterprise", "create") && <NewFirm />}
    </>
  );
  return (
    <>
      <PageHeader title={t("title")} note={t("note")} actions={actions} />
      <SyntheticBanner show={list.data?.results.some((row) => row.is_synthetic) ?? false} />
      <Card>
        <Filters state={state} change={change} />
        <Paged list={list} state={state} onChange={change}>
          <EnterprisesTable
            rows={list.data?.results}
            loading={list.isFetching}
            shown={columns.filter((column) => isReadable(me, column))}
            ordering={state.ordering}
            onOrder={(ordering) => change({ ordering })}
          />
        </Paged>
      </Card>
    </>
  );
}
