/** What generators look up in a session. */
import type { Command, DataConnection, Exchange, Reply, Session, Transfer } from '../../ftp/protocol/session.js';
import type { Connection, JournalEntry, Side } from '../../tcp/types.js';
import { isWhole, repliesShow } from '../coverage.js';
import { sideOfServer } from '../roles.js';
import type { AskedCommand, AskedTransfer, ChoiceCode } from './codes.js';
import type { Answer, Option } from './question.js';

export const words = (...codes: readonly ChoiceCode[]): Option[] => codes.map((word) => ({ word }));

/** A choice among words of the program. */
export const choice = (right: ChoiceCode, ...codes: readonly ChoiceCode[]): Answer => ({
  type: 'choice',
  options: words(...codes),
  right: codes.indexOf(right),
});

/** A number that is right or wrong. */
export const exactly = (value: number, unit: 'bytes' | null = null): Answer => ({
  type: 'number',
  value,
  unit,
  tolerance: 0,
});

export const frame = (value: number): Answer => ({ type: 'frame', value });

/** The first segment of a kind; repetitions do not count. */
export const entryOf = (
  { journal }: Connection,
  kind: JournalEntry['kind'],
  from: Side | null = null,
): JournalEntry | undefined =>
  journal.find((entry) => entry.kind === kind && entry.retransmissions === 0 && (from === null || entry.from === from));

/** The three frames of a handshake that was captured whole, in order; null: it was not. */
export function handshakeOf({
  handshake: { syn, synAck, ack },
  synRetransmissions,
  reordered,
}: Connection): number[] | null {
  if (syn === null || synAck === null || ack === null || synRetransmissions.length > 0 || reordered) return null;
  return syn < synAck && synAck < ack ? [syn, synAck, ack] : null;
}

/** A data connection that is beyond doubt, with its transfer. */
export type Carried = DataConnection & { readonly connection: Connection; readonly transfer: Transfer };

const isCarried = (data: DataConnection): data is Carried =>
  data.connection !== null &&
  data.transfer !== null &&
  data.confidence === 'certain' &&
  data.transfer.exchange.command !== null &&
  data.transfer.exchange.doubt === null;

/** Transfers over data connections that are matched for certain. */
export const carried = (session: Session): Carried[] => session.dataConnections.filter(isCarried);

/** The same, without a hole in what was captured. */
export const wholeTransfers = (session: Session): Carried[] =>
  carried(session).filter(({ connection, transfer }) => isWhole(connection) && transfer.missing.length === 0);

export const askedCommand = ({ verb, argument, frame: at }: Command): AskedCommand => ({ verb, argument, frame: at });

export const askedTransfer = ({ transfer }: Carried): AskedTransfer => ({
  ...askedCommand(transfer.exchange.command!),
  direction: transfer.direction,
});

export const isReadable = ({ tls, protection }: Session): boolean =>
  (tls === null || tls.decrypted) && protection === null;

/** The dialogue of a session whose control connection was captured whole and is readable; null: it was not, or is not. */
export const wholeDialogue = (session: Session): readonly Exchange[] | null =>
  repliesShow(session) && isReadable(session) && session.control.handshake.syn !== null ? session.exchanges : null;

export const commandsOf = (session: Session): (Exchange & { readonly command: Command })[] =>
  session.exchanges.filter((one): one is Exchange & { readonly command: Command } => one.command !== null);

export const finalReply = ({ replies, code }: Exchange): Reply | undefined =>
  replies.find((reply) => reply.code === code);

/** Client or server: who is on this side of the data connection; another host counts as the client, whose place it takes. */
export const roleOn = (data: Carried, side: Side): 'client' | 'server' =>
  side === sideOfServer(data.session, data, data.connection) ? 'server' : 'client';

/** The two numbers of a port in PORT and 227. */
export const octetsOf = (port: number): readonly [high: number, low: number] => [port >> 8, port & 255];
