import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeNumbers, draftOf, type DraftText, type NumberChange, saveDraft } from "@/features/rulebooks/queries";
import type { Draft } from "@/features/rulebooks/types";
import { isProblem } from "@/shared/api/problem";

interface Base extends DraftText {
  revision: number;
}

const baseOf = ({ revision, source, cases }: Draft): Base => ({ revision, source, cases });
const textOf = ({ source, cases }: DraftText): DraftText => ({ source, cases });

function alike(one: DraftText, other: DraftText): boolean {
  return one.source === other.source && one.cases === other.cases;
}

export type DraftEditing = ReturnType<typeof useDraftText>;

/**
 * The text of a draft while it is being changed. What was stored meanwhile from elsewhere is taken over where nothing
 * was changed here; where both changed, `conflict` is true until the user says which counts.
 */
export function useDraftText(draft: Draft) {
  const client = useQueryClient();
  const [base, setBase] = useState(() => baseOf(draft));
  const [text, setText] = useState(() => textOf(draft));
  const dirty = !alike(text, base);
  const movedOn = draft.revision > base.revision;
  if (movedOn && (!dirty || alike(text, draft))) {
    setBase(baseOf(draft));
    setText(textOf(draft));
  }
  const adopt = (now: Draft, unless?: DraftText) => {
    setBase(baseOf(now));
    // What was typed while it was being stored stays.
    setText((typed) => (unless && !alike(typed, unless) ? typed : textOf(now)));
    client.setQueryData(draftOf(draft.id).queryKey, now);
    void client.invalidateQueries({ queryKey: ["rulebook-drafts"] });
  };
  const onError = (error: Error) => {
    if (isProblem(error, 409)) void client.invalidateQueries({ queryKey: draftOf(draft.id).queryKey });
  };
  const save = useMutation({
    mutationFn: (given: DraftText) => saveDraft(draft.id, base.revision, given),
    onSuccess: (now, given) => adopt(now, given),
    onError,
  });
  const setNumbers = useMutation({
    mutationFn: async (changes: NumberChange[]) => {
      const stored = dirty ? await saveDraft(draft.id, base.revision, text) : draft;
      return changeNumbers(draft.id, stored.revision, changes);
    },
    onSuccess: (now) => adopt(now),
    onError,
  });
  return {
    text,
    dirty,
    conflict: movedOn && dirty && !alike(text, draft),
    save,
    setNumbers,
    change: (part: Partial<DraftText>) => setText((before) => ({ ...before, ...part })),
    takeStored: () => {
      setBase(baseOf(draft));
      setText(textOf(draft));
    },
    /** Keep what was typed: it will be stored over what was stored meanwhile. */
    keepMine: () => setBase(baseOf(draft)),
  };
}
