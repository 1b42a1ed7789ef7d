import { shiftDecimal } from "@/shared/format";

const WAN = /^-?\d{1,14}(\.\d{1,6})?$/;

/** What somebody typed in 万元 as yuan, exactly; null for what is no such amount. */
export function yuanOfWan(typed: string): string | null {
  const plain = typed.replace(/[,，\s]/g, "");
  return WAN.test(plain) ? shiftDecimal(plain, -4, 2) : null;
}

/** Yuan as one would type them in 万元, without idle noughts. */
export function wanOfYuan(yuan: string | null | undefined): string {
  return yuan == null ? "" : shiftDecimal(yuan, 4, 6).replace(/\.?0+$/, "");
}
