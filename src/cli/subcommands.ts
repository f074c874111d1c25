/** The words that may stand first on the command line, one row each. A file of such a name is written './check'. */
import type { Texts } from '../text/texts.js';

/**
 * Does what the word asks for, with the arguments after it; `--lang` is not among them any more.
 * @param machineTexts for what programs read, JSON and the like: the environment's language does not reach it
 * @returns the exit code
 * @throws UsageError, and what cannot be read or written
 */
export type Subcommand = (argv: readonly string[], texts: Texts, machineTexts: Texts) => Promise<number>;

/** Loaded when it is asked for. */
const SUBCOMMANDS: Readonly<Record<string, () => Promise<Subcommand>>> = {
  check: async () => (await import('./check/command.js')).runCheck,
  grade: async () => (await import('./grade/command.js')).runGrade,
  lab: async () => (await import('./lab.js')).runLab,
  compare: async () => (await import('./compare/command.js')).runCompare,
  explain: async () => (await import('./explain/command.js')).runExplain,
};

export const isSubcommand = (word: string | undefined): boolean =>
  word !== undefined && Object.hasOwn(SUBCOMMANDS, word);

/** Null: the word is no command. */
export const subcommandOf = async (word: string | undefined): Promise<Subcommand | null> =>
  isSubcommand(word) ? SUBCOMMANDS[word!]!() : null;
