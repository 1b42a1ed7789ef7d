import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type FirmValues, FirmValuesContext } from "@/features/enterprise/provenance/context";
import { ProvenanceDrawer } from "@/features/enterprise/provenance/ProvenanceDrawer";
import { sourcesOf } from "@/features/enterprise/provenance/queries";
import { dissenters, statementsOf } from "@/features/enterprise/provenance/statements";
import { addressText, FACT_PARAM, type FactAddress, readAddress } from "@/shared/factAddress";

/** Lets every value of a firm's page lead to where it comes from; which one is open stands in the address. */
export function FirmValuesProvider({ uscc, children }: { uscc: string; children: ReactNode }) {
  const [params, setParams] = useSearchParams();
  const sources = useQuery(sourcesOf(uscc));
  const values = useMemo<FirmValues>(() => {
    const show = (address: FactAddress | null) =>
      setParams((before) => withFact(before, address), { replace: address === null });
    return {
      uscc,
      open: show,
      dissenters: (address) => dissenters(statementsOf(sources.data, address)),
    };
  }, [uscc, sources.data, setParams]);
  const close = () => setParams((before) => withFact(before, null), { replace: true });
  return (
    <FirmValuesContext value={values}>
      {children}
      <ProvenanceDrawer uscc={uscc} address={readAddress(params.get(FACT_PARAM))} sources={sources} onClose={close} />
    </FirmValuesContext>
  );
}

function withFact(before: URLSearchParams, address: FactAddress | null): URLSearchParams {
  const after = new URLSearchParams(before);
  if (address) after.set(FACT_PARAM, addressText(address));
  else after.delete(FACT_PARAM);
  return after;
}
