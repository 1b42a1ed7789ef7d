import { Alert, Collapse, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { About } from "@/features/imports/About";
import { Actions } from "@/features/imports/Actions";
import { Undone } from "@/features/imports/done/Undone";
import { Written } from "@/features/imports/done/Written";
import { Failed } from "@/features/imports/Failed";
import { MappingEditor } from "@/features/imports/mapping/MappingEditor";
import { tally } from "@/features/imports/outcomes";
import { CommitBar } from "@/features/imports/preview/CommitBar";
import { Preview } from "@/features/imports/preview/Preview";
import { Running } from "@/features/imports/Running";
import { StateTag } from "@/features/imports/StateTag";
import { isRunning, type Place, placeOf } from "@/features/imports/states";
import { TableFindings } from "@/features/imports/TableFindings";
import type { Import } from "@/features/imports/types";
import { useFollow } from "@/features/imports/useFollow";
import { WizardSteps } from "@/features/imports/WizardSteps";
import { PageHeader } from "@/shared/ui/PageHeader";
import { Problem } from "@/shared/ui/Problem";

/** One import from its upload to its undoing; what is shown follows from its state, so that it outlasts a reload. */
export default function ImportPage() {
  const { id = "" } = useParams();
  const { data, isPending, error, refetch } = useFollow(Number(id));
  if (error && !data) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 12 }} />;
  return <Content key={data.id} table={data} />;
}

function Content({ table }: { table: Import }) {
  const { t } = useTranslation("imports");
  const { remapping, remap } = useRemapping(table);
  const place = remapping ? placeOf("unclear") : placeOf(table.state);
  // Where rows show, they get the room.
  const folded = !remapping && tally(table.counts).all > 0 && !isRunning(table.state) && table.state !== "failed";
  return (
    <>
      <PageHeader
        title={
          <>
            {table.file_name} <StateTag state={table.state} />
          </>
        }
        note={t(remapping ? "stateNote.unclear" : `stateNote.${table.state}`)}
        actions={<Actions table={table} onRemap={remapping ? undefined : () => remap(true)} />}
      />
      {folded || <WizardSteps place={place} />}
      <div className="stack">
        {folded ? <Folded table={table} place={place} /> : <About table={table} />}
        <Body table={table} remapping={remapping} onRemapped={() => remap(false)} />
      </div>
    </>
  );
}

/** How far the import is and what it is of, for whoever wants to know while the rows have the screen. */
function Folded({ table, place }: { table: Import; place: Place }) {
  const { t } = useTranslation("imports");
  const children = (
    <>
      <WizardSteps place={place} />
      <About table={table} />
    </>
  );
  return <Collapse ghost size="small" items={[{ key: "about", label: t("about"), children }]} />;
}

/** Whether the mapping of a previewed table is being changed: in the address, as what is shown. */
function useRemapping(table: Import) {
  const [params, setParams] = useSearchParams();
  const remap = (wanted: boolean) => setParams(wanted ? { step: "map" } : {});
  return { remapping: params.get("step") === "map" && table.state === "previewed" && table.can.map, remap };
}

interface BodyProps {
  table: Import;
  remapping: boolean;
  onRemapped: () => void;
}

function Body({ table, remapping, onRemapped }: BodyProps) {
  if (isRunning(table.state)) return <Running table={table} />;
  if (table.state === "failed") return <Failed table={table} />;
  if (table.state === "unclear") return <MappingEditor key={table.state} table={table} />;
  if (remapping) return <MappingEditor key="remap" table={table} onLeave={onRemapped} />;
  return (
    <>
      {table.state === "committed" && <Written table={table} />}
      {table.state === "undone" && <Undone table={table} />}
      {table.problem && <Alert type="error" showIcon title={table.problem.message} />}
      <TableFindings table={table} />
      {(table.state === "previewed" || tally(table.counts).all > 0) && <Preview table={table} />}
      {table.state === "previewed" && <CommitBar table={table} />}
    </>
  );
}
