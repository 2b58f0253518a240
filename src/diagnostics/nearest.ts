/**
 * The known word nearest to a mistyped one, if any is near enough: at most a third of its letters may differ. Of two
 * texts only the words in which they differ count: "Telegram alerts" is not near to "Email alerts".
 */
export function nearest(word: string, known: Iterable<string>): string[] {
  let best: string | undefined;
  let least = limitFor(word) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const [left, right] = withoutSharedWords(word.toLowerCase(), candidate.toLowerCase());
    const distance = editDistance(left, right);
    if (distance < least && distance <= limitFor(left)) {
      least = distance;
      best = candidate;
    }
  }
  return best === undefined ? [] : [best];
}

/** ` Did you mean "up"?` to append to a message; empty if no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const [near] = nearest(word, known);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

function limitFor(word: string): number {
  return Math.floor(Math.max(3, word.length) / 3);
}

/** Two texts without the words that both begin or end with. */
function withoutSharedWords(left: string, right: string): [string, string] {
  const [these, those] = [left.split(' '), right.split(' ')];
  while (these.length > 1 && those.length > 1 && these[0] === those[0]) {
    these.shift();
    those.shift();
  }
  while (these.length > 1 && those.length > 1 && these.at(-1) === those.at(-1)) {
    these.pop();
    those.pop();
  }
  return [these.join(' '), those.join(' ')];
}

/** Letters added, lost, replaced or swapped with their neighbour, one row at a time. */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
