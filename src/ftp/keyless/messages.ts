/** What both ends of an encrypted control connection said, by length and time: commands, replies, and turns of both. */
import { type Arrival, otherSide, type Side } from '../../tcp/types.js';
import { type ByteRange, type ContentRecord, contentOf } from '../../tls/content.js';
import type { TlsFacts } from '../../tls/facts.js';
import { VERSION } from '../../tls/versions.js';

/** A command line, or a line (in some servers all lines) of a reply. */
export type Message = ContentRecord & {
  readonly from: 'client' | 'server';
  /** It is one of several commands in one record: its length was inferred. */
  readonly shares?: { readonly bytes: number; readonly commands: number };
};

/** Bytes of a command as they were seen: of one that shares a record, only that all of them fit in. */
export function seenBytes({ min, max, shares }: Message): ByteRange {
  return shares
    ? { min: SHORTEST_LINE_BYTES, max: shares.bytes - SHORTEST_LINE_BYTES * (shares.commands - 1) }
    : { min, max };
}

/** A command with the replies that came until the next one; `command` null: what the server said first. */
export type Turn = { readonly command: Message | null; readonly replies: readonly Message[] };

export type ControlView = {
  readonly messages: readonly Message[];
  readonly turns: readonly Turn[];
  /** Bodies of the tickets that the server issued (TLS 1.3). */
  readonly tickets: readonly number[];
  /** Lengths are those of the lines: nothing is padded and nothing is missing. */
  readonly exact: boolean;
  /** When the handshake was over. */
  readonly from: Arrival | null;
};

/** `PWD` and its line end: no command is shorter. */
export const SHORTEST_LINE_BYTES = 5;
/** Longer ones are no lines of a control connection. */
const LONGEST_LINE_BYTES = 9_000;

/** null where the handshake, and with it the cipher, is not in the capture. */
export function viewOf(facts: TlsFacts, clientSide: Side): ControlView | null {
  const client = contentOf(facts, clientSide);
  const server = contentOf(facts, otherSide(clientSide));
  if (client === null || server === null) return null;
  const messages: Message[] = [];
  const split = (facts.serverSays?.version ?? 0) <= VERSION.TLS10;
  add(messages, client.records, 'client', split);
  add(messages, server.records, 'server', split);
  messages.sort((a, b) => a.frame - b.frame);
  const from = facts.protectedFrom[otherSide(clientSide)] ?? facts.protectedFrom[clientSide];
  return {
    messages,
    turns: turnsOf(messages),
    tickets: server.tickets,
    exact: client.exact && server.exact,
    from,
  };
}

/**
 * @param split up to TLS 1.0 an empty record, or one of a single byte, stands before each other (a defence against chosen
 *   plaintext): it is no line of its own
 */
function add(messages: Message[], records: readonly ContentRecord[], from: Message['from'], split: boolean): void {
  for (const [i, record] of records.entries()) {
    const next = records[i + 1];
    const begins = split && record.min <= 1 && next?.frame === record.frame;
    const follows = split && i > 0 && records[i - 1]!.min <= 1 && records[i - 1]!.frame === record.frame;
    if (begins || record.max < 3 || record.max > LONGEST_LINE_BYTES) continue;
    messages.push({ ...record, max: record.max + (follows ? 1 : 0), from });
  }
}

function turnsOf(messages: readonly Message[]): Turn[] {
  const turns: { command: Message | null; replies: Message[] }[] = [];
  for (const message of messages) {
    if (message.from === 'client') turns.push({ command: message, replies: [] });
    else if (turns.length === 0) turns.push({ command: null, replies: [message] });
    else turns.at(-1)!.replies.push(message);
  }
  return turns;
}
