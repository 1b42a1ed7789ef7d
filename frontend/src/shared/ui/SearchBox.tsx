import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useRef, useState } from "react";

interface SearchBoxProps {
  value: string;
  placeholder: string;
  onSearch: (text: string) => void;
}

const PAUSE_MS = 300;

/** A search field that asks once the typing has paused; `value` is the search in force (from the address). */
export function SearchBox({ value, placeholder, onSearch }: SearchBoxProps) {
  const { text, type } = useTyping(value, onSearch);
  return (
    <Input
      allowClear
      type="search"
      prefix={<SearchOutlined />}
      aria-label={placeholder}
      placeholder={placeholder}
      value={text}
      onChange={(event) => type(event.target.value)}
    />
  );
}

function useTyping(value: string, onSearch: (text: string) => void) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [asked, setAsked] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // Changed by something else than this field (Back, a saved view): show it. Our own echo must not undo further typing.
    if (value !== asked) {
      setAsked(value);
      setText(value);
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setAsked(typed.trim());
      onSearch(typed.trim());
    }, PAUSE_MS);
  };
  return { text, type };
}
