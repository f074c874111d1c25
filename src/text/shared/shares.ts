/** Which parts of a time are worth a word. */

/** Parts of less than a hundredth are left out. */
const LEAST_SHARE = 100;

export function worthNaming(
  totalNs: number,
  parts: readonly (readonly [name: string, ns: number | null])[],
): (readonly [name: string, ns: number])[] {
  return parts.flatMap(([name, ns]) => (ns !== null && ns >= totalNs / LEAST_SHARE ? [[name, ns] as const] : []));
}
