/** What the commands of one session have set: login, directory and the transfer's parameters (RFC 959 §3.1, §3.4). */
import { LazyMap } from '../../bytes/lazyMap.js';
import type { LimitsHit } from '../../tcp/limitsHit.js';
import { FIRST_DIRECTORY } from './directory.js';

export type DialogueState = {
  loggedIn: boolean | null;
  /** The working directory; relative to `FIRST_DIRECTORY` as long as nothing has named it, null where even that is lost. */
  directory: string | null;
  /** null: nobody said, which by RFC 959 §5.1 means ASCII non-print; but a server may have been set before the capture. */
  type: 'A' | 'I' | 'E' | 'L' | null;
  structure: 'F' | 'R' | 'P';
  mode: 'S' | 'B' | 'C' | 'Z';
  /** REST's marker, until the next transfer command. */
  restart: number | null;
  /** ALLO's bytes, until the next transfer command, with its frame. */
  allocated: { bytes: number; frame: number } | null;
  /** Sizes that SIZE (RFC 3659 §4) reported, by absolute path (or name, where no directory is known); image type only. */
  readonly sizes: LazyMap<string, { bytes: number; frame: number }>;
  /** PROT P (RFC 4217): data connections are TLS. */
  protection: 'C' | 'P' | null;
  readonly limitsHit: LimitsHit;
};

export const initialState = (limitsHit: LimitsHit = {}): DialogueState => ({
  loggedIn: null,
  directory: FIRST_DIRECTORY,
  type: null,
  structure: 'F',
  mode: 'S',
  restart: null,
  allocated: null,
  sizes: new LazyMap(),
  protection: null,
  limitsHit,
});
