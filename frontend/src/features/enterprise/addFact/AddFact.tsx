import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Select, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FactForm } from "@/features/enterprise/addFact/FactForm";
import { importKindsQuery } from "@/features/enterprise/addFact/queries";
import type { EnterpriseDetail, ImportKind } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { can, useMe } from "@/shared/session";
import { Problem } from "@/shared/ui/Problem";

interface AddFactProps {
  firm: Pick<EnterpriseDetail, "uscc" | "name">;
  /** The kind that the form begins with; it may be changed. */
  kind?: string;
  small?: boolean;
}

/** 补录: one fact written down by hand, through the same checks as a table of thousands. */
export function AddFact({ firm, kind, small = false }: AddFactProps) {
  const { t } = useTranslation("enterprise");
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!can(me, "import_job", "create") || !can(me, "import_job", "run")) return null;
  return (
    <>
      <Button
        {...(small ? { size: "small" as const, type: "link" as const } : {})}
        icon={<PlusOutlined />}
        onClick={() => setOpen(true)}
      >
        {t("add.action")}
      </Button>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={640}
        title={t("add.title", { name: firm.name })}
        destroyOnHidden
      >
        <Kinds firm={firm} {...(kind === undefined ? {} : { kind })} onDone={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

/** Firms have a form of their own. */
const NOT_HERE: readonly string[] = ["enterprises"];

function Kinds({ firm, kind, onDone }: Omit<AddFactProps, "small"> & { onDone: () => void }) {
  const { t } = useTranslation("enterprise");
  const words = useWords();
  const { data, isPending, error, refetch } = useQuery(importKindsQuery);
  const [asked, setAsked] = useState(kind);
  if (error) return <Problem of={error} onRetry={refetch} />;
  if (isPending) return <Skeleton active />;
  const kinds = data.filter((one) => one.may_import && !NOT_HERE.includes(one.kind));
  const chosen: ImportKind | undefined = kinds.find((one) => one.kind === asked) ?? kinds[0];
  return (
    <div className="stack">
      <Select
        aria-label={t("add.kind")}
        value={chosen?.kind ?? null}
        options={kinds.map((one) => ({ value: one.kind, label: words(one) }))}
        onChange={(now: string) => setAsked(now)}
      />
      {chosen && <FactForm key={chosen.kind} uscc={firm.uscc} kind={chosen} onDone={onDone} />}
    </div>
  );
}
