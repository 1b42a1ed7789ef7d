const AT_THE_HEAD = /^“…”/;
const BEFORE_A_STOP = /“…”(?=[，。,.])/g;
const ELSEWHERE = /\s?“…”/g;

/** A finding told of many rows at once, without the quoted “…” where each row has its own value. */
export function withoutHoles(message: string, words: { head: string; value: string }): string {
  return message.replace(AT_THE_HEAD, words.head).replace(BEFORE_A_STOP, words.value).replace(ELSEWHERE, "");
}
