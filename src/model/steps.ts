/**
 * The ten steps in which a data connection and its control connection live (RFC 959 §3.2, §5.2): which were seen, which
 * are missing, and which went wrong. Active mode has the server open the data connection, passive mode the client; all
 * else is the same.
 */
import { rowOf } from '../ftp/protocol/commands.js';
import type { DataConnection, Session } from '../ftp/protocol/session.js';
import { wasOpened } from '../ftp/transfer/outcome.js';
import type { Connection, Side } from '../tcp/types.js';
import { formatFrames, plural } from './format.js';
import { isActive, roleOf, thirdHostOf } from './roles.js';
import type { LadderRow } from './rows.js';
import { amountWords } from './transfers.js';
import { inMidTransfer, passedUnseen, undecided } from './undecided.js';

export type StepState =
  | 'done'
  | 'failed' // it was tried and went wrong
  | 'missing' // it should have come and did not
  | 'unseen' // it must have happened, or may still, outside the capture
  | 'not-reached'; // an earlier step failed

export type Step = {
  /** 1 to 10. */
  readonly number: number;
  /** What happens in it: 'the server sends SYN to the announced port'. */
  readonly title: string;
  readonly state: StepState;
  readonly frames: readonly number[];
  /** What is special about it here; '' for nothing. */
  readonly note: string;
};

export const STEP_MARKS: Readonly<Record<StepState, string>> = {
  done: '✔',
  failed: '✘',
  missing: '✘',
  unseen: '?',
  'not-reached': '–',
};

/** '{peer}': who is at the other end of the server's data connection. */
const TITLES = {
  active: [
    'the client sends SYN to the control port',
    'the server answers SYN+ACK',
    'the client sends ACK: the control connection is open',
    'the client announces the address and port on which {waiter} waits',
    'the server sends SYN to that port',
    '{peer} answers SYN+ACK',
    'the server sends ACK: the data connection is open',
    'the data passes',
    'both sides send FIN and acknowledge it: the data connection is closed',
    'further commands; at the end both sides close the control connection with FIN',
  ],
  passive: [
    'the client sends SYN to the control port',
    'the server answers SYN+ACK',
    'the client sends ACK: the control connection is open',
    'the client asks, and the server announces the port on which it waits',
    '{peer} sends SYN to that port',
    'the server answers SYN+ACK',
    '{peer} sends ACK: the data connection is open',
    'the data passes',
    'both sides send FIN and acknowledge it: the data connection is closed',
    'further commands; at the end both sides close the control connection with FIN',
  ],
} as const;

/** A step without its words. */
export type JudgedStep = Pick<Step, 'state' | 'frames' | 'note'>;
type Judged = JudgedStep;

const NO_FRAMES: readonly (number | null)[] = [];

function judged(state: StepState, frames = NO_FRAMES, note = ''): Judged {
  const known: number[] = [];
  // A handful: looking through them is cheaper than a set.
  for (const frame of frames) if (frame !== null && !known.includes(frame)) known.push(frame);
  return { state, frames: known, note };
}

/** What the step is about, in the words of this data connection's mode. */
export function stepTitle(data: DataConnection | null, number: number): string {
  const title = TITLES[data !== null && !isActive(data.mode) ? 'passive' : 'active'][number - 1] ?? '';
  const third = data === null ? null : thirdHostOf(data);
  if (third === null) return title.replace('{peer}', 'the client').replace('{waiter}', 'it');
  const peer = `the other ${data?.partner == null ? 'host' : 'server'} (${third})`;
  return title.replace('{peer}', peer).replace('{waiter}', peer);
}

/** All ten steps of one data connection. */
export const stepsOf = (data: DataConnection): readonly Step[] =>
  judgedSteps(data).map((one, i) => ({ number: i + 1, title: stepTitle(data, i + 1), ...one }));

/** The ten steps in order, for whoever needs no titles. */
export function judgedSteps(data: DataConnection): readonly JudgedStep[] {
  const { control } = data.session;
  const list: Judged[] = [
    frameOrUnseen(control.handshake.syn),
    frameOrUnseen(control.handshake.synAck),
    frameOrUnseen(control.handshake.ack),
    announcement(data),
    opening(data),
    answer(data),
    established(data),
    payload(data),
    closing(data),
  ];
  // After the first step that failed or never came, the data connection's later ones cannot be blamed.
  const broken = list.findIndex(({ state }, i) => i >= 3 && (state === 'failed' || state === 'missing'));
  if (broken >= 0) {
    for (let i = broken + 1; i < list.length; i++) {
      const after = broken < 7 || list[i]!.state === 'missing' || list[i]!.state === 'unseen';
      if (after) list[i] = judged('not-reached');
    }
  }
  list.push(ending(data.session));
  return list;
}

const frameOrUnseen = (frame: number | null): Judged => (frame === null ? judged('unseen') : judged('done', [frame]));

function announcement(data: DataConnection): Judged {
  const { announced, exchange, mode } = data;
  const reply = exchange?.replies.at(-1);
  if (data.outcome === 'rejected' && reply !== undefined) {
    return judged('failed', [exchange?.command?.frame ?? null, reply.lastFrame], `rejected with ${reply.code}`);
  }
  if (announced !== null) {
    const command = exchange?.command?.frame ?? null;
    return judged('done', command === announced.frame ? [command] : [command, announced.frame]);
  }
  if (exchange === null) {
    return mode === 'DEFAULT' ? judged('done', [], 'nothing announced: the default data port') : judged('unseen');
  }
  const cut = reply?.oddities.some((oddity) => oddity.startsWith('cut')) === true;
  return cut
    ? judged('unseen', [reply.lastFrame], 'the end of the reply, and the address with it, is not in the capture')
    : judged('unseen', [exchange.command?.frame ?? null], 'its address could not be read');
}

const NOBODY = 'nobody connected in this capture';

function opening(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) {
    if (data.outcome === 'incomplete' || passedUnseen(data)) return judged('unseen');
    if (undecided(data)) return judged('unseen', [], NOBODY);
    return judged('missing', [], data.outcome === 'rejected' ? '' : NOBODY);
  }
  const { syn } = connection.handshake;
  if (syn === null) return judged('unseen');
  const again = connection.synRetransmissions.length;
  return judged('done', [syn], again > 0 ? `repeated ${again === 1 ? 'once' : `${again} times`}` : '');
}

/** Of steps 6 to 9 where there is no connection: nothing can fail to answer a SYN that nobody sent. */
const withoutConnection = (data: DataConnection): Judged => judged(passedUnseen(data) ? 'unseen' : 'not-reached');

function answer(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  if (connection.handshake.synAck !== null) return judged('done', [connection.handshake.synAck]);
  switch (data.outcome) {
    case 'refused':
      return judged('failed', [connection.teardown.rst?.frame ?? null], 'refused with RST');
    case 'prohibited':
      return judged('failed', [connection.icmpError?.frame ?? null], connection.icmpError?.text ?? 'ICMP error');
    case 'unanswered':
      return undecided(data)
        ? judged('unseen', [], 'no answer in this capture')
        : judged('missing', [], 'never answered');
    default:
      return judged('unseen');
  }
}

function established(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  const { syn, synAck, ack } = connection.handshake;
  if (ack !== null) return judged('done', [ack]);
  if (carried(connection)) return judged('unseen');
  if (synAck !== null) return judged(data.outcome === 'incomplete' ? 'unseen' : 'missing');
  return judged(syn === null ? 'unseen' : 'not-reached');
}

const carried = (connection: Connection): boolean =>
  connection.sides.initiator.bytes > 0 || connection.sides.responder.bytes > 0;

function payload(data: DataConnection): Judged {
  const { connection, transfer } = data;
  if (connection === null) return withoutConnection(data);
  const frames = payloadFrames(connection);
  if (transfer === null) {
    if (frames.length > 0) return judged('done', frames);
    return connection.handshake.ack === null && !connection.closed
      ? judged('not-reached')
      : judged(data.outcome === 'incomplete' ? 'unseen' : 'missing', [], 'no transfer command');
  }
  const missing = transfer.missing.reduce((sum, [from, to]) => sum + to - from, 0);
  const lost = missing > 0 ? `${plural(missing, 'byte')} not in the capture` : '';
  switch (transfer.verdict) {
    case 'refused':
      return judged('failed', [transfer.exchange.replies.at(-1)?.lastFrame ?? null], `refused with ${transfer.code}`);
    case 'truncated':
      return judged('failed', frames, 'cut short');
    case 'complete':
      return judged('done', frames, transfer.bytes === 0 ? 'empty: 0 bytes' : lost);
    default:
      if (inMidTransfer(transfer)) return judged('unseen', frames, `${amountWords(transfer)} in this capture`);
      return frames.length > 0 ? judged('done', frames, lost) : judged('unseen');
  }
}

/** First and last frame that carried payload. */
function payloadFrames(connection: Connection): number[] {
  const runs = connection.journal.filter((entry) => entry.kind === 'data');
  const first = runs[0]?.firstFrame;
  const last = runs.at(-1)?.lastFrame;
  if (first === undefined || last === undefined) return [];
  return first === last ? [first] : [first, last];
}

function closing(data: DataConnection): Judged {
  const { connection } = data;
  if (connection === null) return withoutConnection(data);
  if (!wasOpened(connection)) return judged('not-reached');
  return teardown(connection, data.outcome === 'ok', (side) => roleOf(data, connection, side));
}

function teardown(connection: Connection, accepted: boolean, nameOf: (side: Side) => string): Judged {
  const { fins, rst, unseenFins } = connection.teardown;
  const frames = fins.flatMap((fin) => [fin.frame, fin.ackFrame]);
  if (rst !== null) {
    return judged(accepted ? 'done' : 'failed', [...frames, rst.frame], 'ended by RST');
  }
  if (fins.length === 2 && fins.every((fin) => fin.ackFrame !== null)) return judged('done', frames);
  if (fins.length === 2) return judged('done', frames, 'the last ACK is not in the capture');
  const unseen = unseenFins[0];
  if (fins.length === 1 && unseen !== undefined) {
    const note = `the FIN of the ${nameOf(unseen.from)} is not in the capture, but acknowledged in frame ${unseen.ackFrame}`;
    return judged('done', [...frames, unseen.ackFrame], note);
  }
  return judged('unseen', frames, fins.length === 1 ? 'only one side has closed' : '');
}

function ending({ control, clientSide }: Session): Judged {
  return teardown(control, false, (side) => (side === clientSide ? 'client' : 'server'));
}

/** 'Steps 1 ✔ 2 ✔ 3 ✔ 4 ✔ 5 ✔ 6 ✘ 7 – ...'; `withFrames`: '5 ✔ (17)'. */
export const stepsLine = (steps: readonly Step[], withFrames = false): string =>
  `Steps ${steps
    .map(({ number, state, frames }) => {
      const named = withFrames && frames.length > 0 ? ` (${frames.join(', ')})` : '';
      return `${number} ${STEP_MARKS[state]}${named}`;
    })
    .join('  ')}`;

/** The steps that are not done, in words; '' where all are. Steps of which the same is to be said stand together. */
export function stepsTrouble(steps: readonly Step[]): string {
  const parts: string[] = [];
  for (let i = 0; i < steps.length; i++) {
    const { number, title, state, note, frames } = steps[i]!;
    if (state === 'not-reached' || (state === 'done' && note === '')) continue;
    if (state === 'done' && !NOTEWORTHY.test(note)) continue;
    let last = i;
    if (state === 'unseen' && note === '') {
      while (steps[last + 1]?.state === 'unseen' && steps[last + 1]?.note === '') last++;
    }
    const what = note !== '' ? note : state === 'unseen' ? 'not in this capture' : 'missing';
    const where = frames.length > 0 ? `, ${formatFrames(frames)}` : '';
    parts.push(
      last > i ? `steps ${number} to ${steps[last]!.number}: ${what}` : `step ${number} (${title}): ${what}${where}`,
    );
    i = last;
  }
  return parts.join('; ');
}

/** Of a step that is done: what is worth a sentence all the same. */
const NOTEWORTHY = /not in the capture/;

/** The step of which a transfer's final reply tells: the one that failed, else the last that was done before it. */
function reportOf(row: LadderRow, data: DataConnection): StepOfRow | null {
  const reply = row.kind === 'reply' ? row.exchange?.replies.at(-1) : undefined;
  if (reply === undefined || reply.code < 200 || row.lastFrame !== reply.lastFrame) return null;
  const broken = stepsOf(data).find(({ number, state }) => number >= 4 && number < 10 && isTrouble(state));
  if (reply.code >= 400) return { number: broken?.number ?? 8, data, reports: 'failed' };
  const fins = data.connection?.teardown.fins ?? [];
  const closed = fins.length === 2 && fins.every(({ frame }) => frame < reply.lastFrame);
  return { number: closed ? 9 : 8, data, reports: 'done' };
}

const isTrouble = (state: StepState): boolean => state === 'failed' || state === 'missing';

/** Where a row of the ladder stands among the ten steps. */
export type StepOfRow = {
  readonly number: number;
  readonly data: DataConnection | null;
  /** The row is the server's final reply to a transfer: it tells how the step went, and is no part of it. */
  readonly reports?: 'failed' | 'done';
};

/** Which of the ten steps a row of the ladder belongs to; null for commands and replies outside them. */
export function stepOfRow(row: LadderRow, session: Session): StepOfRow | null {
  const { connection, dataConnection: data, entry, exchange } = row;
  if (exchange !== null) {
    const announcing = session.dataConnections.find((one) => one.exchange === exchange);
    if (announcing !== undefined) return { number: 4, data: announcing };
    if (exchange.dataConnection !== null && exchange.dataConnection.transfer?.exchange === exchange) {
      return reportOf(row, exchange.dataConnection) ?? { number: 8, data: exchange.dataConnection };
    }
    return rowOf(exchange.command?.verb)?.endsSession ? { number: 10, data: null } : null;
  }
  if (entry === null || connection === null) return null;
  const base = data === null ? 0 : 4;
  switch (entry.kind) {
    case 'syn':
      return { number: base + 1, data };
    case 'syn-ack':
      return { number: base + 2, data };
    case 'ack':
      return { number: entry.acknowledgesFin ? (data === null ? 10 : 9) : base + 3, data };
    case 'data':
      return data === null ? null : { number: 8, data };
    case 'icmp-error':
      return data !== null && connection.handshake.synAck === null ? { number: 6, data } : null;
    case 'fin':
    case 'rst':
      if (data?.outcome === 'refused') return { number: 6, data };
      return { number: data === null ? 10 : 9, data };
    default:
      return null;
  }
}
