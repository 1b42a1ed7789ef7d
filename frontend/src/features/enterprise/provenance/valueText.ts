import { isPeople, FIGURES, type Figure } from "@/features/enterprise/financialFigures";
import { groupThousands, MISSING, money, number } from "@/shared/format";
import { useLanguage } from "@/shared/i18n";

interface Stated {
  table: string;
  field: string;
  value: string | number | boolean | null;
  shown: string;
}

const AMOUNTS = new Set(["registered_capital", "amount", "technology_amount", "budget"]);
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether a value is an amount of money: a figure of a year that counts no people, or an amount by name. */
export function isMoney(table: string, field: string): boolean {
  const figure = FIGURES.find((one): one is Figure => one === field);
  return table === "financial_year" ? figure !== undefined && !isPeople(figure) : AMOUNTS.has(field);
}

/** A value as it is read: money in 万元 with the exact yuan beneath, everything else as the server words it. */
export function useValueText(): (of: Stated) => { main: string; exact: string | null } {
  const language = useLanguage();
  return ({ table, field, value, shown }) => {
    const plain = value === null ? "" : String(value);
    if (isMoney(table, field) && DECIMAL.test(plain))
      return {
        main: money(plain, language),
        exact: language === "en" ? `CNY ${groupThousands(plain)}` : `${groupThousands(plain)} 元`,
      };
    if (table === "financial_year" && DECIMAL.test(plain)) return { main: number(plain), exact: null };
    return { main: shown || plain || MISSING, exact: null };
  };
}
