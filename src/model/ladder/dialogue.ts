/** Commands and replies as rows. */
import { escapeText } from '../../bytes/text.js';
import type { Command, Exchange, Reply, Session } from '../../ftp/protocol/session.js';
import type { Side } from '../../tcp/types.js';
import type { LadderRow } from '../rows.js';
import type { Sliced } from '../sliced.js';
import type { LadderFact } from './codes.js';
import type { Placed } from './placed.js';
import { say } from './say.js';

/** A line longer than this is cut before it is escaped: no screen shows more, and a hostile line may be long. */
const LABEL_CHARACTERS = 400;

/** Where the rows of the dialogue are, so that journals and announcements can be tied to them. */
export class DialogueRows {
  /** By index of the exchange: the place in `rows` of its first row; its replies follow its command. */
  readonly startOf: number[] = [];
  /** Rows of commands and of replies, in order of frames. */
  readonly commands: Placed[] = [];
  readonly replies: Placed[] = [];
  #nextCommand = 0;
  #nextReply = 0;

  constructor(
    private readonly rows: Placed[],
    private readonly clientSide: Side,
  ) {}

  commandRow(exchange: Exchange): Placed | undefined {
    return exchange.command === null ? undefined : this.rows[this.startOf[exchange.index] ?? -1];
  }

  replyRow(exchange: Exchange, reply: number): Placed | undefined {
    const start = this.startOf[exchange.index] ?? -1;
    return this.rows[start + (exchange.command === null ? 0 : 1) + reply];
  }

  /** A row of this side's lines that shares a frame with [first, last]. Ask in order of frames: what lies before is passed. */
  rowWithin(from: Side, first: number, last: number): Placed | undefined {
    const fromClient = from === this.clientSide;
    const list = fromClient ? this.commands : this.replies;
    let at = fromClient ? this.#nextCommand : this.#nextReply;
    // Frames of one side's lines do not decrease, and neither do their ends.
    while (at < list.length && list[at]!.lastFrame! < first) at++;
    if (fromClient) this.#nextCommand = at;
    else this.#nextReply = at;
    const row = list[at];
    return row !== undefined && row.firstFrame! <= last ? row : undefined;
  }
}

/** Exchanges whose rows are made in one step. */
const EXCHANGES_AT_ONCE = 512;

/** Adds a row for every command and reply of the session. The first third of a ladder's work. */
export function* dialogueSliced(session: Session, rows: Placed[]): Sliced<DialogueRows> {
  const found = new DialogueRows(rows, session.clientSide);
  const { exchanges } = session;
  for (const exchange of exchanges) {
    if (exchange.index % EXCHANGES_AT_ONCE === 0) yield (0.3 * exchange.index) / exchanges.length;
    found.startOf[exchange.index] = rows.length;
    const { command, replies } = exchange;
    if (command !== null) {
      const row = commandRow(session, exchange, command);
      rows.push(row);
      found.commands.push(row);
    }
    for (let i = 0; i < replies.length; i++) {
      const row = replyRow(session, exchange, replies[i]!, i);
      rows.push(row);
      found.replies.push(row);
    }
  }
  if (!isOrdered(found.replies)) found.replies.sort((a, b) => a.lastFrame! - b.lastFrame!);
  return found;
}

function isOrdered(list: readonly LadderRow[]): boolean {
  for (let i = 1; i < list.length; i++) if (list[i]!.lastFrame! < list[i - 1]!.lastFrame!) return false;
  return true;
}

function commandRow(session: Session, exchange: Exchange, command: Command): Placed {
  const text =
    command.argument === '' ? command.verb : `${command.verb} ${command.argument.slice(0, LABEL_CHARACTERS)}`;
  const row = dialogueRow(session, exchange, `c${exchange.index}`, command.frame, command.frame, command.timeNs);
  row.label = say('command-line', { text: escapeText(text) });
  if (command.telnet !== '') row.remarks.push(say('telnet', { names: telnetNames(command.telnet) }));
  for (const oddity of command.oddities) row.remarks.push(say('oddity', { oddity }));
  return row;
}

function replyRow(session: Session, exchange: Exchange, reply: Reply, index: number): Placed {
  const { firstFrame, lastFrame, timeNs } = reply;
  const row = dialogueRow(session, exchange, `r${exchange.index}.${index}`, firstFrame, lastFrame, timeNs);
  row.kind = 'reply';
  row.reply = reply;
  row.heading = 'to-client';
  row.label = replyLabel(reply);
  if (exchange.doubt !== null) row.remarks.push(say('doubt', { doubt: exchange.doubt }));
  for (const oddity of reply.oddities) row.remarks.push(say('oddity', { oddity }));
  return row;
}

/** Until the row has its own. */
const UNLABELLED = say('command-line', { text: '' });

function dialogueRow(
  session: Session,
  exchange: Exchange,
  key: string,
  firstFrame: number,
  lastFrame: number,
  timeNs: number,
): Placed {
  return {
    at: firstFrame,
    key,
    kind: 'command',
    firstFrame,
    lastFrame,
    timeNs,
    connection: session.control,
    dataConnection: null,
    heading: 'to-server',
    thirdHost: null,
    clientPort: session.client.port,
    serverPort: session.server.port,
    label: UNLABELLED,
    remarks: [],
    tone: null,
    announcement: null,
    exchange,
    reply: null,
    entry: null,
    topic: null,
  };
}

/** '220 ready'; of several lines the first that says something, as on the wire: '211-Features:  (+9 lines)'. */
function replyLabel(reply: Reply): LadderFact {
  const code = String(reply.code).padStart(3, '0');
  const end = reply.text.indexOf('\n');
  if (end < 0)
    return say('reply-line', { text: escapeText(`${code} ${reply.text.slice(0, LABEL_CHARACTERS)}`.trimEnd()) });
  let lines = 0;
  for (let i = end; i >= 0; i = reply.text.indexOf('\n', i + 1)) lines++;
  const first = reply.text.slice(0, Math.min(end, LABEL_CHARACTERS)).trimEnd();
  return say('reply-lines', { text: escapeText(`${code}-${first}`), more: lines });
}

/** Names of Telnet commands (RFC 854) in a hex string; a byte without a name stays hex. */
const TELNET: Readonly<Record<string, string>> = {
  ff: 'IAC',
  f4: 'IP',
  f2: 'DM',
  f1: 'NOP',
  f3: 'BRK',
  f5: 'AO',
  f6: 'AYT',
  fb: 'WILL',
  fc: "WON'T",
  fd: 'DO',
  fe: "DON'T",
};
export function telnetNames(hex: string): string {
  const bytes = hex.replaceAll(' ', '').match(/../g) ?? [];
  return bytes.map((byte) => TELNET[byte] ?? byte).join(' ');
}
