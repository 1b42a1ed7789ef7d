import { useState } from "react";

/** A value kept in this browser under `tidu.<name>`; one that cannot be read counts as absent. */
export function useKept<Value>(name: string, initial: Value): [Value, (value: Value) => void] {
  const key = `tidu.${name}`;
  const [value, setValue] = useState<Value>(() => read(key, initial));
  const keep = (next: Value) => {
    localStorage.setItem(key, JSON.stringify(next));
    setValue(next);
  };
  return [value, keep];
}

function read<Value>(key: string, initial: Value): Value {
  const text = localStorage.getItem(key);
  if (text === null) return initial;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return initial;
  }
}
