import { TreeSelect } from "antd";
import { useState } from "react";

export interface Coded {
  code: string;
  name: string;
}
export interface Branch extends Coded {
  parent: string | null;
  isLeaf: boolean;
}

interface CodeTreeProps {
  /** Given by the form around it. */
  id?: string;
  value?: Coded | null;
  onChange?: (chosen: Coded | null) => void;
  roots: Branch[];
  below: (code: string) => Promise<Branch[]>;
  label: (one: Coded) => string;
}

/** One entry of a tree that is fetched as it is opened. */
export function CodeTree({ id, value, onChange, roots, below, label }: CodeTreeProps) {
  const [opened, setOpened] = useState<Branch[]>([]);
  const top = new Set(roots.map(({ code }) => code));
  const nodes = [...roots, ...opened].map((one) => ({
    id: one.code,
    pId: top.has(one.code) ? null : one.parent,
    value: one.code,
    title: label(one),
    isLeaf: one.isLeaf,
  }));
  const open = async (code: string) => {
    const found = await below(code);
    setOpened((before) => [...before.filter((one) => one.parent !== code), ...found]);
  };
  const nameOf = (code: string) => [...roots, ...opened].find((one) => one.code === code)?.name ?? code;
  return (
    <TreeSelect
      {...(id === undefined ? {} : { id })}
      treeDataSimpleMode
      labelInValue
      allowClear
      className="full-width"
      popupMatchSelectWidth={320}
      value={value ? { value: value.code, label: label(value) } : null}
      treeData={nodes}
      loadData={(node) => open(String(node.value))}
      onChange={(chosen: { value: string; label: string } | null | undefined) =>
        onChange?.(chosen ? { code: chosen.value, name: nameOf(chosen.value) } : null)
      }
    />
  );
}
