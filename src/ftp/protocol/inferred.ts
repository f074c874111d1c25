/**
 * What was inferred of an encrypted session whose keys are not known: from lengths, directions and times. It stands apart
 * from what was read. Probabilities are from 0 to 1.
 */
import type { Side } from '../../tcp/types.js';
import type { ByteRange } from '../../tls/content.js';
import type { Evidence } from '../codes.js';

/** Kinds of commands that can be told apart where their verbs cannot. */
export type CommandClass =
  | 'login'
  | 'protection'
  | 'passive'
  | 'active'
  | 'listing'
  | 'download'
  | 'upload'
  | 'directory'
  | 'parameter'
  | 'information'
  | 'change'
  | 'quit';

/** A line, or a reply of which every line is a record, as far as it shows itself. */
export type InferredLine = { readonly bytes: ByteRange; readonly frame: number; readonly timeNs: number };

/** A command with its replies; `command` null: what the server said first. */
export type InferredTurn = {
  /** 0, 1, 2 ... in the encrypted part of the dialogue. */
  readonly index: number;
  readonly command: InferredLine | null;
  readonly replies: readonly InferredLine[];
  /** Likeliest first, at most three. */
  readonly verbs: readonly { readonly verb: string; readonly p: number }[];
  readonly classes: readonly { readonly class: CommandClass; readonly p: number }[];
  /** The first digit of the final reply's code. */
  readonly reply: { readonly digit: number; readonly p: number } | null;
  readonly because: readonly Evidence[];
};

/** What passed over a data connection of the session. */
export type InferredTransfer = {
  /** The transfer command's turn; null: none stands before the data. */
  readonly turn: InferredTurn | null;
  readonly direction: 'download' | 'upload';
  /** The end of the data connection that sent the content. */
  readonly sender: Side;
  readonly content: ByteRange;
  /** The number of bytes is certain: nothing was padded and nothing is missing. */
  readonly exact: boolean;
  readonly verdict: 'complete' | 'truncated' | 'refused' | 'unknown';
  readonly evidence: readonly Evidence[];
};

export type InferredDialogue = {
  /** The server's program, recognised by its greeting; null: its lengths are not known. */
  readonly family: string | null;
  readonly turns: readonly InferredTurn[];
};

/** From this probability on a verb, a class or a code is named. */
export const NAMED_FROM = 0.9;

/** The verb or the class that is sure enough to be named; null: neither. */
export function namedCommand(
  turn: InferredTurn,
): { readonly verb: string; readonly p: number } | { readonly class: CommandClass; readonly p: number } | null {
  const [verb] = turn.verbs;
  if (verb && verb.p >= NAMED_FROM) return verb;
  const [kind] = turn.classes;
  return kind && kind.p >= NAMED_FROM ? kind : null;
}
