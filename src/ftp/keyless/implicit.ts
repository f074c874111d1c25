/**
 * TLS from the first byte on a port that tells nothing: is it FTP? The server speaks first, and before anything else is
 * transferred the client sends two lines of eight bytes, PBSZ 0 and PROT P (RFC 4217 §8, §9), each answered by one line.
 */

import { covers } from '../../tls/content.js';
import type { TlsFacts } from '../../tls/facts.js';
import type { Judgement } from '../protocol/detect.js';
import { viewOf } from './messages.js';

/** Protocols whose servers speak first, or that are too frequent to be looked at: they are at home there. */
const OTHER_PORTS: ReadonlySet<number> = new Set([
  22, 25, 80, 110, 143, 443, 465, 563, 587, 636, 853, 989, 993, 995, 2525, 3389, 4433, 5061, 5223, 6697, 8080, 8443,
  8883, 9443,
]);
const PROTECTION_LINE_BYTES = 8;
const LONGEST_LINE_BYTES = 1_000;
/** Lines of the client until then. */
const MOST_COMMANDS = 10;
const HANDSHAKE_RECORDS = 3;
const MOST_REPLY_LINES = 60;

export const mayBeImplicit = (port: number): boolean => !OTHER_PORTS.has(port);

export function judgeImplicit(facts: TlsFacts): Judgement {
  const { handshake, client } = facts;
  if (handshake === 'unanswered' || handshake === 'unfinished') return 'undecided';
  const view = handshake === 'done' && client !== null ? viewOf(facts, client) : null;
  if (view === null) return 'no';
  // A client with a certificate sends it, and its proof, before its Finished.
  if (!view.exact) return facts.trace[client!].dataRecords > HANDSHAKE_RECORDS ? 'no' : 'undecided';
  const [first] = view.messages;
  if (first === undefined) return 'undecided';
  if (first.from === 'client' || view.messages.some(({ max }) => max > LONGEST_LINE_BYTES)) return 'no';
  const { turns } = view;
  if (turns.some(({ replies }) => replies.length > MOST_REPLY_LINES)) return 'no';
  const commands = turns.filter(({ command }) => command !== null);
  const protects = commands.some(
    ({ command, replies }, i) =>
      covers(command!, PROTECTION_LINE_BYTES) &&
      replies.length === 1 &&
      commands[i + 1] !== undefined &&
      covers(commands[i + 1]!.command!, PROTECTION_LINE_BYTES),
  );
  if (protects) return { clientSide: client!, implicitTls: true };
  return commands.length > MOST_COMMANDS ? 'no' : 'undecided';
}
