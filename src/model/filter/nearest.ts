/** The word that was probably meant. */

/** Null: none is near. */
export function nearestWord(words: readonly string[], written: string): string | null {
  const wanted = written.toLowerCase();
  const near = words.map((word) => ({ word, far: distance(wanted, word.toLowerCase()) }));
  const [best] = near.sort((a, b) => a.far - b.far);
  return best && wanted.length >= SHORTEST && best.far <= Math.max(1, wanted.length >> 2) ? best.word : null;
}

/** Letters to add, take, change or swap with the next (optimal string alignment), of words that were typed: short ones. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > LONGEST_TYPO) return LONGEST_TYPO + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}

const LONGEST_TYPO = 6;
/** Of fewer letters, any other word is near. */
const SHORTEST = 3;
