/** Which rows of a ladder show something. */
import type { DataConnection, Session } from '../../ftp/protocol/session.js';
import type { JournalEntry } from '../../tcp/types.js';
import { ACK, CWR, ECE, FIN, PSH, RST, SYN, URG } from '../../wire/segment.js';
import { isActive, thirdHostOf } from '../roles.js';
import type { LadderRow } from '../rows.js';
import type { Flag } from './names.js';
import type { Shows } from './section.js';

/** The data connection that the row is of, or that it announces. */
const dataOf = (row: LadderRow, session: Session): DataConnection | null =>
  row.dataConnection ??
  (row.announcement === null
    ? null
    : (session.dataConnections.find(({ exchange }) => exchange === row.exchange) ?? null));

/** The heading of a data connection that is so; its announcement where it has no connection. */
export const headed =
  (isSo: (data: DataConnection) => boolean): Shows =>
  (row, session) => {
    const data = dataOf(row, session);
    if (data === null || !isSo(data)) return false;
    return row.kind === 'section' || (data.connection === null && row.announcement?.role === 'made');
  };

export const inMode = (active: boolean): Shows => headed(({ mode }) => isActive(mode) === active);
export const throughThirdHost: Shows = headed((data) => data.partner !== null || thirdHostOf(data) !== null);

/** The command, or the first reply to it where the command is not in the capture. */
export const ofVerb =
  (...verbs: readonly string[]): Shows =>
  (row) =>
    row.kind === 'command' && row.exchange?.command != null && verbs.includes(row.exchange.command.verb);

export const ofReply =
  (fits: (code: number) => boolean): Shows =>
  (row) =>
    row.kind === 'reply' && row.reply !== null && fits(row.reply.code);

export const ofEntry =
  (...kinds: readonly JournalEntry['kind'][]): Shows =>
  (row) =>
    row.entry !== null && kinds.includes(row.entry.kind) && row.kind !== 'command' && row.kind !== 'reply';

const BITS: Readonly<Record<Flag, number>> = {
  syn: SYN,
  ack: ACK,
  fin: FIN,
  rst: RST,
  psh: PSH,
  urg: URG,
  ece: ECE,
  cwr: CWR,
};

/** The first segment of the row has the flag. */
export const withFlag =
  (flag: Flag): Shows =>
  (row) =>
    row.entry !== null && (row.entry.flags & BITS[flag]) !== 0;

export const repeated: Shows = (row) => row.entry !== null && row.entry.retransmissions > 0;

export const closedWindow: Shows = (row) => row.entry?.kind === 'zero-window' || row.topic === 'window-probe';

export const isNote =
  (topic: LadderRow['topic']): Shows =>
  (row) =>
    row.kind === 'note' && row.topic === topic;

/** A command or reply that has this text. */
export const saying =
  (text: string): Shows =>
  ({ kind, exchange, reply }) =>
    kind === 'command'
      ? exchange?.command?.argument.includes(text) === true
      : kind === 'reply' && reply?.text.includes(text) === true;

/** A row at one end of which is this port. */
export const atPort =
  (port: number): Shows =>
  ({ entry, clientPort, serverPort }) =>
    entry?.kind === 'syn' && (clientPort === port || serverPort === port);
