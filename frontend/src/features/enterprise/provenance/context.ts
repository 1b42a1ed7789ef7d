import { createContext, useContext } from "react";
import type { FactAddress } from "@/shared/factAddress";

/** What the values of a firm's page need, to be followed back to where they come from. */
export interface FirmValues {
  uscc: string;
  open: (address: FactAddress) => void;
  /** How many sources say something else than what counts. */
  dissenters: (address: FactAddress) => number;
}

export const FirmValuesContext = createContext<FirmValues | null>(null);

/** Null outside of a firm's page. */
export function useFirmValues(): FirmValues | null {
  return useContext(FirmValuesContext);
}
