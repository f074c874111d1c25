/** A session as moves that can be laid beside those of another: commands with their replies, data connections, the end. */
import { escapeText } from '../../bytes/text.js';
import { rowOf } from '../../ftp/protocol/commands.js';
import type { DataConnection, Exchange, Session } from '../../ftp/protocol/session.js';
import { LIMITS } from '../../limits.js';
import { closedFirst } from '../closedFirst.js';
import { roleOf } from '../roles.js';
import { contentBytesOf } from '../transfers.js';
import type { CompareFact } from './codes.js';
import { type Lines, label, say } from './comparison.js';

export type Move = {
  readonly label: CompareFact;
  readonly fact: CompareFact;
  /** Moves of two sessions with the same key may stand beside each other; */
  readonly key: string;
  /** and are the same where their values are. */
  readonly value: string;
  /** It did not go well. */
  readonly failed: boolean;
};

/** Addresses, ports, times and frames are left out of what is compared: they differ between any two runs. */
export function movesOf(session: Session): Move[] {
  const { control } = session;
  const moves: Move[] = [];
  const done = control.handshake.ack !== null;
  const { syn, synAck, ack } = control.handshake;
  const opened = say(
    'handshake',
    { done },
    [syn, synAck, ack].filter((frame) => frame !== null),
  );
  moves.push({ label: label('control'), fact: opened, key: 'control', value: String(done), failed: !done });
  for (const exchange of session.exchanges) {
    moves.push(exchangeMove(exchange));
    const announced = session.dataConnections.find((one) => one.exchange === exchange);
    if (announced !== undefined) moves.push(dataMove(announced));
    if (exchange.dataConnection?.transfer?.exchange === exchange) {
      const data = exchange.dataConnection;
      if (data.exchange === null) moves.push(dataMove(data));
      moves.push(transferMove(data, exchange));
    }
  }
  moves.push(endMove(session));
  return moves;
}

function exchangeMove(exchange: Exchange): Move {
  const { command, code, replies } = exchange;
  const frames = [command?.frame ?? null, replies.at(-1)?.lastFrame ?? null].filter((frame) => frame !== null);
  const line = command === null ? null : lineOf(exchange);
  const announces = command !== null && rowOf(command.verb)?.announce !== undefined;
  const compared = announces ? command.verb : (line ?? '');
  return {
    label: command === null ? label('greeting') : label(announces ? 'announcement' : 'command'),
    fact: say('exchange', { line, code }, frames),
    key: `x ${command?.verb ?? ''}`,
    value: `${compared} ${code}`,
    failed: code === null || code >= 400,
  };
}

const lineOf = ({ command }: Exchange): string =>
  escapeText(`${command!.verb} ${command!.argument}`.trimEnd().slice(0, LIMITS.shownCharacters));

function dataMove(data: DataConnection): Move {
  const { connection, mode, outcome, id } = data;
  const opener = connection === null ? null : roleOf(data, connection, 'initiator');
  const frames = [connection?.handshake.syn ?? null, connection?.handshake.synAck ?? null];
  return {
    label: label('data', id),
    fact: say(
      'data',
      { mode, opener, outcome },
      frames.filter((frame) => frame !== null),
    ),
    key: 'data',
    value: `${mode} ${opener} ${outcome}`,
    failed: outcome !== 'ok' && outcome !== 'incomplete' && outcome !== 'not-captured',
  };
}

function transferMove({ transfer, id }: DataConnection, exchange: Exchange): Move {
  const { verdict, code, contentSha256, sha256 } = transfer!;
  const bytes = contentBytesOf(transfer!);
  const frames = exchange.replies.slice(-1).map(({ lastFrame }) => lastFrame);
  // Two listings of one directory differ in dates and times of files alone: the bytes say enough of them.
  const hash = transfer!.direction === 'listing' ? null : (contentSha256 ?? sha256);
  return {
    label: label('transfer', id),
    fact: say('transfer', { line: lineOf(exchange), bytes, verdict, code, sha256: hash }, frames),
    key: `t ${exchange.command!.verb}`,
    value: `${lineOf(exchange)} ${bytes} ${verdict} ${hash}`,
    failed: verdict === 'truncated' || verdict === 'refused',
  };
}

function endMove(session: Session): Move {
  const { kind, fins, rst } = session.control.teardown;
  const by = closedFirst(session, null);
  const frame = fins[0]?.frame ?? rst?.frame;
  return {
    label: label('end'),
    fact: say('end', { by, how: kind }, frame === undefined ? [] : [frame]),
    key: 'end',
    value: `${by} ${kind}`,
    failed: kind === 'rst',
  };
}

/** Lays moves beside each other: the longest common run of keys in order; the rest stands alone. */
export function alignMoves(a: readonly Move[], b: readonly Move[], lines: Lines): void {
  for (const [one, other] of aligned(a, b)) {
    const move = one ?? other!;
    lines.add(move.label, one?.fact ?? null, other?.fact ?? null, {
      same: one !== null && other !== null && one.value === other.value,
      fails: one?.failed === (other?.failed ?? false) ? null : one?.failed === true ? 'a' : other?.failed ? 'b' : null,
    });
  }
}

type Pair = readonly [Move | null, Move | null];

function aligned(a: readonly Move[], b: readonly Move[]): Pair[] {
  // Beyond it a table of all pairs would be too large: they are laid beside each other as they come.
  if (a.length * b.length > LIMITS.comparedPairs)
    return Array.from({ length: Math.max(a.length, b.length) }, (_, i): Pair => [a[i] ?? null, b[i] ?? null]);
  const width = b.length + 1;
  const scores = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      scores[i * width + j] = Math.max(
        scores[(i + 1) * width + j + 1]! + worth(a[i]!, b[j]!),
        scores[(i + 1) * width + j]!,
        scores[i * width + j + 1]!,
      );
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const both = i < a.length && j < b.length ? worth(a[i]!, b[j]!) : 0;
    if (both > 0 && scores[i * width + j] === scores[(i + 1) * width + j + 1]! + both) pairs.push([a[i++]!, b[j++]!]);
    else if (j >= b.length || (i < a.length && scores[(i + 1) * width + j]! >= scores[i * width + j + 1]!))
      pairs.push([a[i++]!, null]);
    else pairs.push([null, b[j++]!]);
  }
  return pairs;
}

/** The same is worth more than the same kind of thing. */
const worth = (one: Move, other: Move): number => (one.key !== other.key ? 0 : one.value === other.value ? 3 : 1);
