/**
 * A fact as a code with parameters: what happened, the values that its message needs, and the frames that show it. Only
 * `text/` turns a fact into a sentence; decisions look at the code and the parameters.
 */

/** Codes and the parameters of each: `{ 'syn-unanswered': { syns: number; spanNs: number } }`. Without parameters: `None`. */
export type None = Readonly<Record<string, never>>;

/** The union of the facts of a table of codes. */
export type Fact<Table> = {
  readonly [Code in keyof Table & string]: {
    readonly code: Code;
    readonly params: Table[Code];
    /** Frames that show it, ascending, each once; empty where no frame can. */
    readonly frames: readonly number[];
  };
}[keyof Table & string];

/** Makes facts of one table: `const evidence = factsOf<EvidenceParams>()`, then `evidence('from-peer', { by: 'client' }, [17])`. */
export const factsOf =
  <Table>() =>
  <Code extends keyof Table & string>(
    code: Code,
    params: Table[Code],
    frames: readonly (number | null | undefined)[] = [],
  ): Extract<Fact<Table>, { readonly code: Code }> =>
    ({ code, params, frames: sortedFrames(frames) }) as unknown as Extract<Fact<Table>, { readonly code: Code }>;

/** Ascending, each once; what is not known is left out. */
export function sortedFrames(frames: readonly (number | null | undefined)[]): readonly number[] {
  const known = frames.filter((frame) => frame != null);
  return known.length < 2 ? known : [...new Set(known)].sort((a, b) => a - b);
}

/** An error that the user can mend or must know of: its fact is put in words where it is shown. `message` is for debugging. */
export abstract class FactError<Table> extends Error {
  constructor(readonly fact: Fact<Table>) {
    super(`${fact.code} ${JSON.stringify(fact.params)}`);
  }
}
