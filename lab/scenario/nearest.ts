/** Edits it takes to turn one word into another (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The likeliest of the known words, if one is likely at all. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const short = word.slice(0, 64).toLowerCase();
  const [best] = known
    .map((candidate) => ({
      candidate,
      edits: candidate.startsWith(short) && short.length >= 2
        ? 0
        : distance(short, candidate.toLowerCase()),
    }))
    .toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(2, short.length / 3)
    ? best.candidate
    : undefined;
}
