import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import type { Industry, Region } from "@/shared/api/types";
import { useWords } from "@/shared/i18n";
import { industriesBelow, provincesQuery, regionsBelow, technologyFieldsQuery } from "@/shared/reference";
import { useMe } from "@/shared/session";
import { type Branch, type Coded, CodeTree } from "@/shared/ui/CodeTree";

interface Chooser {
  id?: string;
  value?: Coded | null;
  onChange?: (chosen: Coded | null) => void;
}

function regionBranch({ code, name, parent, level }: Region): Branch {
  return { code, name, parent, isLeaf: level === "county" || level === "zone" };
}

/** A region: of those that the user answers for, and below; of all, who answers for all. */
export function RegionChooser(props: Chooser) {
  const client = useQueryClient();
  const own = useMe().regions;
  const provinces = useQuery({ ...provincesQuery, enabled: own.length === 0 });
  const roots = own.length
    ? own.map(({ code, name }) => ({ code, name, parent: null, isLeaf: false }))
    : (provinces.data ?? []).map(regionBranch);
  const below = async (code: string) => (await client.query(regionsBelow(code))).map(regionBranch);
  return <CodeTree {...props} roots={roots} below={below} label={({ name }) => name} />;
}

function industryBranch({ code, name, parent, level }: Industry): Branch {
  return { code, name, parent, isLeaf: level === "class" };
}

/** An industry, by section, division, group and class. */
export function IndustryChooser(props: Chooser) {
  const client = useQueryClient();
  const sections = useQuery(industriesBelow(null));
  const below = async (code: string) => (await client.query(industriesBelow(code))).map(industryBranch);
  return (
    <CodeTree
      {...props}
      roots={(sections.data ?? []).map(industryBranch)}
      below={below}
      label={({ code, name }) => `${code} ${name}`}
    />
  );
}

/** One of the technology fields that the state supports. */
export function TechnologyFieldChooser({
  id,
  value,
  onChange,
}: {
  id?: string;
  value?: string | null;
  onChange?: (code: string | null) => void;
}) {
  const words = useWords();
  const fields = useQuery(technologyFieldsQuery);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={360}
      value={value ?? null}
      options={(fields.data ?? []).map((field) => ({ value: field.code, label: `${field.code} ${words(field)}` }))}
      onChange={(chosen: string | null | undefined) => onChange?.(chosen ?? null)}
    />
  );
}
