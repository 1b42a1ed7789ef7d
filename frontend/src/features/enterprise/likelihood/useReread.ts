import { useQueryClient } from "@tanstack/react-query";

/** What was read of this firm's likelihoods is old once a judgement moved. */
export function useReread(uscc: string): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ["likelihoods", "likelihood-history"].map((name) => client.invalidateQueries({ queryKey: [name, uscc] })),
    );
}
