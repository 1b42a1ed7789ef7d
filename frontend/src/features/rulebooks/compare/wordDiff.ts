export interface Piece {
  text: string;
  differs: boolean;
}

const TOKENS = /\d{4}-\d\d-\d\d|[A-Za-z]+|[\d.,]+|\s+|[^]/gu;
const MOST = 600;

/** Two texts cut into what they share and what they do not, by the longest common run of words and characters. */
export function wordDiff(before: string, after: string): [Piece[], Piece[]] {
  const left = before.match(TOKENS) ?? [];
  const right = after.match(TOKENS) ?? [];
  if (left.length > MOST || right.length > MOST) return [whole(before), whole(after)];
  const shared = sharedRuns(left, right);
  return [piecesOf(left, shared.left), piecesOf(right, shared.right)];
}

function whole(text: string): Piece[] {
  return text === "" ? [] : [{ text, differs: true }];
}

/** Which tokens of either side belong to a longest common subsequence. */
function sharedRuns(left: string[], right: string[]): { left: Set<number>; right: Set<number> } {
  const width = right.length + 1;
  const longest = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const shared = { left: new Set<number>(), right: new Set<number>() };
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      shared.left.add(i++);
      shared.right.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return shared;
}

function piecesOf(tokens: string[], shared: Set<number>): Piece[] {
  const pieces: Piece[] = [];
  tokens.forEach((text, at) => {
    const differs = !shared.has(at);
    const last = pieces.at(-1);
    if (last?.differs === differs) last.text += text;
    else pieces.push({ text, differs });
  });
  return pieces;
}
